"use strict";
document.documentElement.classList.add("js");

// The list of incidents: filtered and sorted.
(() => {
  const table = document.querySelector("table.list");
  if (!table) return;
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

// Control of places: the states of the day that the slider picks.
(() => {
  const slider = document.getElementById("day");
  if (!slider) return;
  const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
  const states = Array.from(document.querySelectorAll("[data-start]"));
  const rows = states.filter((each) => each.matches("tr"));
  const ticks = Array.from(document.querySelectorAll("[data-change]"));
  const changes = ticks.map((tick) => Number(tick.dataset.change));
  const first = Date.parse(slider.dataset.first + "T00:00:00Z");
  const last = Number(slider.max);

  const date = (day) => {
    const at = new Date(first + day * 86400000);
    return `${at.getUTCDate()} ${months[at.getUTCMonth()]} ${at.getUTCFullYear()}`;
  };
  const stands = (each, day) =>
    Number(each.dataset.start) <= day && day < Number(each.dataset.end ?? Infinity);

  const show = (day) => {
    for (const each of states) each.classList.toggle("now", stands(each, day));
    const told = ["held", "claimed", "contested", "unknown"].map((state) => {
      const count = rows.filter((row) => row.dataset.state === state && stands(row, day)).length;
      return count ? `${count} ${state}` : "";
    }).filter(Boolean).join(", ") || "nothing told yet";
    document.getElementById("asof").textContent = date(day);
    document.getElementById("standing").textContent = told;
    slider.setAttribute("aria-valuetext", `${date(day)}: ${told}`);
  };
  const move = (day) => {
    if (day === undefined) return;
    slider.value = day;
    show(day);
  };

  slider.addEventListener("input", () => show(Number(slider.value)));
  document.getElementById("earlier").addEventListener("click", () =>
    move(changes.findLast((day) => day < Number(slider.value))));
  document.getElementById("later").addEventListener("click", () =>
    move(changes.find((day) => day > Number(slider.value)) ?? last));
  // On paper nothing slides: it shows the period's end.
  window.addEventListener("beforeprint", () => show(last));
  window.addEventListener("afterprint", () => show(Number(slider.value)));
  show(Number(slider.value));
})();
