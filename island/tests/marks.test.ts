import { describe, expect, test } from "vitest";
import { readFilters } from "../src/filters";
import { latitudeOf, longitudeOf, mercatorX, mercatorY, passing, readMarks } from "../src/marks";
import { marksOf } from "./made_up";

const ids = (query: string, marks: ReturnType<typeof marksOf>) =>
  [...passing(marks, readFilters(query).local)].map((at) => marks.id[at]);

describe("which marks pass", () => {
  // 17,000 is 18 July 2016.
  const marks = marksOf(
    { date_start: 17_000, date_end: 17_004 },
    { date_start: 17_010, date_end: 17_010, grade: "fair", killed: 7, origins: 2 },
    { date_start: null, date_end: null, type: "siege" },
  );
  test.each([
    ["", ["i0", "i1", "i2"]],
    ["since=2016-07-21", ["i0", "i1"]], // an incident passes whose period touches the filter's
    ["since=2016-07-23", ["i1"]],
    ["until=2016-07-18", ["i0"]], // and one with no known day does not
    ["until=2016-07-17", []],
    ["grade=fair&grade=established", ["i1"]],
    ["type=siege", ["i2"]],
    ["type=riot", []],
    ["killed=7", ["i1"]],
    ["killed=8", []],
    ["origins=2", ["i1"]],
  ])("%s", (query, expected) => expect(ids(query, marks)).toEqual(expected));
});

test("grades and types are read by name, and as places in the lists beside them", () => {
  const named = marksOf({ grade: "contested", type: "riot" });
  const { id, longitude, latitude, where_prec, date_start, date_end, killed, origins } = {
    id: ["i0"], longitude: [37], latitude: [36], where_prec: [1], date_start: [1], date_end: [1], killed: [0], origins: [1],
  };
  const coded = readMarks({
    grades: ["established", "contested", "fair", "weak"],
    types: ["siege", "riot"],
    marks: { id, longitude, latitude, where_prec, grade: [1], type: [1], date_start, date_end, killed, origins },
  });
  expect(coded.grade[0]).toBe(named.grade[0]);
  expect(coded.types[coded.type[0]]).toBe("riot");
});

test.each([[0, 0], [37.1612, 36.2012], [-179.9, -84], [179.9, 84]])("%f, %f goes there and back", (longitude, latitude) => {
  expect(longitudeOf(mercatorX(longitude))).toBeCloseTo(longitude, 9);
  expect(latitudeOf(mercatorY(latitude))).toBeCloseTo(latitude, 9);
});
