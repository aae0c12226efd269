// What is shown beside a mark: a card while the pointer is over it, and the list of what stands at
// one place, from which an incident is opened.
import { el } from "./dom";
import type { Hold } from "./control";
import { STATE_WORDS } from "./control";
import type { Mark } from "./drawing";
import type { Member } from "./marks-worker";
import { counted, dayOf, fullDay, GRADES, grouped, PRECISION, stretch, typeWords } from "./words";

const APART = 14; // pixels between a mark and its card
const SHOWN_AFTER = 160; // milliseconds over a mark until its place is asked for

export type PlaceOf = (id: string) => Promise<string>;

export class Card {
  readonly element = el("div", { class: "map-card", "aria-hidden": "true", hidden: true });
  private asking = 0;

  constructor(private readonly placeOf: PlaceOf) {}

  hide(): void {
    window.clearTimeout(this.asking);
    this.element.hidden = true;
  }

  showMark(mark: Mark): void {
    window.clearTimeout(this.asking);
    if (mark.only) this.showOne(mark.only);
    else this.element.replaceChildren(...manyLines(mark));
    this.put(mark.px, mark.kind === "ring" ? mark.py - mark.radius : mark.py, mark.kind === "ring" ? 12 : mark.radius);
  }

  showHold(hold: Hold, x: number, y: number): void {
    window.clearTimeout(this.asking);
    const lines = [
      el("p", { class: "map-card-line" }, el("span", {}, STATE_WORDS[hold.state]), el("span", {}, `since ${fullDay(dayOf(hold.since))}`)),
      el("p", { class: "map-card-title" }, el("bdi", {}, hold.place)),
      el("p", {}, el("bdi", {}, hold.holder || "not known who holds it")),
      el("p", { class: "map-card-soft" }, el("bdi", {}, hold.reason)),
    ];
    this.element.replaceChildren(...lines);
    this.put(x, y, 10);
  }

  private showOne(told: Member): void {
    const title = el("p", { class: "map-card-title" }, typeWords(told.type));
    const where = el("bdi");
    this.element.replaceChildren(
      el("p", { class: "map-card-line" }, badge(told.grade), el("span", {}, days(told))),
      title,
      el("p", {}, where, ...(PRECISION[told.prec] ? [el("i", {}, PRECISION[told.prec])] : [])),
      facts(told),
    );
    this.asking = window.setTimeout(async () => {
      const place = await this.placeOf(told.id);
      if (place) where.textContent = place;
    }, SHOWN_AFTER);
  }

  // Above the mark, or below where there is no room.
  private put(x: number, y: number, radius: number): void {
    const card = this.element;
    card.hidden = false;
    const around = card.parentElement!.getBoundingClientRect();
    const { width, height } = card.getBoundingClientRect();
    const above = y - radius - APART - height;
    const left = Math.max(8, Math.min(around.width - width - 8, x - width / 2));
    card.style.transform = `translate(${Math.round(left)}px,${Math.round(above > 8 ? above : y + radius + APART)}px)`;
  }
}

function badge(grade: number): HTMLElement {
  return el("span", { class: `badge ${GRADES[grade]}` }, GRADES[grade]);
}

function days({ first, last }: Member): string {
  return first === null ? "day not told" : stretch(first, last ?? first);
}

function facts({ killed, origins }: Member): HTMLElement {
  const line = el("p", { class: "map-card-soft" });
  if (killed !== null) line.append(el("b", {}, grouped(killed)), " killed · ");
  line.append(el("b", {}, grouped(origins)), origins === 1 ? " origin" : " origins");
  return line;
}

function manyLines(mark: Mark): HTMLElement[] {
  const rows = GRADES.flatMap((grade, at) =>
    mark.grades[at] ? [el("li", {}, el("span", { class: `badge ${grade}` }, grade), el("b", {}, grouped(mark.grades[at])))] : [],
  );
  const rough = mark.rough === mark.count ? "all of them known roughly" : `${grouped(mark.rough)} of them known roughly`;
  return [
    el("p", { class: "map-card-title" }, counted(mark.count, "incident")),
    el("ul", {}, ...rows),
    ...(mark.rough ? [el("p", { class: "map-card-soft" }, rough)] : []),
  ];
}

// --- the incidents at one place --------------------------------------------------------------
export class Picker {
  readonly element = el("div", { class: "map-picker", role: "dialog", "aria-label": "Incidents at this place", hidden: true });
  private back: HTMLElement | null = null;

  constructor(private readonly open: (id: string) => void) {
    this.element.addEventListener("keydown", (event) => {
      if (event.key === "Escape") this.hide();
      event.stopPropagation();
    });
  }

  show(members: readonly Member[], count: number, about: string): void {
    this.back = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    const close = el("button", { type: "button", class: "map-picker-close", "aria-label": "Close" }, "×");
    close.addEventListener("click", () => this.hide());
    const more = count > members.length ? [el("p", { class: "map-card-soft" }, `and ${grouped(count - members.length)} more: filter, or see the list`)] : [];
    this.element.replaceChildren(
      el("header", {}, el("h2", {}, counted(count, "incident")), el("p", {}, about), close),
      el("ol", {}, ...members.map((each) => el("li", {}, this.row(each)))),
      ...more,
    );
    this.element.hidden = false;
    this.element.querySelector<HTMLElement>("ol button")?.focus();
  }

  hide(): void {
    if (this.element.hidden) return;
    this.element.hidden = true;
    this.back?.focus();
  }

  private row(told: Member): HTMLButtonElement {
    const made = el(
      "button",
      { type: "button", "data-id": told.id },
      el("span", { class: "map-card-line" }, badge(told.grade), el("span", {}, days(told))),
      el("b", {}, typeWords(told.type)),
      told.killed === null ? "" : el("span", { class: "map-card-soft" }, `${grouped(told.killed)} killed`),
    );
    made.addEventListener("click", () => this.open(told.id));
    return made;
  }
}
