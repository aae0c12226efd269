// An article's page: what a marked word says, and claims made from selected words.
// Everything listens on the document, since parts of the page are loaded anew after a decision.
const byId = (id) => document.getElementById(id);
const text = () => byId("text");

// --- offsets -------------------------------------------------------------------------------
// The text's nodes are the article's text, letter by letter. Offsets count code points, as the
// database does; the browser counts UTF-16 units.
const codePoints = (words) => Array.from(words).length;
const whole = () => text().textContent;

function offsetOf(node, at) {
  const before = document.createRange();
  before.setStart(text(), 0);
  before.setEnd(node, at);
  return codePoints(before.toString());
}

function selected() {
  const selection = getSelection();
  if (!text() || !selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text().contains(range.startContainer) || !text().contains(range.endContainer)) return null;
  const start = offsetOf(range.startContainer, range.startOffset);
  return wholeWords(start, start + codePoints(range.toString()));
}

// Half a word is no evidence: the selection grows to whole words, and loses blanks at its ends.
function wholeWords(start, end) {
  const letters = Array.from(whole());
  const blank = (at) => /\s/u.test(letters[at]);
  const inside = (at) => at > 0 && at < letters.length && isWord(letters[at - 1]) && isWord(letters[at]);
  while (start < end && blank(start)) start += 1;
  while (end > start && blank(end - 1)) end -= 1;
  while (start < end && inside(start)) start -= 1;
  while (start < end && inside(end)) end += 1;
  return start < end ? { start, end } : null;
}

const isWord = (letter) => /[\p{L}\p{N}\p{M}'’_-]/u.test(letter);

function sentences() {
  const found = [];
  let at = 0;
  const cut = new Intl.Segmenter(text().lang || "en", { granularity: "sentence" });
  for (const { segment } of cut.segment(whole())) {
    const length = codePoints(segment);
    const kept = wholeWords(at, at + length);
    if (kept) found.push(kept);
    at += length;
  }
  return found;
}

// --- the card of a marked word -----------------------------------------------------------------
function claimsAt(element) {
  const numbers = (element.dataset.c ?? "").split(" ").filter(Boolean);
  return numbers.map((n) => document.querySelector(`.claim-card[data-n="${n}"]`)).filter(Boolean);
}

function light(cards) {
  for (const each of document.querySelectorAll(".claim-card.lit")) each.classList.remove("lit");
  for (const each of document.querySelectorAll(".s.lit")) each.classList.remove("lit");
  for (const card of cards) {
    card.classList.add("lit");
    for (const each of text().querySelectorAll("[data-c]")) {
      if (each.dataset.c.split(" ").includes(card.dataset.n)) each.classList.add("lit");
    }
  }
}

function show(element) {
  const cards = claimsAt(element);
  const box = byId("card");
  if (!cards.length || !byId("make").hidden) return;
  light(cards);
  box.replaceChildren(...cards.slice(0, 3).map((card) => card.querySelector(".values").cloneNode(true)));
  box.hidden = false;
  const at = element.getClientRects()[0];
  const left = Math.min(Math.max(at.left, 8), innerWidth - box.offsetWidth - 8);
  const below = at.bottom + 6 + box.offsetHeight < innerHeight;
  box.style.left = `${left}px`;
  box.style.top = `${below ? at.bottom + 6 : Math.max(at.top - box.offsetHeight - 6, 8)}px`;
}

function hide() {
  byId("card").hidden = true;
  light([]);
}

document.addEventListener("mouseover", (event) => {
  const mark = event.target.closest?.("#text [data-c]");
  const card = event.target.closest?.(".claim-card");
  if (mark) show(mark);
  else if (card) light([card]);
  else if (byId("card") && !byId("card").hidden) hide();
});
document.addEventListener("focusin", (event) => {
  const mark = event.target.closest("#text [data-c]");
  if (mark) show(mark);
  else if (byId("card") && !byId("card").hidden) hide();
});
document.addEventListener("click", (event) => {
  const mark = event.target.closest("#text [data-link]");
  if (!mark || event.target.closest("a") || !getSelection().isCollapsed) return;
  location.hash = mark.dataset.link;
});
addEventListener("scroll", () => byId("card") && !byId("card").hidden && hide(), { passive: true });

// --- a claim from selected words -----------------------------------------------------------------
let draft = null; // { start, end, words: [{ start, end, role }] }

function place() {
  const float = byId("float");
  const found = byId("make")?.hidden ? selected() : null;
  if (!float) return;
  float.hidden = !found;
  if (!found) return;
  const at = getSelection().getRangeAt(0).getBoundingClientRect();
  float.style.left = `${Math.min(Math.max(at.left, 8), innerWidth - float.offsetWidth - 8)}px`;
  float.style.top = `${at.bottom + 8 + float.offsetHeight < innerHeight ? at.bottom + 8 : at.top - float.offsetHeight - 8}px`;
}

function open(span) {
  const all = sentences();
  const found = span ?? all.find((each) => each.start > codePoints(document.querySelector("#text .title")?.textContent ?? "")) ?? all[0];
  if (!found) return;
  hide();
  byId("float").hidden = true;
  byId("make").hidden = false;
  draw(found);
  byId("make").querySelector(".words button")?.focus();
}

function shut() {
  byId("make").hidden = true;
  draft = null;
  byId("take").focus();
}

function draw({ start, end }) {
  const letters = Array.from(whole());
  draft = { start, end, words: [] };
  const box = byId("words");
  box.replaceChildren();
  let at = start;
  for (const { segment, isWordLike } of new Intl.Segmenter(text().lang || "en", { granularity: "word" }).segment(letters.slice(start, end).join(""))) {
    const length = codePoints(segment);
    if (isWordLike) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = segment;
      button.dataset.word = String(draft.words.length);
      button.setAttribute("aria-pressed", "false");
      draft.words.push({ start: at, end: at + length, role: "" });
      box.append(button);
    } else {
      box.append(segment);
    }
    at += length;
  }
  for (const name of ["side_a", "side_b", "places", "date_words", "speaker"]) byId("make").elements[name].value = "";
  byId("numbers").replaceChildren();
  addNumber();
  say("");
}

