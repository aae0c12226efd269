// The timeline: bars of incidents by grade, and a window over them with two handles that sets the
// period. The handles are sliders, for the keyboard too; play moves the window on.
import { barsPicture, LEFT, RIGHT } from "./bars";
import { barsOf, startOf, type Bars, type DayCount } from "./bins";
import { readJson } from "./reading";
import { el, icon, svg } from "./dom";
import { setPeriod, type Filters } from "./filters";
import { calm } from "./palette";
import { counted, dayOf, fullDay, stretch } from "./words";

const PLAY = "M5.5 3.5l9 5.5-9 5.5z";
const PAUSE = "M5 3.5h3v11H5zM10 3.5h3v11h-3z";
const PACE = 480; // milliseconds from step to step
const PLAYED = 12; // part of the axis that plays where no period is chosen
const CLICK = 4; // pixels within which a press is a click

export type Brushed = (since: number | null, until: number | null) => void;
type Grip = "from" | "to" | "both" | "new";

interface Told {
  readonly day: string;
  readonly grade: string;
  readonly incidents: number;
}

export class Timeline {
  private readonly plot = el("div", { class: "time-plot" });
  private readonly picture = svg("svg", { class: "time-bars", "aria-hidden": "true" });
  private readonly window = el("div", { class: "time-window" });
  private readonly from = handle("First day of the period");
  private readonly to = handle("Last day of the period");
  private readonly said = el("p", { class: "time-said" });
  private readonly hint = el("p", { class: "time-hint" });
  private readonly playing = el("button", { type: "button", class: "time-play" });
  private readonly all = el("button", { type: "button", class: "time-all", hidden: true }, "All days");
  private days: readonly DayCount[] = [];
  private bars: Bars | null = null;
  private asked: string | null = null;
  private since: number | null = null;
  private until: number | null = null;
  private timer = 0;
  private grip: { kind: Grip; x: number; first: number; last: number; moved: boolean } | null = null;
  private ready = false;

  constructor(
    private readonly section: HTMLElement,
    private readonly brushed: Brushed,
  ) {
    this.plot.append(this.picture, this.window, this.from, this.to);
    section.append(el("div", { class: "time-head" }, this.playing, this.said, this.hint, this.all), this.plot);
    this.showPlay();
    this.listen();
  }

  loaded(): boolean {
    return this.ready;
  }

  // The last day that is shown: what is said to be held is said as of then.
  get lastDay(): number | null {
    return this.until ?? this.bars?.last ?? null;
  }

  async show(filters: Filters, anew = false): Promise<void> {
    if (!this.timer && !this.grip) {
      this.since = filters.local.since;
      this.until = filters.local.until;
    }
    if (anew || filters.days !== this.asked) {
      this.ready = false;
      this.asked = filters.days;
      const url = new URL(this.section.dataset.days ?? "/days.json", location.href);
      url.search = filters.days;
      const told = await readJson<readonly Told[]>(url.href);
      this.days = told.map((each) => ({ ...each, day: dayOf(each.day) }));
    }
    this.rebuild();
    this.ready = true;
  }

  // --- drawing -------------------------------------------------------------------------------
  private rebuild(): void {
    this.bars = barsOf(this.days, this.since, this.until);
    this.section.classList.toggle("empty", this.bars === null);
    this.draw();
  }

  private draw(): void {
    const { bars, plot } = this;
    if (!bars) {
      this.said.textContent = "No incident here has a known day.";
      this.picture.replaceChildren();
      return;
    }
    const [width, height] = [plot.clientWidth, plot.clientHeight];
    this.picture.setAttribute("viewBox", `0 0 ${width} ${height}`);
    this.picture.replaceChildren(...barsPicture(bars, width, height, (day) => this.x(day)));
    this.drawWindow();
  }

