import { describe, expect, test } from "vitest";
import { barsOf, ceilingOf, startOf, ticksOf, type DayCount } from "../src/bins";
import { dayOf, isoOf } from "../src/words";

const day = (iso: string, incidents = 1, grade = "weak"): DayCount => ({ day: dayOf(iso), grade, incidents });

describe("bars", () => {
  test("there are none where no day is known", () => expect(barsOf([], null, null)).toBeNull());

  test.each([
    [["2017-04-01", "2017-04-30"], "day"],
    [["2017-01-01", "2017-12-31"], "week"],
    [["2014-01-01", "2023-12-31"], "month"],
  ])("%j are drawn by %s", (days, unit) => {
    const told = days.flatMap((iso) => [day(iso, 50), day(iso, 50)]);
    expect(barsOf(told, null, null)!.unit).toBe(unit);
  });

  test("hold every incident once, by grade from the best supported", () => {
    const bars = barsOf([day("2017-04-01", 3, "established"), day("2017-04-01", 2), day("2017-04-03", 1, "fair")], null, null)!;
    expect(bars.bins.map(({ counts }) => counts)).toEqual([[3, 0, 0, 2], [0, 0, 0, 0], [0, 1, 0, 0]]);
  });

  test("weeks begin on Monday, months on their first", () => {
    expect(isoOf(startOf(dayOf("2017-04-09"), "week"))).toBe("2017-04-03"); // a Sunday
    expect(isoOf(startOf(dayOf("2017-04-03"), "week"))).toBe("2017-04-03");
    expect(isoOf(startOf(dayOf("2017-04-09"), "month"))).toBe("2017-04-01");
  });

  test("a few days far off are told in words, and do not press the others together", () => {
    const many = Array.from({ length: 60 }, (_, at) => day(isoOf(dayOf("2017-04-01") + at), 10));
    const bars = barsOf([day("1998-01-01", 2), ...many], null, null)!;
    expect(isoOf(bars.first)).toBe("2017-04-01");
    expect(bars.earlier).toBe(2);
  });

  test("the period that is chosen is on the axis, however far off", () => {
    const many = Array.from({ length: 60 }, (_, at) => day(isoOf(dayOf("2017-04-01") + at), 10));
    const bars = barsOf([day("1998-01-01", 2), ...many], dayOf("1998-01-01"), null)!;
    expect(bars.first).toBeLessThanOrEqual(dayOf("1998-01-01"));
    expect(bars.earlier).toBe(0);
  });
});

test("dates below the axis have room, and say the year where it changes", () => {
  const bars = barsOf([day("2017-12-01"), day("2018-01-31")], null, null)!;
  const ticks = ticksOf(bars, 500);
  expect(ticks.length).toBeLessThanOrEqual(6);
  expect(ticks[0].words).toBe("1 Dec 2017");
  expect(ticks.filter(({ words }) => words.endsWith("2018")).length).toBe(1);
});

test.each([[1, 1], [7, 8], [12, 20], [50, 50], [101, 200], [0, 1]])("an axis for %i ends at %i", (most, end) => {
  expect(ceilingOf(most)).toBe(end);
});