const role = () => byId("make").querySelector('input[type="radio"]:checked').value;

// Words of one role that stand side by side are one span.
function spans(name) {
  const found = [];
  draft.words.forEach((word, at) => {
    if (word.role !== name) return;
    if (draft.words[at - 1]?.role === name) found.at(-1).end = word.end;
    else found.push({ start: word.start, end: word.end });
  });
  return found;
}

function wordsOf({ start, end }) {
  return Array.from(whole()).slice(start, end).join("");
}

function press(button) {
  const word = draft.words[Number(button.dataset.word)];
  const old = word.role;
  word.role = old === role() ? "" : role();
  button.dataset.role = word.role;
  button.setAttribute("aria-pressed", String(Boolean(word.role)));
  button.title = word.role ? byId("make").querySelector(`input[value="${word.role}"]`).parentElement.textContent.trim() : "";
  for (const name of new Set([old, word.role])) fill(name);
}

function fill(name) {
  if (!name || name === "trigger") return;
  const told = spans(name).map(wordsOf);
  if (name === "number") {
    while (byId("numbers").children.length < told.length) addNumber();
    for (const [at, row] of [...byId("numbers").children].entries()) setNumber(row, told[at] ?? "");
  } else {
    byId("make").elements[name].value = told.join("; ");
  }
}

function addNumber() {
  byId("numbers").append(byId("number-row").content.cloneNode(true));
}

function setNumber(row, words) {
  const field = (name) => row.querySelector(`[data-of="${name}"]`);
  field("words").value = words;
  const digits = words.replace(/[,.\s](?=\d{3})/g, "").match(/\d+/)?.[0] ?? "";
  if (!field("low").value || !words) field("low").value = digits;
  if (!field("high").value || !words) field("high").value = digits;
}

function numbers() {
  const count = (words) => (words.trim() ? Number(words) : null);
  return [...byId("numbers").children]
    .map((row) => Object.fromEntries([...row.querySelectorAll("[data-of]")].map((each) => [each.dataset.of, each.value])))
    .filter((each) => each.words.trim())
    .map((each) => ({ ...each, low: count(each.low), high: count(each.high) }));
}

function say(problem) {
  byId("make-problem").textContent = problem;
  byId("make-problem").hidden = !problem;
}

// The fields that the server reads; false, with a word on it, where the event's word is missing.
function ready() {
  const fields = byId("make").elements;
  const event = spans("trigger");
  if (event.length !== 1) {
    say(event.length ? "The event has one word, or several side by side." : "Choose “Event”, and press the word that tells it.");
    return false;
  }
  const told = numbers();
  if (told.some((each) => [each.low, each.high].some((n) => n !== null && !(Number.isInteger(n) && n >= 0)))) {
    say("A number of people is written in digits.");
    return false;
  }
  fields.quote_start.value = draft.start;
  fields.quote_end.value = draft.end;
  fields.trigger_start.value = event[0].start;
  fields.trigger_end.value = event[0].end;
  fields.casualties.value = told.length ? JSON.stringify(told) : "";
  return true;
}

function step(by) {
  const all = sentences();
  const here = all.findIndex((each) => each.end > draft.start);
  const next = all[Math.min(Math.max(here + by, 0), all.length - 1)];
  if (next) draw(next);
}

document.addEventListener("selectionchange", place);
document.addEventListener("click", (event) => {
  const on = (selector) => event.target.closest(selector);
  if (on("#take, #take-here")) open(selected());
  else if (on("#make [data-shut]")) shut();
  else if (on("#make [data-step]")) step(Number(on("#make [data-step]").dataset.step));
  else if (on("#words button")) press(on("#words button"));
});
// A press on the button must not take the selection away before it is read.
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("#take, #take-here")) event.preventDefault();
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (byId("make") && !byId("make").hidden) shut();
  else if (byId("card")) hide();
});
document.addEventListener("submit", (event) => {
  if (event.target.id === "make" && !ready()) {
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}, true);
document.body.addEventListener("crosswire:judged", () => {
  if (byId("make") && !byId("make").hidden) shut();
});
document.body.addEventListener("htmx:responseError", (event) => {
  const answer = new DOMParser().parseFromString(event.detail.xhr.responseText, "text/html");
  const problem = answer.querySelector(".lead")?.textContent ?? "That did not work.";
  if (byId("make") && event.target.id === "make") say(problem);
});
