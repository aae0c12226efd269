// The timeline's bars and their axes, as parts of an SVG.
import { ceilingOf, ticksOf, type Bars, type Bin } from "./bins";
import { svg } from "./dom";
import { short } from "./drawing";
import { GRADES } from "./words";

export const LEFT = 40; // pixels for the numbers beside the axis
export const RIGHT = 12;
const AXIS = 18; // pixels below the bars, for the dates
const HEAD = 4;
const WIDEST = 34;

export function barsPicture(bars: Bars, width: number, height: number, xOf: (day: number) => number): Node[] {
  const most = ceilingOf(Math.max(1, ...bars.bins.map(({ total }) => total)));
  const floor = height - AXIS;
  const tall = (count: number) => (count / most) * (floor - HEAD);
  return [
    rule(LEFT, width - RIGHT, HEAD, "time-grid"),
    rule(LEFT, width - RIGHT, floor, "time-floor"),
    words(short(most), LEFT - 6, HEAD + 8, "end"),
    words("0", LEFT - 6, floor, "end"),
    ...bars.bins.flatMap((bin) => bar(bin, xOf, floor, tall)),
    ...dates(bars, width, height, xOf),
  ];
}

function bar({ first, last, counts }: Bin, xOf: (day: number) => number, floor: number, tall: (count: number) => number): Node[] {
  const [left, right] = [xOf(first), xOf(last + 1)];
  const gap = Math.min(1.5, (right - left) * 0.18);
  const width = Math.max(0.8, Math.min(right - left - 2 * gap, WIDEST));
  const x = ((left + right - width) / 2).toFixed(2);
  let top = floor;
  return counts.flatMap((count, grade) => {
    if (!count) return [];
    top -= tall(count);
    return [svg("rect", { class: `f-${GRADES[grade]}`, x, y: top.toFixed(2), width: width.toFixed(2), height: tall(count).toFixed(2) })];
  });
}

function dates(bars: Bars, width: number, height: number, xOf: (day: number) => number): Node[] {
  return ticksOf(bars, width - LEFT - RIGHT).map(({ bin, words: date }) => {
    const x = (xOf(bars.bins[bin].first) + xOf(bars.bins[bin].last + 1)) / 2;
    const side = x < LEFT + 30 ? "start" : x > width - RIGHT - 40 ? "end" : "middle";
    return words(date, side === "start" ? LEFT : x, height - 4, side);
  });
}

function rule(from: number, to: number, y: number, name: string): SVGElement {
  return svg("line", { class: name, x1: from, x2: to, y1: y, y2: y });
}

function words(text: string, x: number, y: number, anchor: string): SVGElement {
  const made = svg("text", { class: "time-words", x: x.toFixed(1), y, "text-anchor": anchor });
  made.textContent = text;
  return made;
}
