// Mounts the map and the timeline on the page's sections, and keeps them with the page's filters.
import "./island.css";
import { readFilters, type Filters } from "./filters";
import { IncidentMap } from "./map";
import { Source } from "./source";
import { Timeline } from "./timeline";

declare global {
  interface Window {
    crosswire?: { map: IncidentMap | null; timeline: Timeline | null };
  }
}

const PAUSE = 250; // milliseconds for which judgements are awaited before all is asked for anew

// The filters of the list, which says them itself: the address has them only once htmx changed it.
function queryNow(): string {
  return document.querySelector<HTMLElement>("#list [data-query]")?.dataset.query ?? location.search;
}

// The name of an incident's place: from the list where it stands there, else from its own page.
const places = new Map<string, Promise<string>>();
function placeOf(id: string): Promise<string> {
  let found = places.get(id);
  if (!found) places.set(id, (found = askPlace(id).catch(() => "")));
  return found;
}

interface Told {
  readonly place?: { readonly name?: string } | string | null;
  readonly incident?: Told;
}

async function askPlace(id: string): Promise<string> {
  const response = await fetch(`/incidents/${encodeURIComponent(id)}.json`, { credentials: "same-origin" });
  if (!response.ok) return "";
  const told = (await response.json()) as Told;
  const place = told.place ?? told.incident?.place;
  return (typeof place === "string" ? place : place?.name) ?? "";
}

function mount(): void {
  const ground = document.getElementById("map");
  const days = document.getElementById("timeline");
  let filters: Filters = readFilters(queryNow());
  const map = ground && makeMap(ground);
  const timeline = days && new Timeline(days, (since, until) => {
    filters = { ...filters, local: { ...filters.local, since, until } };
    void map?.show(filters);
    void map?.showHolds(timeline?.lastDay ?? null);
  });
  const show = async (query: string, anew = false) => {
    filters = readFilters(query);
    await Promise.all([map?.show(filters, anew), timeline?.show(filters, anew)]);
    await map?.showHolds(timeline?.lastDay ?? null);
  };
  window.crosswire = { map, timeline };
  void show(queryNow());
  follow(show);
  if (map) followList(map);
}

function makeMap(ground: HTMLElement): IncidentMap | null {
  try {
    return new IncidentMap(ground, new Source(ground.dataset.marks ?? "/marks.json"), placeOf);
  } catch {
    // Without WebGL there is no map; the list beside it holds the same incidents.
    const said = document.createElement("p");
    said.className = "map-none";
    said.textContent = "This browser cannot draw the map (WebGL is off). Every incident is in the list.";
    ground.replaceChildren(said);
    return null;
  }
}

function follow(show: (query: string, anew?: boolean) => Promise<void>): void {
  const again = () => void show(queryNow());
  for (const name of ["htmx:afterSwap", "htmx:pushedIntoHistory", "htmx:historyRestore"]) {
    document.addEventListener(name, again);
  }
  window.addEventListener("popstate", again);
  document.addEventListener("crosswire:filters", (event) => {
    if (event instanceof CustomEvent) void show(String(event.detail));
  });
  let timer = 0;
  document.addEventListener("crosswire:judged", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void show(queryNow(), true), PAUSE);
  });
}

// The map points at what the pointer or the keyboard is at in the list, and at what is opened.
function followList(map: IncidentMap): void {
  const list = document.getElementById("list");
  const idOf = (event: Event) =>
    event.target instanceof Element ? (event.target.closest<HTMLElement>("[data-id]")?.dataset.id ?? null) : null;
  for (const name of ["mouseover", "focusin"]) list?.addEventListener(name, (event) => void map.point(idOf(event)));
  for (const name of ["mouseleave", "focusout"]) list?.addEventListener(name, () => void map.point(null));
  document.addEventListener("crosswire:open", (event) => {
    if (event instanceof CustomEvent) void map.markOpened(String(event.detail.id));
  });
}

mount();
