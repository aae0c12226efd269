// Which names find room on the map, and on which side of their place.
export type Box = readonly [left: number, top: number, right: number, bottom: number];
export type Side = "right" | "left" | "above" | "below" | "middle";

export interface Wanted {
  readonly key: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly reach: number; // from the place to where its name may begin
  readonly sides: readonly Side[]; // in the order in which they are tried
}

export interface Placed {
  readonly key: string;
  readonly side: Side;
  readonly left: number; // of the name's box, from its place
  readonly top: number;
}

const CELL = 64; // pixels of the grid in which boxes are looked up
const GAP = 2;

// Names in the order of their weight; ``taken`` are boxes that none may cover. A name that stood on
// one side keeps it where it can, so that names do not jump about while the map moves.
export function place(
  wanted: readonly Wanted[],
  taken: readonly Box[],
  before: ReadonlyMap<string, Side>,
  most: number,
): Placed[] {
  const room = new Room(taken);
  const placed: Placed[] = [];
  for (const each of wanted) {
    if (placed.length >= most) break;
    const old = before.get(each.key);
    const sides = old ? [old, ...each.sides.filter((side) => side !== old)] : each.sides;
    for (const side of sides) {
      const [left, top] = cornerOf(each, side);
      const [x, y] = [each.x + left, each.y + top];
      const box: Box = [x - GAP, y - GAP, x + each.width + GAP, y + each.height + GAP];
      if (room.take(box)) {
        placed.push({ key: each.key, side, left, top });
        break;
      }
    }
  }
  return placed;
}

function cornerOf({ width, height, reach }: Wanted, side: Side): [number, number] {
  switch (side) {
    case "right":
      return [reach, -height / 2];
    case "left":
      return [-reach - width, -height / 2];
    case "above":
      return [-width / 2, -reach - height];
    case "below":
      return [-width / 2, reach];
    case "middle":
      return [-width / 2, -height / 2];
  }
}

class Room {
  private readonly cells = new Map<string, Box[]>();

  constructor(taken: readonly Box[]) {
    for (const box of taken) this.put(box);
  }

  take(box: Box): boolean {
    for (const cell of this.under(box)) {
      if (this.cells.get(cell)?.some((other) => meet(box, other))) return false;
    }
    this.put(box);
    return true;
  }

  private put(box: Box): void {
    for (const cell of this.under(box)) {
      const found = this.cells.get(cell);
      if (found) found.push(box);
      else this.cells.set(cell, [box]);
    }
  }

  private *under([left, top, right, bottom]: Box): Generator<string> {
    for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
      for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) yield `${x} ${y}`;
    }
  }
}

const meet = (a: Box, b: Box): boolean => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
