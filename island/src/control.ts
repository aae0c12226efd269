// Who is said to hold which place on a day: squares with the holder's letters. Only what both sides
// leave to one holder is drawn full; what one side alone claims is dashed, what two claim is parted.
import { readJson } from "./reading";
import { mercatorX, mercatorY } from "./marks";
import { faint, type Palette } from "./palette";
import { isoOf } from "./words";

export type State = "held" | "claimed" | "contested" | "unknown";
export interface Hold {
  readonly place: string;
  readonly x: number;
  readonly y: number;
  readonly state: State;
  readonly holder: string;
  readonly since: string;
  readonly reason: string;
  readonly hue: number; // a place in the palette's holders, -1 where there is none
}

interface Told {
  readonly place: { readonly name: string; readonly longitude: number | null; readonly latitude: number | null };
  readonly since: string;
  readonly state: State;
  readonly holder: string | null;
  readonly reason: string;
}

export const STATE_WORDS: Record<State, string> = {
  held: "held, not disputed",
  claimed: "claimed by one side alone",
  contested: "contested",
  unknown: "holder not known",
};
export const SQUARE = 8.5; // half a side

export async function readHolds(url: string, day: number | null): Promise<readonly Hold[]> {
  const told = await readJson<readonly Told[]>(day === null ? url : `${url}?day=${isoOf(day)}`);
  return holdsOf(told);
}

// The last state of each place, its holder's hue by how many places they hold.
export function holdsOf(told: readonly Told[]): Hold[] {
  const latest = new Map<string, Told>();
  for (const each of told) {
    if (each.place.longitude === null || each.place.latitude === null) continue;
    const key = `${each.place.name} ${each.place.longitude} ${each.place.latitude}`;
    const before = latest.get(key);
    if (!before || before.since <= each.since) latest.set(key, each);
  }
  const hues = huesOf([...latest.values()]);
  return [...latest.values()].map((each) => ({
    place: each.place.name,
    x: mercatorX(each.place.longitude!),
    y: mercatorY(each.place.latitude!),
    state: each.state,
    holder: each.holder ?? "",
    since: each.since,
    reason: each.reason,
    hue: hues.get(each.holder ?? "") ?? -1,
  }));
}

function huesOf(told: readonly Told[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { holder } of told) if (holder) counts.set(holder, (counts.get(holder) ?? 0) + 1);
  const order = [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
  return new Map(order.map(([holder], at) => [holder, at]));
}

export function colorOfHold(hold: Hold, palette: Palette): string {
  return hold.hue < 0 ? palette.soft : palette.holders[Math.min(hold.hue, palette.holders.length - 1)];
}

// "Syrian Arab Army" is SAA, "Taliban" is Ta: enough to tell a map's few holders apart.
export function letters(holder: string): string {
  const words = holder.replace(/\(.*?\)/g, "").split(/[\s-]+/).filter((word) => /^\p{Lu}/u.test(word));
  if (words.length > 1) return words.slice(0, 3).map((word) => Array.from(word)[0]).join("");
  return Array.from(words[0] ?? holder).slice(0, 2).join("");
}

export function drawHold(context: CanvasRenderingContext2D, palette: Palette, hold: Hold, x: number, y: number, over: boolean): void {
  const color = colorOfHold(hold, palette);
  const full = hold.state === "held";
  context.save();
  context.translate(Math.round(x), Math.round(y));
  context.beginPath();
  context.rect(-SQUARE, -SQUARE, 2 * SQUARE, 2 * SQUARE);
  context.lineWidth = over ? 7 : 4.5;
  context.strokeStyle = over ? palette.ink : palette.paper;
  context.stroke();
  context.fillStyle = palette.paper;
  context.fill();
  context.fillStyle = full ? color : faint(color, 0.14);
  context.fill();
  if (hold.state === "contested") hatch(context, palette.alert);
  context.lineWidth = 1.8;
  context.strokeStyle = hold.state === "contested" ? palette.alert : color;
  context.setLineDash(full ? [] : [3.4, 2.4]);
  context.strokeRect(-SQUARE, -SQUARE, 2 * SQUARE, 2 * SQUARE);
  const words = letters(hold.holder) || "?";
  context.font = `700 ${words.length > 2 ? 7.5 : 9}px ${palette.font}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillStyle = full ? palette.paper : palette.ink;
  context.fillText(words, 0, 0.5);
  context.restore();
}

function hatch(context: CanvasRenderingContext2D, color: string): void {
  context.save();
  context.clip();
  context.beginPath();
  for (let at = -2 * SQUARE; at <= 2 * SQUARE; at += 5) {
    context.moveTo(at - SQUARE, SQUARE);
    context.lineTo(at + SQUARE, -SQUARE);
  }
  context.lineWidth = 1;
  context.strokeStyle = faint(color, 0.45);
  context.stroke();
  context.restore();
}
