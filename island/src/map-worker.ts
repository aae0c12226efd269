// MapLibre's own worker, which reads the packed files of the base map too, so that their hundreds of
// thousands of points never pass through the page. Answers addresses such as
// base:///static/base/world/coast: a file by its path, and a part of it.
import "maplibre-gl/dist/maplibre-gl-worker.mjs";
import type { Feature, FeatureCollection } from "geojson";
import { feature } from "topojson-client";
import type { Topology } from "topojson-specification";
import { readPacked } from "./reading";

interface MapWorker {
  addProtocol(name: string, read: (asked: { url: string }) => Promise<{ data: Feature | FeatureCollection }>): void;
}

const files = new Map<string, Promise<Topology>>();

function fileAt(url: string): Promise<Topology> {
  let found = files.get(url);
  if (!found) files.set(url, (found = readPacked<Topology>(url)));
  return found;
}

(self as unknown as MapWorker).addProtocol("base", async ({ url }) => {
  const [, file, part] = /^base:\/\/(.*)\/([^/]+)$/.exec(url)!;
  const topology = await fileAt(`${file}.json.gz`);
  return { data: feature(topology, topology.objects[part]) };
});
