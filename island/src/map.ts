// The map: the base by MapLibre, and over it one canvas with names, rings and marks.
import { Map as BaseMap, setWorkerUrl, type MapMouseEvent } from "maplibre-gl";
import { baseLayers, baseStyle, type Names } from "./base";
import { canPart, DEEPEST, edges, frameOf, lngLat, partedBy, viewOf } from "./camera";
import { drawHold, readHolds, SQUARE, type Hold } from "./control";
import { button, el, framed, icon } from "./dom";
import { drawGround, drawMark, drawOnRing, drawPointer, kindOf, radiusOf, RADIUS, withRoom, type Mark } from "./drawing";
import type { Filters } from "./filters";
import { TILE } from "./grouping";
import { at } from "./hitting";
import { countWords, Key, scaleBar } from "./key";
import mapWorker from "./map-worker?worker&url";
import type { Drawn, Summary } from "./marks-worker";
import { NameLayer, type Frame } from "./names";
import { calm, onScheme, readPalette, type Palette } from "./palette";
import { Card, Picker, type PlaceOf } from "./panels";
import type { Box } from "./placing";
import { readPacked } from "./reading";
import type { Source } from "./source";

const POLICY = "Borders: Natural Earth, as that data draws them; Crosswire takes no position. Towns: GeoNames.";
const EVERY = 90; // milliseconds between groupings while the map moves
const SAME = 1e-9; // of the world: a group no larger than this cannot be parted by zooming
const BUSY = 40; // rings above which their lines are faint
const DIMMED = 0.4; // opacity of the incidents while the places that are held are shown
const KM_AROUND = 40_075.017;

export class IncidentMap {
  private readonly base: BaseMap;
  private readonly canvas = el("canvas", { class: "map-marks", "aria-hidden": "true" });
  private readonly context = this.canvas.getContext("2d")!;
  private readonly key = new Key();
  private readonly count = el("p", { class: "map-count", role: "status" });
  private readonly bar = el("span", { class: "map-scale" });
  private readonly edge = el("div", { class: "map-edge" }, this.bar, el("span", { class: "map-policy" }, POLICY));
  private readonly tools = el("div", { class: "map-tools" });
  private readonly card: Card;
  private readonly picker = new Picker((id) => this.open(id));
  private readonly redraw = framed(() => this.draw());
  private palette: Palette = readPalette();
  private names: NameLayer | null = null;
  private spots: readonly Drawn[] = [];
  private marks: Mark[] = [];
  private holds: readonly Hold[] | null = null;
  private holdsDay: number | null = null;
  private over: Mark | Hold | null = null;
  private pointed: { x: number; y: number } | null = null;
  private opened: { x: number; y: number } | null = null;
  private summary: Summary | null = null;
  private waiting = 1; // what has still to come before all is drawn
  private grouped = 0;
  private regrouping: Promise<void> | null = null;
  private again = false;

  constructor(
    private readonly section: HTMLElement,
    private readonly source: Source,
    placeOf: PlaceOf,
  ) {
    this.card = new Card(placeOf);
    const ground = el("div", { class: "map-ground" });
    section.append(ground, this.canvas, this.count, this.key.element, this.edge, this.card.element, this.picker.element, this.tools);
    const folder = new URL(section.dataset.base ?? "/static/base/", location.href).pathname;
    setWorkerUrl(mapWorker);
    this.base = new BaseMap({
      container: ground,
      style: baseStyle(this.palette, folder),
      center: [30, 26],
      zoom: 1.8,
      minZoom: 0.6,
      maxZoom: DEEPEST,
      attributionControl: false,
      renderWorldCopies: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      locale: { "Map.Title": "Map of the incidents. Arrow keys move it, plus and minus change its scale; every incident is in the list beside it." },
    });
    this.base.touchZoomRotate.disableRotation();
    this.base.keyboard.disableRotation();
    this.addTools();
    this.listen();
    void this.load(folder);
  }

  // --- what the page asks for ----------------------------------------------------------------
  loaded(): boolean {
    return this.waiting === 0 && !this.regrouping && this.base.loaded() && !this.base.isMoving();
  }

  async show(filters: Filters, anew = false): Promise<void> {
    this.waiting++;
    try {
      const found = await this.source.filter(filters, anew);
      if (!found) return;
      const first = this.summary === null;
      this.summary = found;
      this.count.textContent = countWords(found.drawn, found.countryOnly);
      if (first || (found.frame && !anew && !this.inView(found.frame))) this.fit(first);
      await this.regroup();
    } catch (error) {
      this.count.textContent = "The incidents could not be loaded. Load the page again.";
      throw error;
    } finally {
      this.waiting--;
    }
  }

  async showHolds(day: number | null): Promise<void> {
    this.holdsDay = day;
    if (this.holds === null) return;
    this.holds = await readHolds(this.section.dataset.control ?? "", day);
    this.key.showHolds(this.holds, this.palette);
    this.redraw();
  }

