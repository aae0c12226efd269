// A page with the map and the timeline alone, over made-up incidents, under the workbench's own
// policy:  node dev/serve.js [how many] [port]
import { createServer } from "node:http";
import { readFile } from "node:fs/promises";
import { gunzipSync, gzipSync } from "node:zlib";

const COUNT = Number(process.argv[2] ?? 2000);
const PORT = Number(process.argv[3] ?? 8765);
const ROOT = new URL("../../src/crosswire/", import.meta.url);
const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "connect-src 'self'; worker-src 'self'; base-uri 'none'";
const KINDS = { js: "text/javascript", css: "text/css", json: "application/json", svg: "image/svg+xml", gz: "application/gzip" };
const GRADES = ["established", "contested", "fair", "weak"];
const TYPES = ["air_strike", "shelling", "bombing", "armed_clash", "attack_on_civilians", "abduction", "protest", "aid", "talks", "siege"];
const THEATRES = [[35.6, 32.4, 42.3, 37.3, 6], [22.5, 44.5, 40, 52, 5], [22, 9, 37, 21, 2], [38.8, 29.2, 48.5, 37.3, 2], [42.5, 12.4, 52, 17, 1], [34.2, 31.2, 35.6, 33.3, 2]];

// A small generator that always gives the same numbers.
let seed = 7;
const random = () => ((seed = (seed * 1664525 + 1013904223) >>> 0) / 2 ** 32);
const pick = (list, weights) => {
  let left = random() * weights.reduce((a, b) => a + b, 0);
  return list.find((_, at) => (left -= weights[at]) < 0) ?? list[0];
};

const names = JSON.parse(gunzipSync(await readFile(new URL("web/static/base/names.json.gz", ROOT))));
const towns = THEATRES.map(([w, s, e, n]) => names.towns.filter(([, x, y]) => x > w && x < e && y > s && y < n));
const marks = made();

function made() {
  const columns = { id: [], longitude: [], latitude: [], where_prec: [], grade: [], type: [], date_start: [], date_end: [], killed: [], origins: [] };
  for (let i = 0; i < COUNT; i++) {
    const at = pick(THEATRES.map((_, index) => index), THEATRES.map((each) => each[4]));
    const here = towns[at][Math.floor(random() ** 2.2 * towns[at].length)];
    const prec = pick([1, 2, 3, 4, 5, 6], [60, 14, 8, 9, 4, 5]);
    const spread = prec <= 2 ? 0.12 : 0;
    const day = 17240 + Math.floor(random() ** 0.7 * 420);
    const grade = pick(GRADES, [12, 10, 30, 48]);
    const row = {
      id: `i${i}`,
      longitude: round(here[1] + (random() - 0.5) * spread),
      latitude: round(here[2] + (random() - 0.5) * spread),
      where_prec: prec,
      grade,
      type: pick(TYPES, [20, 18, 8, 18, 9, 3, 6, 4, 3, 3]),
      date_start: random() < 0.04 ? null : day,
      killed: random() < 0.5 ? null : Math.floor(random() ** 3 * 40),
      origins: { established: 4, contested: 3, fair: 2, weak: 1 }[grade],
    };
    row.date_end = row.date_start;
    for (const [name, value] of Object.entries(row)) columns[name].push(value);
  }
  return columns;
}

function round(degrees) {
  return Math.round(degrees * 1e4) / 1e4;
}

function days() {
  const counts = new Map();
  marks.date_start.forEach((day, i) => {
    if (day === null) return;
    const key = `${new Date(day * 864e5).toISOString().slice(0, 10)} ${marks.grade[i]}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  });
  return [...counts].sort().map(([key, incidents]) => {
    const [day, grade] = key.split(" ");
    return { day, grade, incidents };
  });
}

function control() {
  const holders = ["Syrian Arab Army", "Syrian Democratic Forces", "Hayat Tahrir al-Sham", "Islamic State"];
  const states = ["held", "claimed", "contested", "unknown"];
  return towns[0].slice(0, 30).map(([name, longitude, latitude]) => {
    const state = pick(states, [5, 4, 2, 1]);
    return {
      place: { name, longitude, latitude }, since: "2017-04-0" + (1 + Math.floor(random() * 8)), state,
      holder: state === "unknown" ? null : pick(holders, [4, 3, 2, 1]), reason: "SANA (1 article) says so; no other side does",
    };
  });
}

const PAGE = `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<title>Island</title><link rel="icon" href="/static/icon.svg"><link rel="stylesheet" href="/static/shared.css"><link rel="stylesheet" href="/static/workbench.css">
<link rel="stylesheet" href="/static/island.css"><script type="module" src="/static/island.js"></script></head>
<body class="overview"><header class="top"><a class="brand" href="/">Crosswire</a></header><main>
<form id="filters" class="filters"><label class="field"><span>From</span><input type="date" name="since"></label><label class="field"><span>Until</span><input type="date" name="until"></label></form>
<div class="desk"><div class="picture">
<section id="map" data-marks="/marks.json" data-control="/control.json" data-base="/static/base/" aria-label="Map of the incidents"></section>
<section id="timeline" data-days="/days.json" aria-label="Incidents by day"></section></div>
<section id="list" class="list-side"><ol class="cards">${marks.id.slice(0, 12).map((id) => `<li class="card" data-id="${id}"><h2><a href="#">${id}</a></h2></li>`).join("")}</ol></section>
</div></main></body></html>`;

const ANSWERS = {
  "/": () => ["text/html; charset=utf-8", PAGE],
  "/marks.json": () => [KINDS.json, JSON.stringify({ marks })],
  "/days.json": () => [KINDS.json, JSON.stringify(days())],
  "/control.json": () => [KINDS.json, JSON.stringify(control())],
};

async function answer(path) {
  if (ANSWERS[path]) return ANSWERS[path]();
  if (path.startsWith("/incidents/")) return [KINDS.json, JSON.stringify({ place: { name: "خان شيخون" } })];
  if (!path.startsWith("/static/") || path.includes("..")) return null;
  const file = path === "/static/shared.css" ? "exports/templates/shared.css" : `web${path}`;
  return [KINDS[path.split(".").pop()] ?? "text/plain", await readFile(new URL(file, ROOT))];
}

createServer(async (request, response) => {
  const found = await answer(new URL(request.url, "http://localhost").pathname).catch(() => null);
  if (!found) return response.writeHead(404).end();
  const body = gzipSync(found[1], { level: 1 });
  const headers = { "Content-Type": found[0], "Content-Encoding": "gzip", "Content-Security-Policy": POLICY, "Cache-Control": "no-store" };
  return response.writeHead(200, headers).end(body);
}).listen(PORT, "127.0.0.1", () => console.log(`http://127.0.0.1:${PORT}/ with ${COUNT} incidents`));
