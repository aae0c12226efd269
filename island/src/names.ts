// The names of countries, provinces, waters and towns, drawn with the system's own fonts: every
// script is shaped and ordered as the browser does for text.
import type { Names, Row } from "./base";
import { mercatorX, mercatorY } from "./marks";
import { calm, type Palette } from "./palette";
import { place, type Box, type Side, type Wanted } from "./placing";

type Kind = "country" | "province" | "sea" | "town";

interface Name {
  readonly key: string;
  readonly kind: Kind;
  readonly text: string;
  readonly own: string;
  readonly capital: boolean;
  readonly x: number;
  readonly y: number;
  readonly zoom: number;
}

interface Shown {
  readonly name: Name;
  side: Side;
  left: number;
  top: number;
  reach: number;
  seen: number; // opacity now
  wanted: boolean;
}

// A mark near a town stands for its dot, and the name keeps clear of it.
export interface Obstacle {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

export interface Frame {
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  readonly at: (x: number, y: number) => readonly [number, number];
  readonly box: readonly [number, number, number, number]; // in Mercator
}

const TOWN_SIDES: readonly Side[] = ["right", "left", "below", "above"];
const AT_MIDDLE: readonly Side[] = ["middle"];
const MOST = 130;
const OWN_AFTER = 1.2; // zooms later than the name itself, and its own script is beside it
const OWN_ZOOM = 5.4;
const LAST: Record<Kind, number> = { country: 7.2, province: 10, sea: 9, town: 99 };
const FADE = 180; // milliseconds
const DOT = 2.2;

export class NameLayer {
  private readonly names: readonly Name[];
  private readonly shown = new Map<string, Shown>();
  private readonly widths = new Map<string, number>();
  private last = 0;

  constructor(told: Names) {
    this.names = [
      ...told.countries.map((row) => nameOf(row, "country")),
      ...told.towns.map((row) => nameOf(row, "town")),
      ...told.provinces.map((row) => nameOf(row, "province")),
      ...told.seas.map((row) => nameOf(row, "sea")),
    ];
  }

  // Decides which names are shown; ``taken`` are boxes of the page's own parts over the map.
  arrange(context: CanvasRenderingContext2D, palette: Palette, frame: Frame, marks: readonly Obstacle[], taken: readonly Box[]): void {
    const wanted: Wanted[] = [];
    const found = new Map<string, Name>();
    const reaches = new Map<string, number>();
    for (const name of this.inView(frame)) {
      const [x, y] = frame.at(name.x, name.y);
      const own = ownLine(name, frame.zoom);
      const near = name.kind === "town" ? marks.find((mark) => Math.hypot(mark.x - x, mark.y - y) < Math.max(10, mark.radius)) : undefined;
      const reach = near ? near.radius + Math.hypot(near.x - x, near.y - y) + 4 : 6;
      const { size, height } = metrics(name, frame.zoom);
      const width = Math.max(this.width(context, palette, name, size), own ? this.ownWidth(context, palette, own) : 0);
      wanted.push({
        key: name.key, x, y, width, height: own ? height + 14 : height, reach,
        sides: name.kind === "town" ? TOWN_SIDES : AT_MIDDLE,
      });
      found.set(name.key, name);
      reaches.set(name.key, near ? 0 : reach);
    }
    const blocks = marks.map(({ x, y, radius }): Box => [x - radius, y - radius, x + radius, y + radius]);
    const before = new Map([...this.shown].filter(([, each]) => each.wanted).map(([key, each]) => [key, each.side]));
    for (const each of this.shown.values()) each.wanted = false;
    for (const { key, side, left, top } of place(wanted, [...blocks, ...taken], before, MOST)) {
      const old = this.shown.get(key);
      this.shown.set(key, {
        name: found.get(key)!, side, left, top, reach: reaches.get(key)!, wanted: true,
        seen: old ? old.seen : calm() || !this.last ? 1 : 0,
      });
    }
  }

  // Draws what is shown, and says whether a name is still fading in or out.
  draw(context: CanvasRenderingContext2D, palette: Palette, frame: Frame): boolean {
    const now = performance.now();
    const step = calm() ? 1 : Math.min(1, (now - this.last) / FADE);
    this.last = now;
    let fading = false;
    context.textBaseline = "top";
    context.lineJoin = "round";
    for (const [key, each] of this.shown) {
      const goal = each.wanted ? 1 : 0;
      each.seen = goal > each.seen ? Math.min(goal, each.seen + step) : Math.max(goal, each.seen - step);
      if (!each.seen && !each.wanted) this.shown.delete(key);
      if (each.seen !== goal) fading = true;
      context.globalAlpha = each.seen;
      this.drawOne(context, palette, frame, each);
    }
    context.globalAlpha = 1;
    return fading;
  }

