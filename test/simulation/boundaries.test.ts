import test from "ava";
import { type MoveKind } from "./profile.ts";
import type { Move, Plan } from "./plan.ts";
import { World } from "./world.ts";
import { HOUR_MS } from "../../src/store/time.ts";

const move = (hour: number, kind: MoveKind, change: Partial<Move> = {}): Move => ({
  atMs: hour * HOUR_MS + 5_000,
  kind,
  pick: 0,
  size: 400,
  price: 100,
  ...change,
});

/** A day in which everything happens once: in, tightened, out in part, in again, flattened, killed and resumed. */
const DAY: readonly Move[] = [
  move(1, "enter"),
  move(3, "tighten"),
  move(5, "leave"),
  move(7, "enter", { pick: 1, price: 600 }),
  move(8, "kill"),
  move(9, "resume"),
  move(10, "enter", { pick: 2 }),
  move(11, "close"),
  move(12, "flatten"),
];

const NAMES = {
  before: "right before a batch is durable",
  after: "right after a batch is durable",
  acting: "right after its hand moved",
} as const;

/** Where the search ends in any case; "acting" ends long before, since a hand moves only so often. */
const MOST = 120;

for (const venue of ["paper", "exchange"] as const) {
  for (const boundary of ["before", "after", "acting"] as const) {
    test(`a gate on the ${venue} venue that dies ${NAMES[boundary]} breaks nothing, whenever in a day that is`, async (t) => {
      let nth = 1;
      for (let hasDied = true; hasDied && nth <= MOST; nth += 1) {
        const plan: Plan = { seed: 11, days: 1, venue, moves: DAY };
        const world = new World(plan);
        world.mortal.dieAt(boundary, nth);
        const { violation, counts } = await world.run();
        t.is(violation, null, `at the ${nth}th: ${violation?.name} ${violation?.what}`);
        hasDied = (counts.get("births") ?? 1) > 1;
      }
      t.true(nth > 10, `${nth} boundaries`);
    });
  }
}
