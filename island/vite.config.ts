import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig, type Plugin } from "vite";

const HERE = new URL("./", import.meta.url);
const STATIC = fileURLToPath(new URL("../src/crosswire/web/static", HERE));
const PACKAGES = new URL("node_modules/", HERE);

const SERVED = ["maplibre-gl", "htmx.org", "topojson-client"]; // and what these are made with
const NAMES: Record<string, string> = { "maplibre-gl": "MapLibre GL JS", "htmx.org": "htmx" };
const SOURCES = ["package-lock.json", "package.json", "tsconfig.json", "vite.config.ts"];

const read = (path: string, from: URL = PACKAGES): string => readFileSync(new URL(path, from), "utf8");
const version = (name: string): string => JSON.parse(read(`${name}/package.json`)).version;

// The hash by which a test can tell that what was built is of these sources: of each file's name and
// bytes, in order of their names.
function hashOfSources(): string {
  const files = [...SOURCES, ...readdirSync(new URL("src/", HERE)).map((name) => `src/${name}`)];
  const hash = createHash("sha256");
  for (const file of files.sort()) hash.update(`${file}\0`).update(read(file, HERE)).update("\0");
  return hash.digest("hex");
}

function licences(): string {
  const packed = SERVED.flatMap((name) => [name, ...Object.keys(JSON.parse(read(`${name}/package.json`)).dependencies ?? {})]);
  const folders = [...new Set(packed)].filter((name) => !name.startsWith("@types/") && name !== "commander"); // of a command alone
  const head = "What the workbench's pages are served with, and the licence of each.\n";
  return [head, ...folders.map(licence)].join(`\n${"-".repeat(78)}\n\n`);
}

function licence(folder: string): string {
  const file = readdirSync(new URL(`${folder}/`, PACKAGES)).find((name) => /^licen[cs]e/i.test(name));
  const terms = file ? read(`${folder}/${file}`).trim() : JSON.parse(read(`${folder}/package.json`)).license;
  return `${NAMES[folder] ?? folder} ${version(folder)}\n\n${terms}\n`;
}

function extras(): Plugin {
  return {
    name: "crosswire-extras",
    generateBundle() {
      const emit = (fileName: string, source: string) =>
        this.emitFile({ type: "asset", fileName, source });
      emit("htmx.min.js", read("htmx.org/dist/htmx.min.js"));
      emit("LICENSES.txt", licences());
      emit("island.json", `${JSON.stringify({ sources: hashOfSources() })}\n`);
    },
  };
}

// MapLibre's package says that none of its modules does anything by being imported; its worker does.
function keptWorker(): Plugin {
  return {
    name: "crosswire-kept-worker",
    transform: (code, id) =>
      id.endsWith("maplibre-gl-worker.mjs") ? { code, map: null, moduleSideEffects: true } : null,
  };
}

export default defineConfig({
  base: "./",
  publicDir: false,
  plugins: [extras()],
  worker: {
    format: "es",
    plugins: () => [keptWorker()],
    rollupOptions: { output: { entryFileNames: "[name].js" } },
  },
  build: {
    outDir: STATIC,
    emptyOutDir: false, // the pages' own files are in it too
    target: "es2022",
    modulePreload: false,
    chunkSizeWarningLimit: 1600,
    rollupOptions: {
      input: { island: fileURLToPath(new URL("src/main.ts", HERE)) },
      output: { entryFileNames: "[name].js", assetFileNames: "[name][extname]" },
    },
  },
});
