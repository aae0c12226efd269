// The incidents that the map draws, as columns; and which of them pass the filters.
import type { Local } from "./filters";
import { GRADES } from "./words";

export const NONE = -0x8000_0000; // no day known, or no number told

export interface Marks {
  readonly size: number;
  readonly id: readonly string[];
  readonly x: Float64Array; // of the Mercator square, 0 to 1 from the west
  readonly y: Float64Array; // 0 to 1 from the north
  readonly prec: Uint8Array;
  readonly grade: Uint8Array; // a place in GRADES
  readonly type: Uint8Array; // a place in types
  readonly types: readonly string[];
  readonly first: Int32Array;
  readonly last: Int32Array;
  readonly killed: Int32Array;
  readonly origins: Uint16Array;
}

// As /marks.json answers: grades and types by name, or as places in the lists beside them.
export interface Answer {
  readonly grades?: readonly string[];
  readonly types?: readonly string[];
  readonly marks: Columns;
}

export interface Columns {
  readonly id: readonly string[];
  readonly longitude: readonly number[];
  readonly latitude: readonly number[];
  readonly where_prec: readonly number[];
  readonly grade: readonly (string | number)[];
  readonly type: readonly (string | number)[];
  readonly date_start: readonly (number | null)[];
  readonly date_end: readonly (number | null)[];
  readonly killed: readonly (number | null)[];
  readonly origins: readonly number[];
}

export const COUNTRY = 6; // the precision of what is known to a country only, and never drawn

export function readMarks(answer: Answer): Marks {
  const told = answer.marks;
  const size = told.id.length;
  const types: string[] = [];
  return {
    size,
    id: told.id,
    x: Float64Array.from(told.longitude, mercatorX),
    y: Float64Array.from(told.latitude, mercatorY),
    prec: Uint8Array.from(told.where_prec),
    grade: coded(told.grade, answer.grades ?? [], [...GRADES]),
    type: coded(told.type, answer.types ?? [], types),
    types,
    first: Int32Array.from(told.date_start, orNone),
    last: Int32Array.from(told.date_end, orNone),
    killed: Int32Array.from(told.killed, orNone),
    origins: Uint16Array.from(told.origins),
  };
}

export const mercatorX = (longitude: number): number => longitude / 360 + 0.5;

export function mercatorY(latitude: number): number {
  const sine = Math.sin((Math.max(-85.05, Math.min(85.05, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

export const longitudeOf = (x: number): number => (x - 0.5) * 360;
export const latitudeOf = (y: number): number =>
  (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;

const orNone = (value: number | null): number => value ?? NONE;

// Values as places in a list, which grows by those that are not in it yet.
function coded(values: readonly (string | number)[], names: readonly string[], list: string[]): Uint8Array {
  const places = new Map<string | number, number>();
  return Uint8Array.from(values, (value) => {
    let place = places.get(value);
    if (place === undefined) {
      const name = typeof value === "number" ? names[value] : value;
      place = list.indexOf(name);
      if (place < 0) place = list.push(name) - 1;
      places.set(value, place);
    }
    return place;
  });
}

// The marks that pass, as places in the columns: the same tests as the server's.
export function passing(marks: Marks, local: Local): Uint32Array {
  const grades = GRADES.map((grade) => !local.grades.length || local.grades.includes(grade));
  const types = marks.types.map((type) => !local.types.length || local.types.includes(type));
  const since = local.since ?? -Infinity;
  const until = local.until ?? Infinity;
  const dated = local.since !== null || local.until !== null;
  const least = local.killed || -Infinity;
  const found = new Uint32Array(marks.size);
  let size = 0;
  for (let i = 0; i < marks.size; i++) {
    if (!grades[marks.grade[i]] || !types[marks.type[i]]) continue;
    if (dated && (marks.first[i] === NONE || marks.last[i] < since || marks.first[i] > until)) continue;
    if (marks.origins[i] < local.origins || marks.killed[i] < least) continue;
    found[size++] = i;
  }
  return found.subarray(0, size);
}