  // Points at an incident of the list; null points at none.
  async point(id: string | null): Promise<void> {
    this.pointed = id ? await this.source.find(id) : null;
    this.redraw();
  }

  async markOpened(id: string): Promise<void> {
    this.opened = await this.source.find(id);
    if (this.opened && !this.base.getBounds().contains(lngLat(this.opened.x, this.opened.y))) {
      this.base.easeTo({ center: lngLat(this.opened.x, this.opened.y), ...this.pace() });
    }
    this.redraw();
  }

  // --- setting up ----------------------------------------------------------------------------
  private async load(folder: string): Promise<void> {
    const styled = new Promise<void>((done) => void this.base.once("load", () => done()));
    this.names = new NameLayer(await readPacked<Names>(`${folder}names.json.gz`));
    this.arrange();
    await styled;
    this.waiting--;
  }

  private addTools(): void {
    const control = el("button", { type: "button", class: "map-toggle", "aria-pressed": "false" }, "Who holds what");
    control.addEventListener("click", () => {
      const on = this.holds === null;
      control.setAttribute("aria-pressed", String(on));
      this.holds = on ? [] : null;
      if (on) void this.showHolds(this.holdsDay);
      else this.key.showHolds([], this.palette);
      this.redraw();
    });
    this.tools.append(
      ...(this.section.dataset.control ? [control] : []),
      el(
        "div",
        { class: "map-zoom", role: "group", "aria-label": "Scale of the map" },
        button("Closer", icon("M9 3.5v11M3.5 9h11"), () => this.base.zoomIn(this.pace())),
        button("Farther", icon("M3.5 9h11"), () => this.base.zoomOut(this.pace())),
        button("All incidents", icon("M3 7V3h4M15 7V3h-4M3 11v4h4M15 11v4h-4"), () => this.fit(false)),
      ),
    );
  }

  private listen(): void {
    const map = this.base;
    map.on("render", () => this.draw());
    map.on("move", () => {
      this.card.hide();
      if (performance.now() - this.grouped > EVERY) void this.regroup();
    });
    map.on("moveend", () => void this.regroup());
    map.on("movestart", () => this.picker.hide());
    map.on("mousemove", (event) => this.hover(event));
    map.on("mouseout", () => this.hoverOver(null));
    map.on("click", (event) => void this.click(event));
    new ResizeObserver(() => this.resize()).observe(this.section);
    this.key.element.addEventListener("toggle", () => this.arrange());
    onScheme(() => this.recolor());
  }

  private recolor(): void {
    this.palette = readPalette();
    for (const layer of baseLayers(this.palette)) {
      for (const [name, value] of Object.entries(layer.paint ?? {})) {
        this.base.setPaintProperty(layer.id, name as never, value as never);
      }
    }
    if (this.holds) this.key.showHolds(this.holds, this.palette);
    this.redraw();
  }

  private resize(): void {
    const { clientWidth: width, clientHeight: height } = this.section;
    const ratio = window.devicePixelRatio;
    this.canvas.width = Math.round(width * ratio);
    this.canvas.height = Math.round(height * ratio);
    this.base.resize();
    this.arrange();
  }

  private pace(): { duration: number } {
    return { duration: calm() ? 0 : 420 };
  }

  // --- frames --------------------------------------------------------------------------------
  private fit(first: boolean): void {
    const frame = this.summary?.frame;
    if (!frame) return;
    const [west, north, east, south] = frame;
    const wide = this.section.clientWidth > 700;
    this.base.fitBounds([lngLat(west, south), lngLat(east, north)], {
      padding: wide ? { top: 64, bottom: 56, left: 90, right: 90 } : { top: 70, bottom: 56, left: 28, right: 60 },
      maxZoom: 8.5,
      ...(first ? { duration: 0 } : this.pace()),
    });
  }

  private inView([west, north, east, south]: readonly number[]): boolean {
    const [left, top, right, bottom] = edges(this.base);
    return west < right && east > left && north < bottom && south > top;
  }

  // Has the marks of the frame grouped anew; once more where the frame moved on meanwhile.
  private regroup(): Promise<void> {
    this.again = true;
    this.regrouping ??= (async () => {
      while (this.again) {
        this.again = false;
        this.grouped = performance.now();
        this.spots = await this.source.spots(viewOf(this.base));
        this.arrange();
      }
      this.regrouping = null;
    })();
    return this.regrouping;
  }

  // --- drawing -------------------------------------------------------------------------------
  private arrange(): void {
    const frame = frameOf(this.base, this.section);
    this.lay(frame);
    const around = this.marks.filter((mark) => mark.kind !== "ring");
    const onRings = withRoom(this.marks.filter((mark) => mark.kind === "ring"), around);
    const holds = (this.holds ?? []).map((hold) => {
      const [x, y] = frame.at(hold.x, hold.y);
      return { x, y, radius: SQUARE + 1 };
    });
    const obstacles = [
      ...around.map(({ px, py, radius }) => ({ x: px, y: py, radius: radius + 1 })),
      ...onRings.map(({ px, py, radius }) => ({ x: px, y: py - radius, radius: 9 })),
      ...holds,
    ];
    this.names?.arrange(this.context, this.palette, frame, obstacles, this.covered());
    this.redraw();
  }

