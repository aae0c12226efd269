// Keys of the review queue: each presses the button that shows it. Nothing is decided here.
import "./suggest.js";
import { say } from "./workbench.js";

const shown = () => document.querySelector("#item .item");
const claims = () => Array.from(document.querySelectorAll("#item .claim"));
const focused = () => document.querySelector("#item .claim.here");
const marks = () => Array.from(document.querySelectorAll("#item .pick input"));
const marked = () => marks().filter((each) => each.checked);
const undoable = () => document.querySelector("#said form button");

function choose(claim) {
  for (const each of claims()) each.classList.toggle("here", each === claim);
  const scope = document.getElementById("scope");
  if (scope) scope.textContent = claim ? claim.getAttribute("aria-label") : "Whole incident";
  for (const field of document.querySelectorAll("[data-focused]")) {
    const of = claim ?? claims()[0];
    if (of) field.value = of.dataset.claim;
  }
  if (claim) {
    claim.focus({ preventScroll: true });
    claim.scrollIntoView({ block: "nearest" });
  }
}

function mark(claim) {
  const box = claim?.querySelector(".pick input");
  if (!box) return say("Choose a claim first: j and k do.");
  box.checked = !box.checked;
  count();
}

function count() {
  const place = document.getElementById("marked");
  if (place) place.textContent = marked().length ? `${marked().length} marked` : "";
}

// What is marked leaves together; where nothing is, the claim that is chosen leaves alone.
function split() {
  if (!marked().length) {
    if (!focused()) return say("Choose a claim with j and k, or mark several with v, to split them off.");
    mark(focused());
  }
  press(document.getElementById("split"));
}

function whole() {
  for (const box of marked()) box.checked = false;
  count();
  choose(null);
}

function step(by) {
  const all = claims();
  if (!all.length) return;
  const at = all.indexOf(focused());
  choose(all[Math.min(Math.max(at + by, 0), all.length - 1)]);
}

function press(form) {
  const button = form?.querySelector("button");
  if (button) button.click();
}

function open(id) {
  const dialog = document.getElementById(id);
  dialog.showModal();
  return dialog;
}

function edit() {
  const claim = focused() ?? claims()[0];
  if (!claim) return;
  const body = document.getElementById("edit-body");
  body.replaceChildren(claim.querySelector('template[data-of="edit"]').content.cloneNode(true));
  window.htmx.process(body);
  open("edit").querySelector("select, input:not([type=hidden])")?.focus();
}

// The next item of the queue, but for those that were skipped since the page was loaded.
const skipped = [];

function next() {
  const item = shown();
  if (!item) return;
  const url = new URL(item.dataset.next, location.href);
  for (const each of skipped) url.searchParams.append("skip", each);
  window.htmx.ajax("GET", url.pathname + url.search, { target: "#item" });
}

const actions = {
  accept: () => press(focused()?.querySelector('[data-of="accept"]') ?? document.getElementById("accept-all")),
  reject: () => press(focused()?.querySelector('[data-of="reject"]') ?? document.getElementById("reject-all")),
  mark: () => mark(focused()),
  split,
  apart: () => press(document.getElementById("apart")),
  merge: () => {
    const near = document.getElementById("merge-near");
    if (near) press(near);
    else open("merge").querySelector("input")?.focus();
  },
  note: () => open("note").querySelector("textarea")?.focus(),
  skip: () => {
    if (shown()) skipped.push(shown().dataset.item);
    next();
  },
  undo: () => undoable()?.click(),
  edit,
};

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.target.closest("input:not([type=checkbox]), select, textarea, dialog[open]")) return;
  if (event.key === "Escape") return whole();
  if (event.key === "j" || event.key === "ArrowDown") return event.preventDefault(), step(1);
  if (event.key === "k" || event.key === "ArrowUp") return event.preventDefault(), step(-1);
  const button = document.querySelector(`#item [data-key="${CSS.escape(event.key)}"]:not(:disabled)`);
  if (button && !(event.key === " " && event.target.closest("a, button, summary, input"))) {
    event.preventDefault();
    button.click();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) actions[button.dataset.do]?.();
  if (event.target.closest("[data-cancel]")) event.target.closest(".slot").replaceChildren();
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  const claim = event.target.closest("#item .claim");
  if (claim && !event.target.closest("a, button, .pick")) choose(claim);
});
document.addEventListener("change", (event) => event.target.closest("#item .pick") && count());

// What was decided changes the queue: the next item comes; after an undo, an edit or a claim that
// was split off, this one again.
document.body.addEventListener("crosswire:judged", (event) => {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  const path = event.detail.elt?.getAttribute?.("hx-post") ?? "";
  const verdict = event.detail.elt?.querySelector?.('[name="verdict"]')?.value ?? "";
  const item = shown();
  const decided = path === "/judgements" && !["edit", "note", "split"].includes(verdict);
  const stays = !decided || (focused() && claims().length > 1);
  if (stays && item) window.htmx.ajax("GET", `/review/${item.dataset.item}`, { target: "#item" });
  else next();
});
