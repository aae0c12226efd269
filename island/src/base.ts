// The base map: its files, and how MapLibre draws them. Names and marks are drawn over it (names.ts,
// drawing.ts), since MapLibre would need glyph files for every script.
import type { ExpressionSpecification, LineLayerSpecification, LayerSpecification, StyleSpecification } from "maplibre-gl";
import type { Palette } from "./palette";

export type Row = readonly [name: string, longitude: number, latitude: number, zoom: number, own?: string, capital?: number];
export interface Names {
  readonly countries: readonly Row[];
  readonly provinces: readonly Row[];
  readonly seas: readonly Row[];
  readonly towns: readonly Row[];
}

const FILES: Record<string, readonly string[]> = {
  world: ["land", "coast", "borders", "disputed"],
  water: ["rivers", "lakes"],
  provinces: ["lines"],
};
const SOURCE = { type: "geojson", buffer: 8, tolerance: 0.3, maxzoom: 9 } as const;

// ``folder`` is the path of the files; map-worker.ts reads them.
export function baseStyle(palette: Palette, folder: string): StyleSpecification {
  const parts = Object.entries(FILES).flatMap(([file, names]) =>
    names.map((part) => [part, { ...SOURCE, data: `base://${folder}${file}/${part}` }] as const),
  );
  return {
    version: 8,
    sources: Object.fromEntries(parts),
    layers: baseLayers(palette),
    transition: { duration: 0, delay: 0 },
  };
}

export function baseLayers(palette: Palette): LayerSpecification[] {
  const { water, land, border, dark } = palette;
  const inner = dark ? "#2c353e" : "#dde2e7";
  const shore = dark ? "#2a333c" : "#c5d2de";
  const stream = dark ? "#16222c" : "#c9d8e6";
  const frontier = dark ? "#56636f" : "#a9b4bf";
  return [
    { id: "water", type: "background", paint: { "background-color": water } },
    { id: "land", type: "fill", source: "land", paint: { "fill-color": land, "fill-antialias": false } },
    { id: "lakes", type: "fill", source: "lakes", paint: { "fill-color": water } },
    line("rivers", stream, [3, 0.4, 6, 1.1, 9, 1.8], [2.5, 0, 4, 0.9, 8, 0.9, 10, 0.45]),
    line("coast", shore, [2, 0.5, 7, 1.1]),
    { ...line("provinces", inner, [4, 0.5, 8, 1], [3.6, 0, 4.8, 1]), source: "lines" },
    line("borders", dark ? border : frontier, [2, 0.55, 6, 1.2, 9, 1.8]),
    line("disputed", dark ? "#75828e" : "#8d99a5", [2, 0.7, 6, 1.3, 9, 1.9], [0, 1, 1, 1], [3, 2.4]),
  ];
}

function line(
  id: string,
  color: string,
  width: readonly number[],
  opacity: readonly number[] = [0, 1, 1, 1],
  dashes?: [number, number],
): LineLayerSpecification {
  const byZoom = (stops: readonly number[]) =>
    ["interpolate", ["linear"], ["zoom"], ...stops] as unknown as ExpressionSpecification;
  return {
    id,
    type: "line",
    source: id,
    layout: { "line-join": "round", "line-cap": dashes ? "butt" : "round" },
    paint: {
      "line-color": color,
      "line-width": byZoom(width),
      "line-opacity": byZoom(opacity),
      ...(dashes ? { "line-dasharray": dashes } : {}),
    },
  };
}