  // Where the page's own parts lie over the map.
  private covered(): Box[] {
    const { left, top } = this.section.getBoundingClientRect();
    return [this.key.element, this.edge, this.tools, this.count].map((each) => {
      const box = each.getBoundingClientRect();
      return [box.left - left - 4, box.top - top - 4, box.right - left + 4, box.bottom - top + 4];
    });
  }

  private lay(frame: Frame): void {
    const scale = TILE * 2 ** frame.zoom;
    this.marks = this.spots.map((spot) => {
      const [px, py] = frame.at(spot.x, spot.y);
      return { ...spot, px, py, radius: radiusOf(spot, scale), kind: kindOf(spot) };
    });
  }

  private draw(): void {
    const { context, palette } = this;
    const frame = frameOf(this.base, this.section);
    const ratio = window.devicePixelRatio;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, frame.width, frame.height);
    this.lay(frame);
    const rings = this.marks.filter((mark) => mark.kind === "ring");
    const marks = this.marks.filter((mark) => mark.kind !== "ring");
    context.globalAlpha = this.holds ? DIMMED : 1;
    drawGround(context, palette, rings);
    for (const mark of rings) drawMark(context, palette, mark, this.isOver(mark), rings.length > BUSY);
    for (const mark of withRoom(rings, marks)) drawOnRing(context, palette, mark, this.isOver(mark));
    const fading = this.names?.draw(context, palette, frame) ?? false;
    context.globalAlpha = this.holds ? DIMMED : 1;
    for (const mark of marks) drawMark(context, palette, mark, this.isOver(mark));
    context.globalAlpha = 1;
    for (const hold of this.holds ?? []) {
      const [x, y] = frame.at(hold.x, hold.y);
      drawHold(context, palette, hold, x, y, this.over === hold);
    }
    for (const spot of [this.opened, this.pointed]) {
      if (!spot) continue;
      const [x, y] = frame.at(spot.x, spot.y);
      drawPointer(context, palette, x, y, RADIUS);
    }
    this.drawScale(frame);
    if (fading) this.redraw();
  }

  private drawScale(frame: Frame): void {
    const latitude = (this.base.getCenter().lat * Math.PI) / 180;
    const { words, pixels } = scaleBar((KM_AROUND * Math.cos(latitude)) / (TILE * 2 ** frame.zoom), 90);
    if (this.bar.textContent !== words) this.bar.textContent = words;
    this.bar.style.width = `${Math.round(pixels)}px`;
  }

  private isOver(mark: Mark): boolean {
    return this.over !== null && "key" in this.over && this.over.key === mark.key;
  }

  // --- pointing ------------------------------------------------------------------------------
  private hover({ point, originalEvent }: MapMouseEvent): void {
    if (originalEvent instanceof MouseEvent && originalEvent.buttons) return;
    this.hoverOver(this.under(point.x, point.y));
  }

  private hoverOver(found: Mark | Hold | null): void {
    this.base.getCanvas().style.cursor = found ? "pointer" : "";
    const same = found && this.over && ("key" in found ? this.isOver(found) : found === this.over);
    if (same || (!found && !this.over)) return;
    this.over = found;
    if (!found) this.card.hide();
    else if ("key" in found) this.card.showMark(found);
    else this.card.showHold(found, ...(frameOf(this.base, this.section).at(found.x, found.y) as [number, number]));
    this.redraw();
  }

  private under(x: number, y: number): Mark | Hold | null {
    const frame = frameOf(this.base, this.section);
    this.lay(frame);
    return at(this.marks, this.holds ?? [], frame, x, y);
  }

  private async click({ point }: MapMouseEvent): Promise<void> {
    const found = this.under(point.x, point.y);
    this.picker.hide();
    if (!found || !("key" in found)) return;
    if (found.only) {
      this.open(found.only.id);
      return;
    }
    const [west, north, east, south] = found.box;
    if (found.kind !== "ring" && Math.max(east - west, south - north) > SAME && canPart(this.base)) {
      this.base.easeTo({ ...partedBy(this.base, this.section, found), ...this.pace() });
      return;
    }
    const about = found.kind === "ring" ? "somewhere in this area" : "at this place, as far as is told";
    this.card.hide();
    this.picker.show(await this.source.members(found.key), found.count, about);
  }

  private open(id: string): void {
    this.card.hide();
    document.dispatchEvent(new CustomEvent("crosswire:open", { detail: { id } }));
  }

  // For screenshots and tests: what stands where, in pixels of the section.
  drawn(): readonly { x: number; y: number; kind: Mark["kind"]; count: number; id: string | null }[] {
    this.lay(frameOf(this.base, this.section));
    return this.marks.map(({ px, py, kind, count, only }) => ({ x: px, y: py, kind, count, id: only?.id ?? null }));
  }
}
