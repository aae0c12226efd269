// Opens an incident beside the map; without a script its link opens its own page.
const side = document.getElementById("side");
let opener = null;

async function open(id) {
  await window.htmx.ajax("GET", `/incidents/${encodeURIComponent(id)}`, { target: "#side-body", swap: "innerHTML" });
  side.hidden = false;
  side.scrollTop = 0;
  for (const card of document.querySelectorAll("#list .card")) {
    card.classList.toggle("here", card.dataset.id === id);
  }
  side.querySelector("#side-close").focus({ preventScroll: true });
}

function shut() {
  side.hidden = true;
  for (const card of document.querySelectorAll("#list .card.here")) card.classList.remove("here");
  opener?.focus();
}

document.addEventListener("crosswire:open", (event) => void open(event.detail.id));
document.addEventListener("click", (event) => {
  const link = event.target.closest("#list .card h2 a");
  if (link && !(event.ctrlKey || event.metaKey || event.shiftKey || event.button)) {
    event.preventDefault();
    opener = link;
    document.dispatchEvent(new CustomEvent("crosswire:open", { detail: { id: link.closest(".card").dataset.id } }));
  }
  if (event.target.closest("#side-close")) shut();
});
document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && !side.hidden && !event.target.closest("details[open], dialog[open]")) shut();
});
// After a decision in the panel, the list and the panel tell what follows from it.
document.body.addEventListener("crosswire:judged", (event) => {
  window.htmx.ajax("GET", location.pathname + location.search, { target: "#list" });
  const id = event.detail.incidents?.[0];
  if (!side.hidden && id) void open(id);
});
