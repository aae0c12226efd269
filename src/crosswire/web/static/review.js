// Keys of the review queue: each presses the button that shows it. Nothing is decided here.
const shown = () => document.querySelector("#item .item");
const claims = () => Array.from(document.querySelectorAll("#item .claim"));
const focused = () => document.querySelector("#item .claim.here");
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
  split: () => press((focused() ?? claims().at(-1))?.querySelector('[data-of="split"]')),
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
  if (event.target.closest("input, select, textarea, dialog[open]")) return;
  if (event.key === "Escape") return choose(null);
  if (event.key === "j" || event.key === "ArrowDown") return event.preventDefault(), step(1);
  if (event.key === "k" || event.key === "ArrowUp") return event.preventDefault(), step(-1);
  const button = document.querySelector(`#item [data-key="${CSS.escape(event.key)}"]:not(:disabled)`);
  if (button && !(event.key === " " && event.target.closest("a, button, summary"))) {
    event.preventDefault();
    button.click();
  }
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-do]");
  if (button) actions[button.dataset.do]?.();
  if (event.target.closest("[data-close]")) event.target.closest("dialog").close();
  const claim = event.target.closest("#item .claim");
  if (claim && !event.target.closest("a, button")) choose(claim);
});

// What was decided changes the queue: the next item comes; after an undo or an edit, this one again.
document.body.addEventListener("crosswire:judged", (event) => {
  for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
  const path = event.detail.elt?.getAttribute?.("hx-post") ?? "";
  const verdict = event.detail.elt?.querySelector?.('[name="verdict"]')?.value ?? "";
  const item = shown();
  const stays = path.endsWith("/retract") || ["edit", "note"].includes(verdict) || (focused() && claims().length > 1);
  if (stays && item) window.htmx.ajax("GET", `/review/${item.dataset.item}`, { target: "#item" });
  else next();
});

// --- type-ahead for places -----------------------------------------------------------------
document.addEventListener("input", async (event) => {
  const input = event.target.closest("[data-suggest]");
  if (!input) return;
  const value = input.parentElement.querySelector('input[name="value"]');
  value.value = "";
  const found = await (await fetch(`${input.dataset.suggest}?words=${encodeURIComponent(input.value)}`)).json();
  list(input, found, value);
});

function list(input, found, value) {
  input.parentElement.querySelector(".suggested")?.remove();
  const box = document.createElement("ul");
  box.className = "suggested";
  box.role = "listbox";
  for (const each of found) {
    const item = document.createElement("li");
    item.role = "option";
    item.tabIndex = 0;
    item.textContent = [each.name, each.admin1, each.country].filter(Boolean).join(", ");
    const take = () => {
      const { id, ...rest } = each;
      value.value = JSON.stringify({ ...rest, gazetteer_id: id });
      input.value = item.textContent;
      box.remove();
      input.setAttribute("aria-expanded", "false");
      input.focus();
    };
    item.addEventListener("mousedown", (down) => (down.preventDefault(), take()));
    item.addEventListener("keydown", (key) => {
      if (key.key === "Enter") key.preventDefault(), take();
      if (key.key === "ArrowDown") key.preventDefault(), item.nextElementSibling?.focus();
      if (key.key === "ArrowUp") key.preventDefault(), (item.previousElementSibling ?? input).focus();
    });
    box.append(item);
  }
  input.after(box);
  input.setAttribute("aria-expanded", String(found.length > 0));
}

document.addEventListener("keydown", (event) => {
  const input = event.target.closest("[data-suggest]");
  if (input && event.key === "ArrowDown") {
    event.preventDefault();
    input.parentElement.querySelector(".suggested li")?.focus();
  }
});
