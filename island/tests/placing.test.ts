import { expect, test } from "vitest";
import { place, type Wanted } from "../src/placing";

const name = (key: string, x: number, y: number): Wanted => ({
  key, x, y, width: 60, height: 14, reach: 5, sides: ["right", "left", "below", "above"],
});

test("a name stands on its first side where nothing is in the way", () => {
  expect(place([name("a", 100, 100)], [], new Map(), 9)).toEqual([{ key: "a", side: "right", left: 5, top: -7 }]);
});

test("it goes to another side where a mark is in the way", () => {
  expect(place([name("a", 100, 100)], [[110, 95, 120, 105]], new Map(), 9)[0].side).toBe("left");
});

test("it is left out where all sides are taken, and the weightier name has gone first", () => {
  const crowd = [name("a", 100, 100), name("b", 102, 101), name("c", 101, 99), name("d", 100, 101), name("e", 101, 100)];
  const placed = place(crowd, [], new Map(), 9);
  expect(placed[0].key).toBe("a");
  expect(placed.length).toBeLessThan(crowd.length);
});

test("it keeps the side on which it stood", () => {
  expect(place([name("a", 100, 100)], [], new Map([["a", "below"]]), 9)[0].side).toBe("below");
});

test("no more are placed than are wanted at most", () => {
  const apart = Array.from({ length: 9 }, (_, at) => name(`n${at}`, 200 * at, 100));
  expect(place(apart, [], new Map(), 4).length).toBe(4);
});
