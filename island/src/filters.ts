// The page's filters, as its address has them. What every mark carries (period, type, grade, origins,
// killed) is filtered here, at once; all else is the server's to filter.
import { dayOf, isoOf } from "./words";

const LOCAL = new Set(["since", "until", "type", "grade", "origins", "killed"]);
const NO_FILTER = new Set(["order", "after"]); // of the list alone

export interface Local {
  readonly since: number | null;
  readonly until: number | null;
  readonly types: readonly string[];
  readonly grades: readonly string[];
  readonly origins: number;
  readonly killed: number;
}

export interface Filters {
  readonly local: Local;
  readonly asked: string; // the query of the marks: what the server filters
  readonly days: string; // the query of the timeline: all but the period
}

export function readFilters(query: string): Filters {
  const given = new URLSearchParams(query);
  const day = (name: string) => {
    const found = dayOf(given.get(name) ?? "");
    return Number.isFinite(found) ? found : null;
  };
  const several = (name: string) => given.getAll(name).filter(Boolean).sort();
  const count = (name: string) => Math.max(0, Number.parseInt(given.get(name) ?? "", 10) || 0);
  return {
    local: {
      since: day("since"),
      until: day("until"),
      types: several("type"),
      grades: several("grade"),
      origins: count("origins"),
      killed: count("killed"),
    },
    asked: queryOf(given, (name) => !LOCAL.has(name)),
    days: queryOf(given, (name) => name !== "since" && name !== "until"),
  };
}

function queryOf(given: URLSearchParams, wanted: (name: string) => boolean): string {
  const kept = [...given].filter(([name, value]) => value && wanted(name) && !NO_FILTER.has(name));
  kept.sort(([a, x], [b, y]) => (a + "\0" + x < b + "\0" + y ? -1 : 1));
  return new URLSearchParams(kept).toString();
}

export const sameLocal = (a: Local, b: Local): boolean => JSON.stringify(a) === JSON.stringify(b);

// --- the page's form -------------------------------------------------------------------------
// Puts a period into the filter form and says that it did: the form then asks for the list anew.
export function setPeriod(since: number | null, until: number | null, tell: boolean): void {
  const form = document.getElementById("filters");
  if (form instanceof HTMLFormElement) {
    for (const [name, day] of [["since", since], ["until", until]] as const) {
      const field = form.elements.namedItem(name);
      if (field instanceof HTMLInputElement) field.value = day === null ? "" : isoOf(day);
    }
  }
  if (tell) {
    const detail = { since: since === null ? "" : isoOf(since), until: until === null ? "" : isoOf(until) };
    document.dispatchEvent(new CustomEvent("crosswire:brush", { detail }));
  }
}
