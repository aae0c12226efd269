// Fetches the marks and groups them, away from the page's own thread.
import type { Local } from "./filters";
import { countryOnly, frameOf, group, type Spot, type View } from "./grouping";
import { NONE, passing, readMarks, type Answer, type Marks } from "./marks";

export interface Member {
  readonly id: string;
  readonly type: string;
  readonly grade: number;
  readonly prec: number;
  readonly first: number | null;
  readonly last: number | null;
  readonly killed: number | null;
  readonly origins: number;
}

// A spot as the page gets it: with its only member, or a number to ask its members by.
export interface Drawn extends Omit<Spot, "members"> {
  readonly key: number;
  readonly only: Member | null;
}

export type Ask =
  | { readonly kind: "load"; readonly url: string; readonly headers: Record<string, string> }
  | { readonly kind: "filter"; readonly local: Local }
  | { readonly kind: "view"; readonly view: View }
  | { readonly kind: "members"; readonly key: number }
  | { readonly kind: "find"; readonly id: string };

export interface Summary {
  readonly drawn: number; // marks that pass and are on the map
  readonly countryOnly: number;
  readonly frame: readonly [number, number, number, number] | null;
}

export type Told = Summary | readonly Drawn[] | readonly Member[] | Place | null;
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly prec: number;
}

const MOST_MEMBERS = 200; // of a list beside the map
let marks: Marks = readMarks({
  marks: {
    id: [], longitude: [], latitude: [], where_prec: [], grade: [], type: [],
    date_start: [], date_end: [], killed: [], origins: [],
  },
});
let chosen = new Uint32Array();
let spots: readonly Spot[] = [];

async function answer(ask: Ask): Promise<Told> {
  switch (ask.kind) {
    case "load":
      marks = readMarks(await fetched(ask.url, ask.headers));
      return null;
    case "filter":
      chosen = Uint32Array.from(passing(marks, ask.local));
      return summary();
    case "view":
      spots = group(marks, chosen, ask.view);
      return spots.map(drawn);
    case "members":
      return members(ask.key);
    case "find":
      return place(marks.id.indexOf(ask.id));
  }
}

async function fetched(url: string, headers: Record<string, string>): Promise<Answer> {
  const response = await fetch(url, { headers, credentials: "same-origin" });
  if (!response.ok) throw new Error(`The marks cannot be had: ${response.status}`);
  return (await response.json()) as Answer;
}

function summary(): Summary {
  const only = countryOnly(marks, chosen);
  return { drawn: chosen.length - only, countryOnly: only, frame: frameOf(marks, chosen) };
}

function drawn({ members: all, ...spot }: Spot, key: number): Drawn {
  return { ...spot, key, only: all.length === 1 ? member(all[0]) : null };
}

function members(key: number): Member[] {
  const all = [...(spots[key]?.members ?? [])];
  all.sort((a, b) => marks.first[b] - marks.first[a] || marks.grade[a] - marks.grade[b]);
  return all.slice(0, MOST_MEMBERS).map(member);
}

function member(i: number): Member {
  const told = (value: number) => (value === NONE ? null : value);
  return {
    id: marks.id[i],
    type: marks.types[marks.type[i]],
    grade: marks.grade[i],
    prec: marks.prec[i],
    first: told(marks.first[i]),
    last: told(marks.last[i]),
    killed: told(marks.killed[i]),
    origins: marks.origins[i],
  };
}

const place = (i: number): Place | null =>
  i < 0 ? null : { x: marks.x[i], y: marks.y[i], prec: marks.prec[i] };

// One after the other, so that a filter that comes while marks are loaded is of the new marks.
let turn: Promise<void> = Promise.resolve();
self.onmessage = ({ data: [number, ask] }: MessageEvent<[number, Ask]>) => {
  turn = turn.then(async () => {
    try {
      self.postMessage([number, await answer(ask), null]);
    } catch (error) {
      self.postMessage([number, null, String(error)]);
    }
  });
};
