// How marks look: colour by grade, shape by family of type, hollow where only one origin says so, as
// in the report; rings for what is known to a district or province; a throng as a disc with its
// number, and its grades around it.
import type { Drawn } from "./marks-worker";
import { faint, type Palette } from "./palette";
import { familyOf, GRADES, grouped, type Family } from "./words";

export const RADIUS = 6;
export const ROUGH_RADIUS = 9; // of a place known roughly, where its ring would be smaller still
const WEAK = GRADES.indexOf("weak");
const BAND = 4.5; // pixels of a throng's band
const GAP = 0.05; // radians between its grades

export interface Mark extends Drawn {
  readonly px: number;
  readonly py: number;
  readonly radius: number; // pixels around the middle, of whatever it is drawn as
  readonly kind: "mark" | "rough" | "throng" | "ring";
}

export function kindOf(spot: Drawn): Mark["kind"] {
  if (spot.ring) return "ring";
  if (!spot.only) return "throng";
  return spot.rough ? "rough" : "mark";
}

export function radiusOf(spot: Drawn, scale: number): number {
  switch (kindOf(spot)) {
    case "ring":
      return spot.ring * scale;
    case "throng":
      return 10.5 + 4.4 * Math.log10(spot.count);
    case "rough":
      return ROUGH_RADIUS;
    case "mark":
      return RADIUS;
  }
}

export function drawMark(context: CanvasRenderingContext2D, palette: Palette, mark: Mark, over: boolean, busy = false): void {
  context.save();
  context.translate(mark.px, mark.py);
  if (mark.kind === "throng") drawThrong(context, palette, mark, over);
  else if (mark.kind === "mark") drawShape(context, palette, familyOf(mark.only!.type), mark.only!.grade, RADIUS, over);
  else drawRing(context, palette, mark, over, busy);
  context.restore();
}

// --- one incident ----------------------------------------------------------------------------
export function drawShape(context: CanvasRenderingContext2D, palette: Palette, family: Family, grade: number, radius: number, over = false): void {
  const color = palette.grades[grade];
  const hollow = grade === WEAK;
  trace(context, family, radius);
  context.lineJoin = "round";
  context.lineWidth = over ? 7 : 4;
  context.strokeStyle = over ? palette.ink : palette.paper;
  context.stroke();
  context.fillStyle = hollow ? palette.paper : color;
  context.fill();
  context.lineWidth = hollow ? 2 : 1;
  context.strokeStyle = hollow ? color : palette.paper;
  if (hollow) {
    trace(context, family, radius - 0.6);
    context.stroke();
  }
}

// The report's five shapes around the origin.
function trace(context: CanvasRenderingContext2D, family: Family, r: number): void {
  context.beginPath();
  if (family === "strike") {
    context.arc(0, 0, r, 0, 2 * Math.PI);
  } else if (family === "fighting") {
    context.roundRect(-r * 0.92, -r * 0.92, r * 1.84, r * 1.84, 1.5);
  } else {
    const corners = CORNERS[family];
    corners.forEach(([x, y], at) => (at ? context.lineTo(x * r, y * r) : context.moveTo(x * r, y * r)));
    context.closePath();
  }
}

const CORNERS: Record<Exclude<Family, "strike" | "fighting">, readonly (readonly [number, number])[]> = {
  people: [[0, -1.3], [1.25, 0.85], [-1.25, 0.85]],
  crowd: [[0, -1.3], [1.3, 0], [0, 1.3], [-1.3, 0]],
  other: [[-0.6, -1], [0.6, -1], [1.15, 0], [0.6, 1], [-0.6, 1], [-1.15, 0]],
};

// --- known roughly ---------------------------------------------------------------------------
// The ground under all rings at once: where they overlap it is no darker, since it says no more.
export function drawGround(context: CanvasRenderingContext2D, palette: Palette, rings: readonly Mark[]): void {
  context.beginPath();
  for (const { px, py, radius } of rings) {
    context.moveTo(px + radius, py);
    context.arc(px, py, radius, 0, 2 * Math.PI);
  }
  context.fillStyle = faint(palette.soft, palette.dark ? 0.12 : 0.07);
  context.fill();
}

