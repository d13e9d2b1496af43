"""A finished HTML file as a tree of elements, each with its line and column; read by the standard library's parser."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

_VOID = frozenset({"meta", "link", "br", "hr", "img", "input", "base", "wbr", "col", "source"})


@dataclass(slots=True)
class Node:
    """An element: its attributes, and its children in order - elements and texts."""

    tag: str
    attributes: dict[str, str]
    line: int
    column: int
    children: list[Node | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """All its text, blanks joined."""
        return " ".join("".join(self._texts()).split())

    def _texts(self) -> Iterator[str]:
        for child in self.children:
            if isinstance(child, str):
                yield child
            else:
                yield from child._texts()

    def walk(self) -> Iterator[Node]:
        """Every element inside it, in the order of the page."""
        for child in self.children:
            if isinstance(child, Node):
                yield child
                yield from child.walk()

    def all(self, *tags: str) -> list[Node]:
        """Every element of some tags inside it."""
        return [node for node in self.walk() if node.tag in tags]

    def number(self, name: str) -> float:
        """An attribute as a number; NaN where it is none."""
        try:
            return float(self.attributes.get(name, "nan"))
        except ValueError:
            return float("nan")


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = Node("", {}, 1, 1)
        self.open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)
        if tag in _VOID:
            self.open.pop()

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._add(tag, attrs)
        self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if any(node.tag == tag for node in self.open[1:]):
            while self.open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self.open[-1].children.append(data)

    def handle_comment(self, data: str) -> None:
        line, column = self.getpos()
        self.open[-1].children.append(Node("!--", {"comment": data}, line, column + 1))

    def _add(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        node = Node(tag, {name: value or "" for name, value in attrs}, line, column + 1)
        self.open[-1].children.append(node)
        self.open.append(node)


def tree(text: str) -> Node:
    """The root of a page; never fails, as a browser never does."""
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return reader.root
