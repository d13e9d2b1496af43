"use strict";
// Orders and hides the rows of tables of groups. Whatever there is to read stands there without it.
const made = (tag, known, ...inside) => {
  const it = Object.assign(document.createElement(tag), known);
  it.append(...inside);
  return it;
};
const depth = row => Number(row.className.slice(-1));
const name = row => row.cells[0].firstChild.data.trim();

for (const table of document.querySelectorAll("table.groups")) {
  const rows = [...table.tBodies[0].rows], open = [], said = made("output"), choice = made("select");
  const above = new Map(rows.map(row => {
    while (open.length && depth(open.at(-1)) >= depth(row)) open.pop();
    const found = open.filter(depth);
    open.push(row);
    return [row, found];
  }));

  choice.append(new Option("all groups", ""));
  rows.forEach((row, at) => {
    const around = above.get(row).map(name).join(" / ");
    if (around) row.cells[0].append(made("small", { className: "in" }, around));
    if (rows.some(it => above.get(it).includes(row))) choice.append(new Option("\u2003".repeat(depth(row) - 1) + name(row), at));
  });
  choice.onchange = () => {
    const chosen = rows[choice.value];
    for (const row of rows)
      row.hidden = chosen && depth(row) && row !== chosen && !above.get(row).includes(chosen) && !above.get(chosen).includes(row);
    said.value = `${rows.filter(row => !row.hidden).length} of ${rows.length} rows are shown.`;
  };

  const figure = (row, at) => parseFloat(row.cells[at].textContent.replaceAll(",", ""));
  const sort = (at, way) => rows.slice().sort((one, other) => !depth(other) - !depth(one) ||
    way && (isNaN(figure(one, at)) - isNaN(figure(other, at)) || way * (figure(one, at) - figure(other, at))) || 0);
  [...table.tHead.rows[0].cells].forEach((head, at, heads) => {
    if (!at || head.className === "drawn") return;
    const button = made("button", { type: "button" }, ...head.childNodes);
    button.onclick = () => {
      const way = { ascending: -1, descending: 0 }[head.getAttribute("aria-sort")] ?? 1;
      heads.forEach(it => it.removeAttribute("aria-sort"));
      if (way) head.setAttribute("aria-sort", way > 0 ? "ascending" : "descending");
      table.classList.toggle("sorted", way);
      table.tBodies[0].append(...sort(at, way));
      said.value = way ? `${way > 0 ? "Lowest" : "Highest"} first: ${button.textContent}.` : "In the order of the page.";
    };
    head.append(button);
  });
  table.parentNode.before(made("p", { className: "tools" }, ...(choice.length > 1 ? [made("label", {}, "Show ", choice)] : []), said));
}
