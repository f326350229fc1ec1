/** Tables: Slack's data tables, which sort and have pages, and the plain ones. */

import { el, words } from "./dom.js";

/** A `table` block. */
export function table(block) {
  const aligned = (block.column_settings ?? []).map((one) => one?.align ?? "left");
  const row = (cells, tag) =>
    el("tr", {}, ...cells.map((cell, at) => el(tag, { class: aligned[at] ?? "left" }, ...words(cell.text ?? ""))));
  const [head, ...rows] = block.rows;
  return el("div", { class: "table" }, el("table", {}, row(head, "th"), ...rows.map((cells) => row(cells, "td"))));
}

/** A `data_table` block: a click on a column's head sorts by it, and once more the other way round. */
export function dataTable(block) {
  const [head, ...rows] = block.rows;
  const size = block.page_size ?? 5;
  const body = el("tbody");
  const pager = el("p", { class: "pager" });
  let sorted = rows;
  let by = { at: -1, down: false };
  let page = 0;

  function show() {
    const shown = sorted.slice(page * size, (page + 1) * size);
    body.replaceChildren(...shown.map((cells) => el("tr", {}, ...cells.map(cellNode))));
    const last = Math.ceil(sorted.length / size) - 1;
    const turn = (text, to) => {
      const button = el("button", { type: "button" }, text);
      button.disabled = to < 0 || to > last;
      button.addEventListener("click", () => {
        page = to;
        show();
      });
      return button;
    };
    const where = `${page * size + 1}–${page * size + shown.length} of ${sorted.length}`;
    pager.replaceChildren(...(last > 0 ? [turn("‹", page - 1), where, turn("›", page + 1)] : []));
  }

  function sort(at) {
    by = { at, down: by.at === at ? !by.down : rows.some((cells) => cells[at].type === "raw_number") };
    const order = by.down ? -1 : 1;
    sorted = [...rows].sort((one, other) => order * compared(one[at], other[at]));
    page = 0;
    heads.forEach((node, column) => {
      node.ariaSort = column !== at ? "none" : by.down ? "descending" : "ascending";
    });
    show();
  }

  const heads = head.map((cell, at) => {
    const button = el("button", { type: "button" }, ...words(cell.text));
    button.addEventListener("click", () => sort(at));
    return el("th", { class: rows[0][at].type === "raw_number" ? "right" : "left" }, button);
  });
  show();
  const caption = el("caption", {}, ...words(block.caption));
  return el("div", { class: "table" }, el("table", {}, caption, el("thead", {}, el("tr", {}, ...heads)), body), pager);
}

function cellNode(cell) {
  return el("td", { class: cell.type === "raw_number" ? "right" : "left" }, ...words(cell.text ?? ""));
}

function compared(one, other) {
  return one.type === "raw_number" && other.type === "raw_number"
    ? one.value - other.value
    : String(one.text).localeCompare(String(other.text));
}
