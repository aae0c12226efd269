import { expect, test } from "vitest";
import type { Hold } from "../src/control";
import type { Mark } from "../src/drawing";
import { at } from "../src/hitting";
import type { Frame } from "../src/names";

const FRAME: Frame = { width: 500, height: 500, zoom: 5, at: (x, y) => [x, y], box: [0, 0, 1, 1] };
const mark = (key: number, px: number, kind: Mark["kind"], radius: number): Mark => ({
  key, px, py: 100, kind, radius, x: 0, y: 0, count: 1, grades: [0, 0, 0, 1], rough: 0, ring: 0, box: [0, 0, 0, 0], only: null,
});
const hold: Hold = { place: "", x: 300, y: 100, state: "held", holder: "", since: "2017-04-05", reason: "", hue: -1 };
const marks = [mark(0, 100, "ring", 80), mark(1, 100, "mark", 6), mark(2, 112, "mark", 6), mark(3, 300, "throng", 20)];
const found = (x: number, y = 100, holds: Hold[] = []) => at(marks, holds, FRAME, x, y);

test("a mark is found before the ring that it lies in, and the nearer of two marks", () => {
  expect(found(100)).toBe(marks[1]);
  expect(found(109)).toBe(marks[2]);
});

test("a ring is found by its line, by what stands on it, and by its inside", () => {
  for (const [x, y] of [[180, 100], [100, 12], [60, 130]]) expect(found(x, y)).toBe(marks[0]);
});

test("a place that is held lies over the marks", () => {
  expect(found(300, 100, [hold])).toBe(hold);
  expect(found(300, 100)).toBe(marks[3]);
});

test("nothing is found where nothing is", () => expect(found(450, 400)).toBeNull());
