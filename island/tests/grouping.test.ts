import { describe, expect, test } from "vitest";
import { readFilters } from "../src/filters";
import { countryOnly, frameOf, group, mercatorReach, type View } from "../src/grouping";
import { mercatorX, mercatorY, passing, type Marks } from "../src/marks";
import { marksOf, marksOfAll } from "./made_up";

const WORLD: View = { zoom: 2, west: 0, north: 0, east: 1, south: 1 };
const all = (marks: Marks) => passing(marks, readFilters("").local);
const spots = (marks: Marks, view: Partial<View> = {}) => group(marks, all(marks), { ...WORLD, ...view });

describe("marks drawn as one", () => {
  test("near ones are one at a small scale, and apart at a large one", () => {
    const marks = marksOf({ longitude: 37 }, { longitude: 37.4 });
    expect(spots(marks).map(({ count }) => count)).toEqual([2]);
    expect(spots(marks, { zoom: 9 }).map(({ count }) => count)).toEqual([1, 1]);
  });

  test("every mark of the frame is in one spot and only in one", () => {
    const rows = Array.from({ length: 500 }, (_, at) => ({
      longitude: 30 + ((at * 37) % 101) / 7, latitude: 30 + ((at * 53) % 97) / 8, where_prec: 1 + (at % 5),
    }));
    for (const zoom of [1, 4.5, 7, 12]) {
      const members = spots(marksOf(...rows), { zoom }).flatMap((spot) => spot.members);
      expect(members.length).toBe(500);
      expect(new Set(members).size).toBe(500);
    }
  });

  test("a spot says how many of each grade, and how many are known roughly", () => {
    const [spot] = spots(marksOf({ grade: "weak" }, { grade: "established" }, { grade: "weak", where_prec: 4 }));
    expect(spot.grades).toEqual([1, 0, 0, 2]);
    expect(spot.rough).toBe(1);
  });

  test("a throng that an edge of the grid parts is still one", () => {
    const edge = 46 / (512 * 2 ** 6); // of a cell at this zoom, in Mercator
    const x = (Math.ceil(mercatorX(37) / edge) * edge - 0.5) * 360;
    const marks = marksOf({ longitude: x - 0.02 }, { longitude: x + 0.02 });
    expect(spots(marks, { zoom: 6 }).length).toBe(1);
  });

  test("marks outside of the frame are left out", () => {
    const marks = marksOf({ longitude: 37 }, { longitude: -60 });
    expect(spots(marks, { west: 0.5 }).length).toBe(1);
  });
});

describe("what is known roughly", () => {
  test("is a ring of its precision's size once that is larger than a mark, never a point", () => {
    for (const [where_prec, km] of [[3, 15], [4, 60], [5, 30]]) {
      const [spot] = spots(marksOf({ where_prec }), { zoom: 9 });
      expect(spot.ring).toBeCloseTo(mercatorReach(km, mercatorY(36)), 12);
    }
  });

  test("shares a ring with others of the same middle, and not with those of another precision", () => {
    const marks = marksOf({ where_prec: 4 }, { where_prec: 4 }, { where_prec: 3 }, { where_prec: 1 });
    expect(spots(marks, { zoom: 8 }).map(({ ring, count }) => [ring > 0, count])).toEqual([[true, 2], [true, 1], [false, 1]]);
  });

  test("a ring whose middle lies outside of the frame is drawn where it reaches in", () => {
    const marks = marksOf({ where_prec: 4 });
    const west = mercatorX(37.3); // 27 km east of the middle
    expect(spots(marks, { zoom: 8, west }).length).toBe(1);
    expect(spots(marks, { zoom: 8, west: mercatorX(38) }).length).toBe(0);
  });

  test("to a country only is counted, and never drawn", () => {
    const marks = marksOf({ where_prec: 6 }, { where_prec: 6 }, {});
    expect(spots(marks).map(({ count }) => count)).toEqual([1]);
    expect(countryOnly(marks, all(marks))).toBe(2);
  });
});

describe("the frame of all incidents", () => {
  test("is not stretched by one far off among many", () => {
    const rows = Array.from({ length: 300 }, (_, at) => ({ longitude: 36 + at / 300 }));
    const marks = marksOf(...rows, { longitude: -100 });
    expect(frameOf(marks, all(marks))![0]).toBeGreaterThan(mercatorX(35));
  });

  test("is none where nothing can be drawn", () => {
    const marks = marksOf({ where_prec: 6 });
    expect(frameOf(marks, all(marks))).toBeNull();
  });
});

test("200,000 marks are filtered and grouped in well under the 700 ms that a filter may take", () => {
  const rows = Array.from({ length: 200_000 }, (_, at) => ({
    longitude: 20 + ((at * 7919) % 30_011) / 1000, latitude: 10 + ((at * 104_729) % 30_011) / 1000, where_prec: 1 + (at % 6),
  }));
  const marks = marksOfAll(rows);
  const from = performance.now();
  group(marks, passing(marks, readFilters("grade=weak").local), { ...WORLD, zoom: 4 });
  expect(performance.now() - from).toBeLessThan(500);
});
