import test from "ava";
import { planOf } from "./plan.ts";
import { undecided } from "./plants.ts";
import { failureText } from "./report.ts";
import { shrink } from "./shrink.ts";
import { type Outcome, World } from "./world.ts";

const bug = () => undecided("order.pending_cancel", ({ cause }) => cause === "halted");

/** The first world that the bug breaks. */
async function brokenWorld(seed = 1): Promise<Outcome> {
  const outcome = await new World(planOf(seed, 4, "hostile", "exchange"), bug()).run();
  return outcome.violation === null && seed < 20 ? brokenWorld(seed + 1) : outcome;
}

test("of a broken world the few moves are kept that break it, and it is told as it can be lived again", async (t) => {
  const { plan, violation } = await brokenWorld();
  if (violation === null) return t.fail("the planted bug was not found");
  const shrunk = await shrink(plan, violation, bug());
  t.true(shrunk.plan.moves.length <= 3, `${shrunk.plan.moves.length} moves of ${plan.moves.length}`);
  t.true(shrunk.plan.moves.some(({ kind }) => kind === "enter"));
  const again = await new World(shrunk.plan, bug()).run();
  t.deepEqual(again.violation, shrunk.violation);
  const lines = failureText(1, shrunk).split("\n");
  t.true(lines[0]?.startsWith("seed 1 (exchange) breaks halt-takes-entries-back: a kill"));
  t.is(lines.length, 3 + shrunk.plan.moves.length);
});

test("one seed is one world: lived twice it leaves the same record, to the last id", async (t) => {
  for (const venue of ["paper", "exchange"] as const) {
    const [once, twice] = [new World(planOf(7, 3, "hostile", venue)), new World(planOf(7, 3, "hostile", venue))];
    await once.run();
    await twice.run();
    t.true(once.disk.events.length > 500);
    t.deepEqual(once.disk.events, twice.disk.events);
  }
});
