// What the map's colours and shapes mean, and what it does not show.
import { colorOfHold, type Hold } from "./control";
import { el, svg } from "./dom";
import type { Palette } from "./palette";
import { FAMILIES, FAMILY_WORDS, grouped, GRADE_WORDS, GRADES, type Family } from "./words";

const MOST_HOLDERS = 8;

export class Key {
  readonly element = el("details", { class: "map-key" }, el("summary", {}, "Key"));
  private readonly holders = el("div", { class: "map-key-holders", hidden: true });

  constructor() {
    this.element.open = matchMedia("(min-width: 861px)").matches;
    this.element.append(
      el(
        "div",
        { class: "map-key-body", tabindex: 0, role: "group", "aria-label": "Key of the map" },
        el("ul", {}, ...GRADES.map((grade) => el("li", { title: GRADE_WORDS[grade] }, el("span", { class: `badge ${grade}` }, grade)))),
        el("ul", {}, ...FAMILIES.map((family) => el("li", {}, shape(family), FAMILY_WORDS[family]))),
        el(
          "ul",
          {},
          el("li", {}, sign("M9 1a8 8 0 1 1-.01 0", "3 2.6"), "Known to a district or province only"),
          el("li", {}, throng(), "Several: click to part them"),
        ),
        this.holders,
      ),
    );
  }

  showHolds(holds: readonly Hold[], palette: Palette): void {
    const first = new Map<string, Hold>();
    for (const hold of holds) if (hold.holder && !first.has(hold.holder)) first.set(hold.holder, hold);
    const shown = [...first.values()].sort((a, b) => a.hue - b.hue).slice(0, MOST_HOLDERS);
    this.holders.hidden = !holds.length;
    this.holders.replaceChildren(
      el("p", {}, "Said to be held by"),
      el("ul", {}, ...shown.map((hold) => el("li", {}, square(colorOfHold(hold, palette), false), el("bdi", {}, hold.holder)))),
      el("ul", {}, el("li", {}, square(palette.soft, true), "Dashed: one side alone says so")),
    );
  }
}

function shape(family: Family): SVGSVGElement {
  const paths: Record<Family, string> = {
    strike: "M9 3a6 6 0 1 1-.01 0",
    fighting: "M3.5 3.5h11v11h-11z",
    people: "M9 2l6.5 11.4h-13z",
    crowd: "M9 1.6L16.4 9 9 16.4 1.6 9z",
    other: "M5.6 3.2h6.8l3.2 5.8-3.2 5.8H5.6L2.4 9z",
  };
  return picture(svg("path", { d: paths[family], fill: "currentColor", "stroke-linejoin": "round" }));
}

function sign(path: string, dashes: string): SVGSVGElement {
  return picture(svg("path", { d: path, fill: "none", stroke: "currentColor", "stroke-width": 1.5, "stroke-dasharray": dashes }));
}

function throng(): SVGSVGElement {
  const words = svg("text", { x: 9, y: 12, "text-anchor": "middle", "font-size": 8, "font-weight": 700, fill: "currentColor" });
  words.textContent = "12";
  return picture(svg("circle", { cx: 9, cy: 9, r: 7, fill: "none", stroke: "currentColor", "stroke-width": 2.5 }), words);
}

function square(color: string, dashed: boolean): SVGSVGElement {
  return picture(
    svg("rect", {
      x: 2.5, y: 2.5, width: 13, height: 13, stroke: color, "stroke-width": 1.8,
      fill: dashed ? "none" : color, "stroke-dasharray": dashed ? "3 2.4" : "none",
    }),
  );
}

function picture(...parts: Node[]): SVGSVGElement {
  return svg("svg", { width: 16, height: 16, viewBox: "0 0 18 18", "aria-hidden": "true" }, ...parts);
}

// How many are not drawn as points, in a corner.
export function countWords(drawn: number, countryOnly: number): string {
  const parts = [`${grouped(drawn)} on the map`];
  if (countryOnly) parts.push(`${grouped(countryOnly)} known to a country only`);
  return parts.join(" · ");
}

// A round length of up to a number of pixels: km, and its pixels.
export function scaleBar(kmPerPixel: number, most: number): { words: string; pixels: number } {
  const lengths = [0.1, 1, 10, 100, 1000].flatMap((power) => [1, 2, 5].map((base) => base * power));
  const km = lengths.findLast((length) => length / kmPerPixel <= most) ?? 0.1;
  return { words: km < 1 ? `${km * 1000} m` : `${grouped(km)} km`, pixels: km / kmPerPixel };
}