// The ring of one incident has its grade's colour; of several that say no more, none.
function drawRing(context: CanvasRenderingContext2D, palette: Palette, mark: Mark, over: boolean, busy: boolean): void {
  const color = mark.only ? palette.grades[mark.only.grade] : palette.soft;
  const rough = mark.kind === "rough";
  context.beginPath();
  context.arc(0, 0, mark.radius, 0, 2 * Math.PI);
  if (over || rough) {
    context.fillStyle = faint(color, 0.12);
    context.fill();
  }
  context.strokeStyle = over || rough ? color : faint(color, busy ? 0.4 : 0.75);
  context.lineWidth = over ? 2.2 : rough ? 1.5 : 1.1;
  context.setLineDash([4, 3.2]);
  context.stroke();
  context.setLineDash([]);
}

// What stands on a ring's line, at its top: the incident's shape, or how many there are.
export function drawOnRing(context: CanvasRenderingContext2D, palette: Palette, mark: Mark, over: boolean): void {
  context.save();
  context.translate(mark.px, mark.py - mark.radius);
  if (mark.only) drawShape(context, palette, familyOf(mark.only.type), mark.only.grade, 4.4, over);
  else drawPill(context, palette, short(mark.count), palette.soft);
  context.restore();
}

// The rings on whose line there is room for that: the fullest first, and none under another mark.
export function withRoom(rings: readonly Mark[], marks: readonly Mark[]): Mark[] {
  const taken = marks.map(({ px, py, radius }) => ({ x: px, y: py, reach: radius }));
  return [...rings]
    .sort((a, b) => b.count - a.count)
    .filter(({ px, py, radius, only }) => {
      const reach = only ? 4 : 9;
      const y = py - radius;
      if (taken.some((other) => Math.hypot(other.x - px, other.y - y) < other.reach + reach)) return false;
      taken.push({ x: px, y, reach });
      return true;
    });
}

function drawPill(context: CanvasRenderingContext2D, palette: Palette, words: string, color: string): void {
  context.font = `600 11px ${palette.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  const width = context.measureText(words).width + 12;
  context.beginPath();
  context.roundRect(-width / 2, -8.5, width, 17, 8.5);
  context.fillStyle = palette.paper;
  context.fill();
  context.lineWidth = 1.4;
  context.strokeStyle = color;
  context.stroke();
  context.fillStyle = palette.ink;
  context.fillText(words, 0, 0.5);
}

// --- many as one -----------------------------------------------------------------------------
function drawThrong(context: CanvasRenderingContext2D, palette: Palette, mark: Mark, over: boolean): void {
  const { radius, count, grades } = mark;
  disc(context, radius + (over ? 3.5 : 1.5), over ? palette.ink : palette.paper);
  disc(context, radius, palette.paper);
  let from = -Math.PI / 2;
  const several = grades.filter((each) => each > 0).length > 1;
  grades.forEach((each, grade) => {
    if (!each) return;
    const to = from + (each / count) * 2 * Math.PI;
    const gap = several ? Math.min(GAP, (to - from) / 3) : 0;
    band(context, palette.grades[grade], grade === WEAK, radius, from + gap, to - gap);
    from = to;
  });
  context.font = `600 ${count >= 1000 ? 11 : 12}px ${palette.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = palette.ink;
  context.fillText(short(count), 0, 0.5);
}

function disc(context: CanvasRenderingContext2D, radius: number, color: string): void {
  context.beginPath();
  context.arc(0, 0, radius, 0, 2 * Math.PI);
  context.fillStyle = color;
  context.fill();
}

// A grade's part of the band; what is weak is hollow, here as everywhere.
function band(context: CanvasRenderingContext2D, color: string, hollow: boolean, radius: number, from: number, to: number): void {
  context.strokeStyle = color;
  const arc = (at: number, width: number) => {
    context.beginPath();
    context.arc(0, 0, at, from, to);
    context.lineWidth = width;
    context.stroke();
  };
  if (hollow) arc(radius - 0.8, 1.6);
  else arc(radius - BAND / 2, BAND);
}

export function short(count: number): string {
  return count < 10_000 ? grouped(count) : `${Math.floor(count / 1000)}k`; // "9,999", "10k"
}

// --- what is pointed at from elsewhere -------------------------------------------------------
export function drawPointer(context: CanvasRenderingContext2D, palette: Palette, x: number, y: number, radius: number): void {
  for (const [width, color] of [[5, palette.paper], [2, palette.ink]] as const) {
    context.beginPath();
    context.arc(x, y, radius + 5, 0, 2 * Math.PI);
    context.lineWidth = width;
    context.strokeStyle = color;
    context.stroke();
  }
}
