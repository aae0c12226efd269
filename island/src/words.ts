// How the map and the timeline say things: the same words as the pages.
import families from "./families.json";

export type Family = keyof typeof families | "other";
export const FAMILIES: readonly Family[] = ["strike", "fighting", "people", "crowd", "other"];
export const FAMILY_WORDS: Record<Family, string> = {
  strike: "Strike, shelling, bomb",
  fighting: "Fighting, territory",
  people: "Violence against people, arrest",
  crowd: "Protest, riot",
  other: "Other",
};
// Bottom to top in a bar, and round a cluster: what is best supported carries the rest.
export const GRADES = ["established", "fair", "contested", "weak"] as const;
export type Grade = (typeof GRADES)[number];
export const GRADE_WORDS: Record<Grade, string> = {
  established: "both sides say so, or three opposed origins",
  fair: "two or more independent origins",
  contested: "an independent origin denies it",
  weak: "one origin",
};
export const PRECISION: Record<number, string> = {
  2: "near the place named",
  3: "district level",
  4: "province level",
  5: "area or line",
  6: "country level",
};

const BY_TYPE = new Map<string, Family>(
  Object.entries(families).flatMap(([family, types]) =>
    types.map((type) => [type, family as Family] as const),
  ),
);

export const familyOf = (type: string): Family => BY_TYPE.get(type) ?? "other";

export function typeWords(type: string): string {
  const words = type.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

const NUMBER = new Intl.NumberFormat("en");
export const grouped = (number: number): string => NUMBER.format(number);
export const counted = (number: number, noun: string): string =>
  `${grouped(number)} ${noun}${number === 1 ? "" : "s"}`;

// --- days: numbers since 1970-01-01, as the marks have them ----------------------------------
const DAY = 86_400_000;
const MONTHS = "January February March April May June July August September October November December".split(" ");

export const dayOf = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY;
export const dateOf = (day: number): Date => new Date(day * DAY);
export const isoOf = (day: number): string => dateOf(day).toISOString().slice(0, 10);

export function fullDay(day: number): string {
  const date = dateOf(day);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}

export function shortDay(day: number): string {
  const date = dateOf(day);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()].slice(0, 3)}`;
}

export function monthOf(day: number): string {
  const date = dateOf(day);
  return `${MONTHS[date.getUTCMonth()].slice(0, 3)} ${date.getUTCFullYear()}`;
}

// "3–12 April 2017", "28 March – 4 April 2017", with both years where they differ.
export function stretch(first: number, last: number): string {
  if (first === last) return fullDay(first);
  const [a, b] = [dateOf(first), dateOf(last)];
  if (a.getUTCFullYear() !== b.getUTCFullYear()) return `${fullDay(first)} – ${fullDay(last)}`;
  if (a.getUTCMonth() === b.getUTCMonth()) return `${a.getUTCDate()}–${fullDay(last)}`;
  return `${a.getUTCDate()} ${MONTHS[a.getUTCMonth()]} – ${fullDay(last)}`;
}
