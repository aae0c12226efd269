import { readMarks, type Columns, type Marks } from "../src/marks";

type Row = { [Name in keyof Columns]: Columns[Name][number] };
const PLAIN: Row = {
  id: "", longitude: 37, latitude: 36, where_prec: 1, grade: "weak", type: "shelling",
  date_start: 17_000, date_end: 17_000, killed: null, origins: 1,
};

// Marks of which each is like a plain one but for what is given.
export function marksOf(...given: Partial<Row>[]): Marks {
  return marksOfAll(given);
}

export function marksOfAll(given: readonly Partial<Row>[]): Marks {
  const rows = given.map((each, at) => ({ ...PLAIN, id: `i${at}`, ...each }));
  const columns = Object.fromEntries(
    (Object.keys(PLAIN) as (keyof Row)[]).map((name) => [name, rows.map((row) => row[name])]),
  );
  return readMarks({ marks: columns as unknown as Columns });
}
