"use strict";
(() => {
  const root = document.documentElement;
  const table = document.querySelector("table.list");
  if (!table) return;
  root.classList.add("js");
  const body = table.tBodies[0];
  const rows = Array.from(body.rows);
  const words = document.getElementById("words");
  const grade = document.getElementById("grade");
  const shown = document.getElementById("shown");
  const text = new Map(rows.map((row) => {
    const card = document.getElementById(row.dataset.id);
    return [row, (row.textContent + " " + (card ? card.textContent : "")).toLowerCase()];
  }));

  const filter = () => {
    const asked = words.value.toLowerCase().split(/\s+/).filter(Boolean);
    let count = 0;
    for (const row of rows) {
      const fits = (!grade.value || row.dataset.grade === grade.value) &&
        asked.every((word) => text.get(row).includes(word));
      row.hidden = !fits;
      count += fits ? 1 : 0;
      const card = document.getElementById(row.dataset.id);
      if (card) card.hidden = !fits;
      for (const mark of document.querySelectorAll(`a.mark[data-no="${row.dataset.no}"]`)) {
        mark.classList.toggle("off", !fits);
      }
    }
    shown.textContent = `${count} of ${rows.length} incidents`;
  };

  const sort = (head, index) => {
    const up = head.getAttribute("aria-sort") !== "ascending";
    for (const other of table.tHead.rows[0].cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    const key = (row) => row.cells[index].dataset.sort ?? row.cells[index].textContent.trim();
    const numeric = head.dataset.kind === "number";
    const order = rows.slice().sort((a, b) => {
      const [x, y] = [key(a), key(b)];
      const difference = numeric ? Number(x) - Number(y) : x.localeCompare(y, "en");
      return (up ? 1 : -1) * difference || Number(a.dataset.no) - Number(b.dataset.no);
    });
    body.append(...order);
  };

  // A span and not a button: browsers leave buttons out of a table head that they repeat in print.
  Array.from(table.tHead.rows[0].cells).forEach((head, index) => {
    if (!head.dataset.kind) return;
    const label = head.querySelector("span");
    label.setAttribute("role", "button");
    label.tabIndex = 0;
    label.addEventListener("click", () => sort(head, index));
    label.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" && event.key !== " ") return;
      event.preventDefault();
      sort(head, index);
    });
  });
  words.addEventListener("input", filter);
  grade.addEventListener("change", filter);
  filter();
})();