  private drawOne(context: CanvasRenderingContext2D, palette: Palette, frame: Frame, each: Shown): void {
    const { name, side, left, top, reach } = each;
    const [x, y] = frame.at(name.x, name.y).map(Math.round);
    const own = ownLine(name, frame.zoom);
    const { size, height } = metrics(name, frame.zoom);
    setFont(context, palette, name, size);
    const width = Math.max(this.width(context, palette, name, size), own ? this.ownWidth(context, palette, own) : 0);
    context.textAlign = side === "right" ? "left" : side === "left" ? "right" : "center";
    const edge = side === "right" ? x + left : side === "left" ? x + left + width : x + left + width / 2;
    setFont(context, palette, name, size);
    written(context, cased(name), edge, y + top + 1, colorOf(name, palette), palette.land);
    context.letterSpacing = "0px";
    if (own) {
      context.font = `400 11px ${palette.font}`;
      written(context, own, edge, y + top + height, palette.label, palette.land);
    }
    if (name.kind === "town" && reach) dot(context, palette, x, y, name.capital);
  }

  private *inView(frame: Frame): Generator<Name> {
    const [west, north, east, south] = frame.box;
    for (const name of this.names) {
      if (name.zoom > frame.zoom || frame.zoom > LAST[name.kind]) continue;
      if (name.x >= west && name.x <= east && name.y >= north && name.y <= south) yield name;
    }
  }

  private width(context: CanvasRenderingContext2D, palette: Palette, name: Name, size: number): number {
    return this.measured(`${name.kind}${size}${name.text}`, () => {
      setFont(context, palette, name, size);
      return context.measureText(cased(name)).width;
    });
  }

  private ownWidth(context: CanvasRenderingContext2D, palette: Palette, own: string): number {
    return this.measured(`own ${own}`, () => {
      context.letterSpacing = "0px";
      context.font = `400 11px ${palette.font}`;
      return context.measureText(own).width;
    });
  }

  private measured(key: string, measure: () => number): number {
    let width = this.widths.get(key);
    if (width === undefined) this.widths.set(key, (width = Math.ceil(measure())));
    return width;
  }
}

function nameOf([text, longitude, latitude, zoom, own = "", capital]: Row, kind: Kind): Name {
  return {
    key: `${kind} ${text} ${longitude} ${latitude}`, kind, text, own, zoom,
    capital: capital === 1, x: mercatorX(longitude), y: mercatorY(latitude),
  };
}

const ownLine = (name: Name, zoom: number): string =>
  name.own && zoom >= OWN_ZOOM && zoom >= name.zoom + OWN_AFTER ? name.own : "";

const cased = (name: Name): string => (name.kind === "country" || name.kind === "province" ? name.text.toUpperCase() : name.text);

// A town that was there early is a large one.
function metrics(name: Name, zoom: number): { size: number; height: number } {
  if (name.kind === "country") {
    const size = zoom - name.zoom > 1 ? 12 : 11;
    return { size, height: size + 4 };
  }
  if (name.kind === "province") return { size: 10, height: 14 };
  if (name.kind === "sea") return { size: 12, height: 16 };
  const size = zoom - name.zoom > 2 || name.capital ? 13 : 12;
  return { size, height: size + 4 };
}

function setFont(context: CanvasRenderingContext2D, palette: Palette, name: Name, size: number): void {
  const style = { country: "600", province: "500", sea: "italic 400", town: name.capital ? "600" : "500" }[name.kind];
  context.font = `${style} ${size}px ${palette.font}`;
  context.letterSpacing = { country: "1.6px", province: "1.1px", sea: "0.6px", town: "0px" }[name.kind];
}

function colorOf(name: Name, palette: Palette): string {
  if (name.kind === "sea") return palette.dark ? "#5f7688" : "#7c93a8";
  if (name.kind === "province") return palette.dark ? "#74808b" : "#97a1ab";
  if (name.kind === "country") return palette.label;
  return palette.dark ? "#c3ccd4" : "#3f4a54";
}

function written(context: CanvasRenderingContext2D, text: string, x: number, y: number, color: string, halo: string): void {
  context.lineWidth = 3;
  context.strokeStyle = halo;
  context.fillStyle = color;
  context.strokeText(text, x, y);
  context.fillText(text, x, y);
}

function dot(context: CanvasRenderingContext2D, palette: Palette, x: number, y: number, capital: boolean): void {
  context.beginPath();
  context.arc(x, y, capital ? DOT + 0.8 : DOT, 0, 2 * Math.PI);
  context.fillStyle = capital ? palette.land : palette.label;
  context.strokeStyle = palette.label;
  context.lineWidth = 1.5;
  context.fill();
  if (capital) context.stroke();
}