  private drawWindow(): void {
    const { bars } = this;
    if (!bars) return;
    const [first, last] = this.period();
    const { whole } = this;
    const [left, right] = [this.x(first), this.x(last + 1)];
    this.window.style.left = `${left}px`;
    this.window.style.width = `${right - left}px`;
    this.window.classList.toggle("whole", whole);
    this.plot.style.setProperty("--from", `${left}px`);
    this.plot.style.setProperty("--to", `${right}px`);
    this.from.style.left = `${left}px`;
    this.to.style.left = `${right}px`;
    for (const [slider, day] of [[this.from, first], [this.to, last]] as const) {
      slider.setAttribute("aria-valuemin", String(bars.first));
      slider.setAttribute("aria-valuemax", String(bars.last));
      slider.setAttribute("aria-valuenow", String(day));
      slider.setAttribute("aria-valuetext", fullDay(day));
    }
    this.said.textContent = stretch(first, last);
    this.hint.textContent = hintOf(bars, whole);
    this.all.hidden = whole;
  }

  // --- where a day stands --------------------------------------------------------------------
  private x(day: number): number {
    const { first, last } = this.bars!;
    const part = (Math.max(first, Math.min(last + 1, day)) - first) / (last + 1 - first);
    return LEFT + part * (this.plot.clientWidth - LEFT - RIGHT);
  }

  private dayAt(x: number): number {
    const { first, last } = this.bars!;
    const part = (x - LEFT) / (this.plot.clientWidth - LEFT - RIGHT);
    return Math.max(first, Math.min(last, Math.floor(first + part * (last + 1 - first))));
  }

  private get whole(): boolean {
    return this.since === null && this.until === null;
  }

  private period(): [number, number] {
    const { first, last } = this.bars!;
    return [Math.max(first, Math.min(last, this.since ?? first)), Math.max(first, Math.min(last, this.until ?? last))];
  }

  private binOf(day: number): { first: number; last: number } {
    return this.bars!.bins.find((bin) => bin.first <= day && day <= bin.last) ?? { first: day, last: day };
  }

  // --- choosing ------------------------------------------------------------------------------
  private choose(first: number, last: number, done: boolean): void {
    const { bars } = this;
    if (!bars) return;
    const [low, high] = [Math.max(bars.first, Math.min(first, last)), Math.min(bars.last, Math.max(first, last))];
    this.since = low <= bars.first ? null : low; // an end of the axis is no bound
    this.until = high >= bars.last ? null : high;
    this.drawWindow();
    this.brushed(this.since, this.until);
    setPeriod(this.since, this.until, done);
  }

  private listen(): void {
    this.plot.addEventListener("pointerdown", (event) => this.take(event));
    this.plot.addEventListener("pointermove", (event) => this.pull(event));
    for (const end of ["pointerup", "pointercancel"] as const) this.plot.addEventListener(end, () => this.letGo());
    this.from.addEventListener("keydown", (event) => this.key(event, "from"));
    this.to.addEventListener("keydown", (event) => this.key(event, "to"));
    this.playing.addEventListener("click", () => (calm() ? this.step(true) : this.timer ? this.stop() : this.play()));
    this.all.addEventListener("click", () => {
      this.stop();
      if (this.bars) this.choose(this.bars.first, this.bars.last, true);
      this.from.focus();
    });
    new ResizeObserver(() => this.draw()).observe(this.plot);
  }

  private take(event: PointerEvent): void {
    if (!this.bars || event.button) return;
    this.stop();
    const [first, last] = this.period();
    const x = this.at(event);
    const target = event.target;
    const kind: Grip =
      target === this.from ? "from" : target === this.to ? "to"
      : target === this.window && !this.whole ? "both" : "new";
    this.grip = { kind, x, first, last, moved: false };
    this.plot.setPointerCapture(event.pointerId);
    if (kind === "from" || kind === "to") (target as HTMLElement).focus();
    event.preventDefault();
  }

  private pull(event: PointerEvent): void {
    const { grip } = this;
    if (!grip) return;
    const x = this.at(event);
    if (!grip.moved && Math.abs(x - grip.x) < CLICK) return;
    grip.moved = true;
    const day = this.dayAt(x);
    const bin = this.binOf(day);
    if (grip.kind === "from") this.choose(Math.min(bin.first, grip.last), grip.last, false);
    else if (grip.kind === "to") this.choose(grip.first, Math.max(bin.last, grip.first), false);
    else if (grip.kind === "new") {
      const start = this.binOf(this.dayAt(grip.x));
      this.choose(Math.min(start.first, bin.first), Math.max(start.last, bin.last), false);
    } else this.move(grip.first, grip.last, day - this.dayAt(grip.x), false);
  }

