import { expect, test } from "vitest";
import { holdsOf, letters } from "../src/control";

const told = (name: string, since: string, holder: string | null, longitude: number | null = 37) => ({
  place: { name, longitude, latitude: 36 }, since, state: "held" as const, holder, reason: "",
});

test("the last state of each place counts", () => {
  const holds = holdsOf([told("Aleppo", "2016-12-22", "B"), told("Aleppo", "2012-07-19", "A"), told("Raqqa", "2014-01-14", "A")]);
  expect(holds.map(({ place, holder }) => [place, holder])).toEqual([["Aleppo", "B"], ["Raqqa", "A"]]);
});

test("a place without coordinates is not drawn", () => expect(holdsOf([told("Aleppo", "2016-12-22", "B", null)])).toEqual([]));

test("whoever holds the most places has the first hue, and nobody has none", () => {
  const holds = holdsOf([told("a", "2016-01-01", "X"), told("b", "2016-01-01", "Y"), told("c", "2016-01-01", "Y"), told("d", "2016-01-01", null)]);
  expect(holds.map(({ hue }) => hue)).toEqual([1, 0, 0, -1]);
});

test.each([
  ["Syrian Arab Army", "SAA"],
  ["Hayat Tahrir al-Sham", "HTS"],
  ["Taliban", "Ta"],
  ["Islamic State (ISIS)", "IS"],
  ["the rebels", "th"],
  ["الجيش", "ال"],
])("%s is %s", (holder, expected) => expect(letters(holder)).toBe(expected));
