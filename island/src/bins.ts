// Days in bars: by day, by week or by month, as many as are seen well side by side.
import { dateOf, GRADES, monthOf, shortDay, stretch } from "./words";

export type Unit = "day" | "week" | "month";
export interface DayCount {
  readonly day: number;
  readonly grade: string;
  readonly incidents: number;
}
export interface Bin {
  readonly first: number;
  readonly last: number;
  readonly counts: readonly number[]; // by place in GRADES
  readonly total: number;
}
export interface Bars {
  readonly unit: Unit;
  readonly bins: readonly Bin[];
  readonly first: number; // the days that the axis spans
  readonly last: number;
  readonly earlier: number; // incidents that lie before and after it
  readonly later: number;
}

const MOST_DAYS = 92;
const MOST_WEEKS = 750;
const STRAY = 0.01; // of the incidents may be left out on each side,
const WORTH = 2.5; // where the axis is then this many times shorter

export function barsOf(told: readonly DayCount[], since: number | null, until: number | null): Bars | null {
  const days = [...told].sort((a, b) => a.day - b.day);
  const reach = [...days.map(({ day }) => day), ...[since, until].filter((day) => day !== null)];
  if (!reach.length) return null;
  const [first, last] = axisOf(days, Math.min(...ends(reach)), Math.max(...ends(reach)), since, until);
  const unit: Unit = last - first < MOST_DAYS ? "day" : last - first < MOST_WEEKS ? "week" : "month";
  const bins: { first: number; last: number; counts: number[]; total: number }[] = [];
  for (let day = startOf(first, unit); day <= last; day = nextOf(day, unit)) {
    bins.push({ first: day, last: nextOf(day, unit) - 1, counts: GRADES.map(() => 0), total: 0 });
  }
  let [earlier, later, at] = [0, 0, 0];
  for (const { day, grade, incidents } of days) {
    if (day < bins[0].first) earlier += incidents;
    else if (day > bins[bins.length - 1].last) later += incidents;
    else {
      while (bins[at].last < day) at++;
      bins[at].counts[GRADES.indexOf(grade as (typeof GRADES)[number])] += incidents;
      bins[at].total += incidents;
    }
  }
  return { unit, bins, first: bins[0].first, last: bins[bins.length - 1].last, earlier, later };
}

const ends = (days: readonly number[]): number[] =>
  days.reduce(([low, high], day) => [Math.min(low, day), Math.max(high, day)], [Infinity, -Infinity]);

// The axis without the few days far off that would press all others together; never without the
// period that is chosen.
function axisOf(days: readonly DayCount[], first: number, last: number, since: number | null, until: number | null): [number, number] {
  const all = days.reduce((sum, each) => sum + each.incidents, 0);
  const edge = (order: readonly DayCount[]) => {
    let left = all * STRAY;
    return order.find(({ incidents }) => (left -= incidents) < 0)?.day;
  };
  const low = Math.min(edge(days) ?? first, since ?? Infinity, until ?? Infinity);
  const high = Math.max(edge([...days].reverse()) ?? last, since ?? -Infinity, until ?? -Infinity);
  return last - first > WORTH * (high - low + 7) ? [low, high] : [first, last];
}

export function startOf(day: number, unit: Unit): number {
  if (unit === "day") return day;
  if (unit === "week") return day - ((day + 3) % 7); // 1970-01-01 was a Thursday
  const date = dateOf(day);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 86_400_000;
}

export function nextOf(day: number, unit: Unit): number {
  if (unit === "day") return day + 1;
  if (unit === "week") return day + 7;
  const date = dateOf(day);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1) / 86_400_000;
}

export const binWords = ({ first, last }: Bin, unit: Unit): string =>
  unit === "month" ? monthOf(first) : stretch(first, last);

export interface Tick {
  readonly bin: number;
  readonly words: string;
}

// Dates below the axis, each with room for its words; the year where it changes.
export function ticksOf({ bins, unit }: Bars, width: number): Tick[] {
  const every = Math.max(1, Math.ceil(bins.length / Math.max(1, Math.floor(width / 84))));
  const ticks: Tick[] = [];
  let year = 0;
  for (let bin = 0; bin < bins.length; bin += every) {
    const of = dateOf(bins[bin].first).getUTCFullYear();
    const words = unit === "month" ? monthOf(bins[bin].first) : shortDay(bins[bin].first);
    ticks.push({ bin, words: unit !== "month" && of !== year ? `${words} ${of}` : words });
    year = of;
  }
  return ticks;
}

// A round number of incidents at or above the highest bar, for the axis.
export function ceilingOf(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [1, 2, 3, 4, 5, 6, 8, 10].map((base) => base * power).find((round) => round >= most) ?? most;
}
