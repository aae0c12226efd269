// Type-ahead from the lists: places, units of a country, actors. What is chosen stands in the field,
// and all that is known of it in the field of the same form that "data-take" names.
document.addEventListener("input", async (event) => {
  const input = event.target.closest("[data-suggest]");
  if (!input) return;
  const taken = field(input, input.dataset.take);
  if (taken) taken.value = "";
  const asked = new URLSearchParams({ words: input.value });
  const beside = field(input, input.dataset.with);
  if (beside) asked.set(input.dataset.with, beside.value);
  const found = await (await fetch(`${input.dataset.suggest}?${asked}`)).json();
  const waits = document.activeElement === input && input.value === asked.get("words");
  if (waits) list(input, found, taken);
});

function field(input, name) {
  return name ? input.form.elements[name] : null;
}

function shut(input) {
  const box = input.parentElement.querySelector(".suggested");
  if (box?.contains(document.activeElement)) input.focus(); // what leaves must not have the focus
  box?.remove();
  input.setAttribute("aria-expanded", "false");
}

function list(input, found, taken) {
  shut(input);
  const box = document.createElement("ul");
  box.className = "suggested";
  box.role = "listbox";
  box.ariaLabel = "Offered";
  for (const each of found) {
    const words = [each.name, each.admin1, each.country].filter(Boolean).join(", ");
    box.append(option(input, words, () => take(input, each, taken ? words : each.name, taken)));
  }
  const add = input.form.querySelector(".add");
  if (add && input.value.trim().length > 1) {
    const words = `${found.length ? "None of these" : "Not there"}: add “${input.value.trim()}”…`;
    box.append(option(input, words, () => (shut(input), add.click())));
  }
  input.after(box);
  input.setAttribute("aria-expanded", String(box.children.length > 0));
}

function take(input, { id, ...rest }, words, taken) {
  if (taken) taken.value = JSON.stringify({ ...rest, gazetteer_id: id });
  input.value = words;
  shut(input);
}

function option(input, words, act) {
  const item = document.createElement("li");
  item.role = "option";
  item.tabIndex = -1;
  item.textContent = words;
  item.addEventListener("mousedown", (down) => (down.preventDefault(), act()));
  item.addEventListener("keydown", (key) => {
    if (key.key === "Enter") act();
    else if (key.key === "ArrowDown") item.nextElementSibling?.focus();
    else if (key.key === "ArrowUp") (item.previousElementSibling ?? input).focus();
    else if (key.key === "Escape") shut(input);
    else return;
    key.preventDefault();
    key.stopPropagation();
  });
  return item;
}

document.addEventListener("keydown", (event) => {
  const input = event.target.closest("[data-suggest]");
  if (!input) return;
  if (event.key === "ArrowDown") {
    event.preventDefault();
    input.parentElement.querySelector(".suggested li")?.focus();
  } else if (event.key === "Escape" && input.parentElement.querySelector(".suggested")) {
    event.preventDefault(); // shuts the list, and not the dialog around it
    shut(input);
  }
});
document.addEventListener("focusout", ({ target, relatedTarget }) => {
  const around = target.closest("[data-suggest], .suggested")?.parentElement;
  if (around && !around.contains(relatedTarget)) shut(around.querySelector("[data-suggest]"));
});