  private letGo(): void {
    const { grip } = this;
    this.grip = null;
    if (!grip) return;
    if (!grip.moved && (grip.kind === "new" || grip.kind === "both")) {
      const bin = this.binOf(this.dayAt(grip.x));
      this.choose(bin.first, bin.last, true);
    } else if (grip.moved) setPeriod(this.since, this.until, true);
  }

  private at(event: PointerEvent): number {
    return event.clientX - this.plot.getBoundingClientRect().left;
  }

  // The window moved by days, kept on the axis.
  private move(first: number, last: number, days: number, done: boolean): void {
    const { bars } = this;
    if (!bars) return;
    const by = Math.max(bars.first - first, Math.min(bars.last - last, days));
    this.choose(first + by, last + by, done);
  }

  // Arrows by a bar, with Shift by a day, Page keys by ten bars, Home and End to the ends.
  private key(event: KeyboardEvent, which: "from" | "to"): void {
    const { bars } = this;
    if (!bars) return;
    const [first, last] = this.period();
    const day = which === "from" ? first : last;
    const steps: Record<string, number> = {
      ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -10, PageUp: 10, Home: -Infinity, End: Infinity,
    };
    const by = steps[event.key];
    if (by === undefined) return;
    event.preventDefault();
    this.stop();
    const to = event.shiftKey ? day + by : this.stepped(day, by, which);
    if (which === "from") this.choose(Math.min(Math.max(to, bars.first), last), last, true);
    else this.choose(first, Math.max(Math.min(to, bars.last), first), true);
  }

  private stepped(day: number, by: number, which: "from" | "to"): number {
    const { bins } = this.bars!;
    const here = bins.findIndex((bin) => bin.first <= day && day <= bin.last);
    const bin = bins[Math.max(0, Math.min(bins.length - 1, here + by))];
    return which === "from" ? bin.first : bin.last;
  }

  // --- playing -------------------------------------------------------------------------------
  private play(): void {
    if (!this.bars) return;
    this.timer = window.setInterval(() => this.step(false), PACE);
    this.showPlay();
    this.step(false);
  }

  private stop(): void {
    if (!this.timer) return;
    window.clearInterval(this.timer);
    this.timer = 0;
    this.showPlay();
    setPeriod(this.since, this.until, true);
  }

  // One step on; from the end to the beginning, and where no period is chosen to a first part.
  private step(done: boolean): void {
    const { bars } = this;
    if (!bars) return;
    const { bins } = bars;
    const [first, last] = this.period();
    const stride = Math.max(1, Math.round(bins.length / 120));
    if (last >= bars.last) {
      if (this.timer && !this.whole) {
        this.stop();
        return;
      }
      const long = this.whole ? Math.max(1, Math.round(bins.length / PLAYED)) : this.barsOf(first, last);
      this.choose(bins[0].first, bins[Math.min(long, bins.length) - 1].last, done);
      return;
    }
    const at = Math.min(bins.findIndex((bin) => bin.last >= last) + stride, bins.length - 1);
    const begins = Math.max(0, at - this.barsOf(first, last) + 1);
    this.choose(bins[begins].first, bins[at].last, done);
  }

  private barsOf(first: number, last: number): number {
    const { bins, unit } = this.bars!;
    return bins.filter((bin) => bin.first >= startOf(first, unit) && bin.first <= last).length || 1;
  }

  private showPlay(): void {
    const words = calm() ? "Next step in time" : this.timer ? "Pause" : "Play";
    this.playing.replaceChildren(icon(this.timer ? PAUSE : PLAY, true));
    this.playing.setAttribute("aria-label", words);
    this.playing.title = words;
  }
}

function handle(label: string): HTMLDivElement {
  return el("div", { class: "time-handle", role: "slider", tabindex: 0, "aria-label": label, "aria-orientation": "horizontal" });
}

function hintOf({ unit, earlier, later, bins }: Bars, whole: boolean): string {
  const strays = [earlier && `${counted(earlier, "incident")} earlier`, later && `${counted(later, "incident")} later`];
  const told = strays.filter(Boolean).join(", ");
  const by = `by ${unit}`;
  if (told) return `${by} · not shown: ${told}`;
  return whole && bins.length > 1 ? `${by} · drag to choose a period` : by;
}
