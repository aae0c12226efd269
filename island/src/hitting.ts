// What is drawn at a point of the map.
import { SQUARE, type Hold } from "./control";
import type { Mark } from "./drawing";
import type { Frame } from "./names";

const FINGER = 5; // pixels beside a mark that still are it
const RIM = 8; // pixels beside a ring's line that still are it
const TOP = 14; // pixels around what stands on a ring's line

// The topmost first: squares, marks, and rings last, by what stands on their line, by their line,
// and by their inside.
export function at(marks: readonly Mark[], holds: readonly Hold[], frame: Frame, x: number, y: number): Mark | Hold | null {
  const hold = holds.findLast((each) => {
    const [hx, hy] = frame.at(each.x, each.y);
    return Math.max(Math.abs(hx - x), Math.abs(hy - y)) <= SQUARE + 2;
  });
  if (hold) return hold;
  const away = (mark: Mark) => Math.hypot(mark.px - x, mark.py - y);
  const solid = marks.filter((mark) => mark.kind !== "ring" && away(mark) <= mark.radius + FINGER);
  if (solid.length) return solid.reduce((a, b) => (away(b) < away(a) ? b : a));
  const rings = marks.filter((mark) => mark.kind === "ring").reverse();
  return (
    rings.find((mark) => Math.hypot(mark.px - x, mark.py - mark.radius - y) <= TOP) ??
    rings.find((mark) => Math.abs(away(mark) - mark.radius) <= RIM) ??
    rings.find((mark) => away(mark) < mark.radius) ??
    null
  );
}
