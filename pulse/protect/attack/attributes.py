"""Attributes, comments, scripts and styles of a page: no number may hide where nobody looks."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from pulse.model.audit import Said
from pulse.protect.attack.links import leads_to_a_group
from pulse.protect.attack.prose import NUMBER
from pulse.protect.attack.tree import Node

if TYPE_CHECKING:
    from pulse.protect.attack.page import Page

_CLASSES = re.compile(r"depth-[0-5]|(?:higher|lower)-[12]|[fs]-ink2")
_ID = re.compile(
    r"(?:frame|context|trend|group)-\d{1,3}(?:-original|-icon)?(?:-title|-desc)?|[a-z-]*|spread-[a-z0-9_]{1,40}(?:-title|-desc)?"
)
_HASH = re.compile(r"'sha256-([A-Za-z0-9+/=]+)'")
_SPANS = re.compile(r"[1-9]")  # cells of a table
_QUARTERS = {"least": (0.0, 0.25), "less": (0.25, 0.5), "more": (0.5, 0.75), "most": (0.75, 1.01)}
_FIGURE = frozenset({"value", "data-row", "data-of", "data-group", "data-wave"})  # `element` reads them


def attributes(page: Page) -> Iterator[tuple[Node, str]]:
    """Titles, names for readers who do not see, classes, ids: elements with a number in one, and where."""
    drawn = {id(it) for node in page.root.all("svg") for it in (node, *node.walk())}
    for node in page.root.walk():
        if id(node) not in drawn and node.tag != "!--":
            for name, value in node.attributes.items():
                if name.startswith("on") or (NUMBER.search(value) and not _may(node, name, value, page)):
                    yield node, f"{node.tag} {name}"
            if not _tinted(node, page):
                yield node, f"{node.tag} class"
    for quote in page.root.all("blockquote"):
        yield from (
            (it, f"{it.tag} in a quote") for it in (quote, *quote.walk()) if it.attributes or it.tag not in _SAID
        )


_FOREIGN = frozenset(
    {"img", "picture", "iframe", "object", "embed", "canvas", "audio", "video", "input", "link", "template"}
)
_SAID = frozenset({"blockquote", "p", "br", "cite"})  # all that a quote is made of


def _may(node: Node, name: str, value: str, page: Page) -> bool:
    if name == "class":
        return not NUMBER.search(_CLASSES.sub("", value))
    if name in ("id", "aria-labelledby", "aria-describedby") or (name == "href" and value.startswith("#")):
        return bool(_ID.fullmatch(value.removeprefix("#")))
    if node.tag == "a" and name == "href" and leads_to_a_group(value, page.ledger.groups):
        return True
    if node.tag == "data" and name in _FIGURE:
        if node.attributes.get("class") in ("context", "together") and name == "data-of":
            return True  # `beside` holds it against what is counted
        return "class" not in node.attributes or (name == "value" and value == node.text.replace(",", ""))
    if node.tag == "tr" and name == "data-of":
        return any(it.begins(value) for it in page.in_row.get(id(node), []))
    if node.tag == "th" and name == "data-of":
        return value in page.before.named
    if node.tag == "meta" and name == "content":
        return not NUMBER.search(_HASH.sub("", value).replace("initial-scale=1", ""))
    if name in ("colspan", "rowspan"):
        return bool(_SPANS.fullmatch(value))
    return (name == "tabindex" and value in ("0", "-1")) or not any(page.prose.unexplained(value))


def _tinted(node: Node, page: Page) -> bool:
    """A tint says that a group lies above or below everyone, or in which quarter of the scale a share lies.

    Only where the figures are shown, and it is so.
    """
    quarter = next((it for it in node.attributes.get("class", "").split() if it in _QUARTERS), "")
    if quarter and node.tag == "span":  # the legend
        return node.text in page.ledger.texts
    if quarter:
        figures = [element.said for it in node.all("data") if (element := page.elements.get(id(it)))]
        low, high = _QUARTERS[quarter]
        return bool(figures) and all(it and it.value is not None and low <= it.value < high for it in figures)
    shade = next((it for it in node.attributes.get("class", "").split() if it.startswith(("higher-", "lower-"))), "")
    if not shade:
        return True
    for it in node.all("data"):
        element = page.elements.get(id(it))
        own = element.said if element else None
        if own is None or (own.value is None and not own.item2):
            return False
        if own.item2:
            return _anchored(own, shade)
        all_ = page.figures.get((own.wave, "", (), *own.key[3:]))
        if all_ is None or all_.value is None:
            return False
        return ((own.value or 0) > all_.value) == shade.startswith("higher")
    return False


def _anchored(own: Said, shade: str) -> bool:
    """Of what one group says of another a tint says where the share lies, by marks that are the same everywhere."""
    low = own.low if own.value is None else own.value
    high = own.high if own.value is None else own.value
    within = {"lower-2": (0.0, 0.3), "lower-1": (0.3, 0.45), "higher-1": (0.55, 0.7), "higher-2": (0.7, 1.0)}
    least, most = within[shade]
    return low is not None and high is not None and least <= low and high <= most


def foreign(page: Page) -> Iterator[tuple[Node, str]]:
    """Comments with numbers, what is loaded from elsewhere, and any style or script but the tool's own."""
    for node in page.root.walk():
        if node.tag in _FOREIGN:
            yield node, f"{node.tag}: nothing of the kind is on a page"
        elif node.tag == "!--" and NUMBER.search(node.attributes["comment"]):
            yield node, "a comment"
    allowed = [it for meta in page.root.all("meta") for it in _HASH.findall(meta.attributes.get("content", ""))]
    for node in page.root.all("style", "script"):
        text = "".join(child for child in node.children if isinstance(child, str))
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        if digest not in allowed or text not in page.ledger.texts or node.attributes:
            yield node, f"the {node.tag}"
