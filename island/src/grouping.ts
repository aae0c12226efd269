// Which marks are drawn as one, at a zoom. Marks in a cell of a fixed grid are drawn as one at their
// middle, and cells whose middles are near each other too. It takes one pass over the marks and no
// index, so that a filter, the brush and playing redraw 200,000 of them in a few milliseconds.
//
// What is known to a district, a province or an area only is a ring of that size around the middle
// that the data give; incidents whose middles are near each other, for that size, share one ring.
// Where a ring would be smaller than a mark it is grouped like the marks are.
import { COUNTRY, latitudeOf, type Marks } from "./marks";

export const TILE = 512; // pixels of the world at zoom 0
const CELL = 46; // pixels within which marks are drawn as one
const NEAR = 40; // pixels between two middles that are drawn as one
const CLOSE_ZOOM = 11; // from here on only marks that would cover each other are drawn as one
const CLOSE = 14;
export const RINGS: Record<number, number> = { 3: 15, 4: 60, 5: 30 }; // km of radius, by precision
const SHARED = 0.5; // of a ring's radius, within which middles share one ring
const LEAST_RING = 17; // pixels below which a ring is grouped like a mark
const EARTH = 40_075.017; // km around

export interface View {
  readonly zoom: number;
  readonly west: number; // edges in Mercator, 0 to 1
  readonly north: number;
  readonly east: number;
  readonly south: number;
}

export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly count: number;
  readonly grades: readonly number[]; // how many, by place in GRADES
  readonly rough: number; // how many are known to a district, province or area only
  readonly ring: number; // radius in Mercator where it is drawn as a ring, else 0
  readonly box: readonly [number, number, number, number]; // of the members: west, north, east, south
  readonly members: readonly number[];
}

class Group {
  x = 0;
  y = 0;
  rough = 0;
  grades = [0, 0, 0, 0];
  members: number[] = [];
  box: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];

  constructor(readonly ring = 0) {}

  add(marks: Marks, i: number): void {
    const [x, y] = [marks.x[i], marks.y[i]];
    this.x += x;
    this.y += y;
    this.grades[marks.grade[i]]++;
    if (marks.prec[i] in RINGS) this.rough++;
    this.members.push(i);
    this.stretch([x, y, x, y]);
  }

  take(other: Group): void {
    this.x += other.x;
    this.y += other.y;
    this.rough += other.rough;
    this.grades = this.grades.map((count, grade) => count + other.grades[grade]);
    for (const member of other.members) this.members.push(member);
    this.stretch(other.box);
  }

  private stretch([west, north, east, south]: readonly [number, number, number, number]): void {
    const box = this.box;
    if (west < box[0]) box[0] = west;
    if (north < box[1]) box[1] = north;
    if (east > box[2]) box[2] = east;
    if (south > box[3]) box[3] = south;
  }

  get middle(): [number, number] {
    return [this.x / this.members.length, this.y / this.members.length];
  }

  spot(): Spot {
    const [x, y] = this.middle;
    const { grades, rough, ring, box, members } = this;
    return { x, y, count: members.length, grades, rough, ring, box, members };
  }
}

// Rings first, the largest first: they lie below the marks.
export function group(marks: Marks, chosen: Uint32Array, view: View): Spot[] {
  const scale = TILE * 2 ** view.zoom;
  const cell = (view.zoom >= CLOSE_ZOOM ? CLOSE : CELL) / scale;
  const across = Math.ceil(1 / cell) + 1;
  const cells = new Map<number, Group>();
  const rings = new Map<string, Group>();
  for (const i of chosen) {
    const [x, y, prec] = [marks.x[i], marks.y[i], marks.prec[i]];
    if (prec >= COUNTRY) continue;
    const km = RINGS[prec];
    const reach = km === undefined ? 0 : mercatorReach(km, y);
    const ringed = reach * scale >= LEAST_RING;
    const edge = ringed ? reach : 0;
    if (x < view.west - edge || x > view.east + edge || y < view.north - edge || y > view.south + edge) continue;
    if (ringed) {
      const step = mercatorReach(km, 0.5) * SHARED;
      put(rings, `${Math.floor(x / step)} ${Math.floor(y / step)} ${prec}`, marks, i, reach);
    } else {
      put(cells, Math.floor(y / cell) * across + Math.floor(x / cell), marks, i, 0);
    }
  }
  const near = (view.zoom >= CLOSE_ZOOM ? CLOSE : NEAR) / scale;
  const largest = [...rings.values()].sort((a, b) => b.ring - a.ring);
  return [...largest, ...joined(cells, across, near)].map((each) => each.spot());
}

function put<Key>(groups: Map<Key, Group>, key: Key, marks: Marks, i: number, ring: number): void {
  let found = groups.get(key);
  if (!found) groups.set(key, (found = new Group(ring)));
  found.add(marks, i);
}

// Cells taken together where their middles are near, the fullest first, so that no two marks of
// one throng stand side by side because an edge of the grid runs between them.
function joined(cells: Map<number, Group>, across: number, near: number): Group[] {
  const order = [...cells].sort(([a, x], [b, y]) => y.members.length - x.members.length || a - b);
  const kept: Group[] = [];
  for (const [key, each] of order) {
    if (!cells.delete(key)) continue;
    for (const step of [-across - 1, -across, -across + 1, -1, 1, across - 1, across, across + 1]) {
      const other = cells.get(key + step);
      if (other && apart(each.middle, other.middle) < near) {
        each.take(other);
        cells.delete(key + step);
      }
    }
    kept.push(each);
  }
  return kept;
}

const apart = (a: readonly [number, number], b: readonly [number, number]): number =>
  Math.hypot(a[0] - b[0], a[1] - b[1]);

export function mercatorReach(km: number, y: number): number {
  return km / (EARTH * Math.cos((latitudeOf(y) * Math.PI) / 180));
}

// How many of these are not drawn, because no more than the country is known.
export function countryOnly(marks: Marks, chosen: Uint32Array): number {
  let count = 0;
  for (const i of chosen) if (marks.prec[i] >= COUNTRY) count++;
  return count;
}

// The frame that most of these lie in: without the outermost in a hundred on each side, which a
// single place mistaken for one on another continent would stretch over the world.
export function frameOf(marks: Marks, chosen: Uint32Array): [number, number, number, number] | null {
  const drawn = chosen.filter((i) => marks.prec[i] < COUNTRY);
  if (!drawn.length) return null;
  const edges = (column: Float64Array): [number, number] => {
    const sorted = Float64Array.from(drawn, (i) => column[i]).sort();
    const cut = Math.floor(sorted.length / 100);
    return [sorted[cut], sorted[sorted.length - 1 - cut]];
  };
  const [west, east] = edges(marks.x);
  const [north, south] = edges(marks.y);
  return [west, north, east, south];
}
