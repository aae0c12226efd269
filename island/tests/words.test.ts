import { expect, test } from "vitest";
import { scaleBar } from "../src/key";
import { dayOf, familyOf, isoOf, shortDay, stretch, typeWords } from "../src/words";

test.each(["1970-01-01", "2017-04-05", "2016-02-29", "1969-12-31"])("%s goes there and back", (iso) => {
  expect(isoOf(dayOf(iso))).toBe(iso);
});

test.each([
  ["2017-04-05", "2017-04-05", "5 April 2017"],
  ["2017-04-03", "2017-04-12", "3–12 April 2017"],
  ["2017-03-28", "2017-04-04", "28 March – 4 April 2017"],
  ["2016-12-30", "2017-01-02", "30 December 2016 – 2 January 2017"],
])("%s to %s is %s", (first, last, expected) => expect(stretch(dayOf(first), dayOf(last))).toBe(expected));

test("types have the report's shapes", () => {
  expect(familyOf("air_strike")).toBe("strike");
  expect(familyOf("aid")).toBe("other");
  expect(typeWords("attack_on_civilians")).toBe("Attack on civilians");
  expect(shortDay(dayOf("2017-04-05"))).toBe("5 Apr");
});

test.each([[1, 90, "50 km", 50], [0.03, 90, "2 km", 66.7], [12, 90, "1,000 km", 83.3]])(
  "at %f km a pixel the scale is %s",
  (km, most, words, pixels) => {
    const bar = scaleBar(km, most);
    expect(bar.words).toBe(words);
    expect(bar.pixels).toBeCloseTo(pixels, 1);
  },
);
