"""What axe does not look at, looked at by a browser: names, ids, headings, regions, tables, and text in drawings."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from playwright.sync_api import Page

_FAULTS = """(least) => {
  const all = (what, inside = document) => [...inside.querySelectorAll(what)], found = [];
  const tell = (fault, it) => found.push(`${fault}: ${it.outerHTML.slice(0, 160)}`);
  const shown = it => it.getClientRects().length && it.checkVisibility();
  const boxed = it => { const box = it.getBoundingClientRect(); return [box.left, box.top, box.right, box.bottom]; };

  if (!document.documentElement.lang || !document.title) tell('no language or title', document.documentElement);
  const ids = new Set();
  for (const it of all('[id]')) ids.has(it.id) ? tell('an id twice', it) : ids.add(it.id);
  for (const it of all('[aria-labelledby], [aria-describedby], a[href^="#"]'))
    for (const name of ['aria-labelledby', 'aria-describedby', 'href'])
      for (const id of (it.getAttribute(name) || '').split(' '))
        if (id && !ids.has(id.replace('#', ''))) tell(`${name} leads nowhere`, it);

  let rank = 0;
  for (const it of all('h1, h2, h3, h4')) {
    if (Number(it.tagName[1]) > rank + 1) tell('a heading that skips a rank', it);
    rank = Number(it.tagName[1]);
  }
  for (const it of all('svg'))
    if (!it.ariaHidden && !(it.role === 'img' && it.querySelector('title')?.textContent))
      tell('a drawing without a name', it);
  for (const it of all('svg[role=img]:not(.icon)'))
    if (!it.closest('.first-side') && !it.closest('section, [data-part], main').querySelector('table'))
      tell('a chart without a table', it);  // those of the board's one side are in its appendix
  for (const it of all('table'))
    if (!it.caption?.textContent && !it.closest('[aria-label], details, [data-part]'))
      tell('a table without a name', it);
  for (const it of all('th')) if (!it.scope) tell('a head without a scope', it);
  for (const it of all('*'))
    if (shown(it) && it.scrollWidth > it.clientWidth + 1 && /auto|scroll/.test(getComputedStyle(it).overflowX)
        && !(it.tabIndex === 0 && it.role === 'region' && it.ariaLabel))
      tell('a region that slides and cannot be reached', it);
  const beyond = document.documentElement.scrollWidth - innerWidth;
  if (beyond > 0) tell(`the page slides sideways by ${beyond}`, document.body);

  const light = colour => {
    const linear = it => it <= 0.04045 ? it / 12.92 : ((it + 0.055) / 1.055) ** 2.4;
    const [red, green, blue] = colour.match(/[\\d.]+/g).slice(0, 3).map(it => linear(it / 255));
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };
  const ground = it => {
    const box = it.getBBox(), point = new DOMPoint(box.x + box.width / 2, box.y + box.height / 2);
    const before = all('rect, circle, path', it.ownerSVGElement).filter(shape =>
      shape.compareDocumentPosition(it) & 4 && getComputedStyle(shape).fill !== 'none' && shape.isPointInFill(point));
    return getComputedStyle(before.length ? before.at(-1) : document.body)[before.length ? 'fill' : 'backgroundColor'];
  };
  for (const drawing of all('svg').filter(shown)) {
    const texts = all('text', drawing).filter(shown), boxes = texts.map(boxed);
    const [left, top, right, bottom] = boxed(drawing);
    const scale = (right - left) / (drawing.viewBox.baseVal?.width || right - left);
    texts.forEach((it, at) => {
      const [x, y, z, v] = boxes[at], style = getComputedStyle(it);
      const size = parseFloat(style.fontSize) * scale, seen = contrast(style.fill, ground(it));
      if (x < left - 1 || z > right + 1 || y < top - 1 || v > bottom + 1) tell('a label outside', it);
      if (size < least - 0.01) tell(`a label of ${size.toFixed(1)} px`, it);
      if (seen < 4.5) tell(`a label of ${seen.toFixed(1)}:1`, it);
      for (let next = at + 1; next < texts.length; next++) {
        const wide = Math.min(z, boxes[next][2]) - Math.max(x, boxes[next][0]);
        const tall = Math.min(v, boxes[next][3]) - Math.max(y, boxes[next][1]);  // of line boxes: letters are lower
        if (wide > 1 && tall > 3.5) tell(`touches “${texts[next].textContent.slice(0, 40)}”`, it);
      }
    });
  }
  return found;
}"""


def faults(page: Page, *, least: float = 11.0) -> list[str]:
    """What is wrong with a page at its present width and theme. least: pixels of the smallest type in a drawing."""
    found: list[str] = page.evaluate(_FAULTS, least)
    return found


def violations(page: Page) -> list[tuple[str, str]]:
    """What axe finds: the rule, and the first element that breaks it."""
    from axe_playwright_python.sync_playwright import Axe

    found = Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [(it["id"], it["nodes"][0]["html"][:120]) for it in found]


_KINDS_OF_ROWS = """() => {
  const met = new Set(), tables = [...document.querySelectorAll('table')];
  for (const row of document.querySelectorAll('tbody tr')) {
    const parts = [row, ...row.querySelectorAll('*')].map(it => it.tagName + it.getAttribute('class'));
    const kind = [tables.indexOf(row.closest('table')), ...parts].join();
    if (met.has(kind)) row.remove();
    met.add(kind);
  }
}"""


def one_row_of_each(page: Page) -> None:
    """In each table one row stands for all that are made of the same elements and classes: axe takes its time."""
    page.evaluate(_KINDS_OF_ROWS)


def open_all(page: Page) -> None:
    """Opens whatever a reader can open."""
    page.eval_on_selector_all("details", "all => all.forEach(it => it.open = true)")
