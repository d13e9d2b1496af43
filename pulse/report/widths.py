"""How wide a text is in Arial, so that a label can be measured before it is drawn."""

from __future__ import annotations

# Advance widths in thousandths of the type size (Adobe's public font metrics of Helvetica, which Arial shares).
_GROUPS = {
    222: "ijl'", 278: "It fI/\\!.,:;[]| ", 333: "r()-`*", 355: '"', 500: "ckszvxyJ", 556: "abdeghnopqu0123456789_$#?L+",
    584: "<>=~", 611: "FTZ", 667: "ABEKPSVXY&", 722: "CDHNRUw", 778: "GOQ", 833: "mM", 889: "%", 944: "W",
    1000: "…→←↑↓", 1015: "@",
}  # fmt: skip
_WIDTHS = {sign: width for width, signs in _GROUPS.items() for sign in signs}
_USUAL = 600  # accented and other letters; wide scripts are a little narrower than this makes them
_WIDE = 1000


def width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text in pixels; bold letters are a little wider."""
    units = sum(_WIDTHS.get(sign, _WIDE if ord(sign) > 0x2E7F else _USUAL) for sign in text)
    return units / 1000 * size * (1.08 if bold else 1.0)


def wrap(text: str, size: float, room: float, most: int = 2) -> list[str]:
    """The text in at most `most` lines that fit into `room`; what does not fit ends in an ellipsis."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < most:
        line = words.pop(0)
        while words and width(f"{line} {words[0]}", size) <= room:
            line = f"{line} {words.pop(0)}"
        lines.append(line)
    if words or any(width(line, size) > room for line in lines):
        lines[-1] = f"{lines[-1]} {'…' if words else ''}".strip()
        lines = [_cut(line, size, room) for line in lines]
    return lines


def _cut(line: str, size: float, room: float) -> str:
    if width(line, size) <= room:
        return line
    line = line.rstrip(" …")
    while line and width(f"{line}…", size) > room:
        line = line[:-1]
    return f"{line.rstrip()}…"
