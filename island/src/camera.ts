// Where the map looks: its frame in pixels and in Mercator, and how far to move in.
import type { Map as BaseMap } from "maplibre-gl";
import { TILE, type Spot, type View } from "./grouping";
import { latitudeOf, longitudeOf, mercatorX, mercatorY } from "./marks";
import type { Frame } from "./names";

export const DEEPEST = 12.5; // zoom at which the base map has nothing more to show
const AROUND = 0.35; // of the frame on each side, for which marks are grouped ahead
const SNAP = 1 / 64; // of the world at zoom 0, to which that frame is rounded, so that groups stay
const FILLED = 0.7; // of the frame, by a group that was moved in on
const MOST_STEPS = 4; // zooms at once, else one no longer knows where one is

export const lngLat = (x: number, y: number): [number, number] => [longitudeOf(x), latitudeOf(y)];

// West, north, east and south in Mercator.
export function edges(map: BaseMap): [number, number, number, number] {
  const bounds = map.getBounds();
  return [mercatorX(bounds.getWest()), mercatorY(bounds.getNorth()), mercatorX(bounds.getEast()), mercatorY(bounds.getSouth())];
}

export function frameOf(map: BaseMap, section: HTMLElement): Frame {
  const { clientWidth: width, clientHeight: height } = section;
  const zoom = map.getZoom();
  const scale = TILE * 2 ** zoom;
  const middle = map.getCenter();
  const [cx, cy] = [mercatorX(middle.lng), mercatorY(middle.lat)];
  const at = (x: number, y: number) => [width / 2 + (x - cx) * scale, height / 2 + (y - cy) * scale] as const;
  return { width, height, zoom, at, box: edges(map) };
}

// The frame for which marks are grouped: by half zooms and on a grid, so that a small move changes
// no group.
export function viewOf(map: BaseMap): View {
  const [west, north, east, south] = edges(map);
  const zoom = Math.round(map.getZoom() * 2) / 2;
  const step = SNAP / 2 ** Math.max(0, zoom - 2);
  const [dx, dy] = [(east - west) * AROUND, (south - north) * AROUND];
  const down = (edge: number) => Math.floor(edge / step) * step;
  return { zoom, west: down(west - dx), north: down(north - dy), east: down(east + dx) + step, south: down(south + dy) + step };
}

export const canPart = (map: BaseMap): boolean => map.getZoom() < DEEPEST - 0.1;

// Where a group comes apart: its members fill the frame, or the scale doubles at least.
export function partedBy(map: BaseMap, section: HTMLElement, { box, x, y }: Pick<Spot, "box" | "x" | "y">): { center: [number, number]; zoom: number } {
  const [west, north, east, south] = box;
  const fills = (pixels: number, part: number) => Math.log2((pixels * FILLED) / (Math.max(part, 1e-12) * TILE));
  const whole = Math.min(fills(section.clientWidth, east - west), fills(section.clientHeight, south - north));
  const now = map.getZoom();
  const zoom = Math.min(DEEPEST, Math.max(now + 1, Math.min(whole, now + MOST_STEPS)));
  return { zoom, center: zoom <= whole ? lngLat((west + east) / 2, (north + south) / 2) : lngLat(x, y) };
}
