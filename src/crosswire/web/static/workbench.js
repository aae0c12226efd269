// What every page does: says what came of a request, and what stopped one.
export function say(words) {
  const toast = document.createElement("div");
  toast.className = "toast problem-toast";
  toast.textContent = words;
  document.getElementById("said").replaceChildren(toast);
}

// A refusal comes as a page of its own, whose sentence is all that is wanted here: beside the form
// where that has a place for it, since what is said elsewhere is hidden behind a dialog.
const problem = ({ target }) =>
  target.closest?.("form")?.querySelector("[data-problem]") ?? target.closest?.("dialog")?.querySelector("[data-problem]");

document.addEventListener("htmx:responseError", (event) => {
  const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const words = answer.querySelector(".lead")?.textContent?.trim() || "That did not work: load the page again.";
  const place = problem(event);
  if (!place) return say(words);
  place.textContent = words;
  place.hidden = false;
});
document.addEventListener("htmx:beforeRequest", (event) => {
  const place = problem(event);
  if (place) place.hidden = true;
});
document.addEventListener("htmx:sendError", () => {
  say("The workbench does not answer: is crosswire serve still running?");
});

// A field that is empty filters nothing, and stays out of the address.
document.addEventListener("htmx:configRequest", ({ detail }) => {
  if (detail.verb !== "get") return;
  for (const [name, value] of [...detail.formData]) if (value === "") detail.formData.delete(name);
});

// Where the pages or the queues do not all fit beside each other, this one is among those in sight.
for (const here of document.querySelectorAll(".top nav [aria-current], .rail [aria-current]")) {
  const row = here.closest("nav, ul");
  row.scrollLeft = here.offsetLeft - row.offsetLeft - (row.clientWidth - here.offsetWidth) / 2;
}

// One menu of filters at a time, shut by Escape or by a click elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && event.target.closest?.("details.menu[open]");
  if (menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});
