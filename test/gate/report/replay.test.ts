import test from "ava";
import { VerdictReplay } from "../../../src/gate/report/replay.ts";
import type { Safety } from "../../../src/gate/safety/schema.ts";
import type { GateEvent } from "../../../src/store/events/gate.ts";
import { entry, exit, safetyWith, shipped, submit } from "../facts.ts";
import { World } from "../world.ts";

/** An account whose gate put its limits on the record, and what came of the wishes. */
function recorded(safety: Safety, ...wishes: readonly ReturnType<typeof submit>[]): readonly GateEvent[] {
  const world = new World({ safety });
  world.start();
  world.tick([100, 101, 99, 100]);
  for (const wish of wishes) world.gate.execute(wish);
  return world.published;
}
function replayed(events: readonly GateEvent[]): VerdictReplay["result"] {
  const replay = new VerdictReplay();
  for (const event of events) replay.next(event);
  return replay.result;
}
const wishes = [
  submit(entry(1)),
  submit(entry(2, { quantity: "9999" })),
  submit(exit(3)),
  submit(entry(1, { quantity: "1" })),
];

test("every verdict comes out as it did, from the record alone: approved, denied, an id used twice", (t) => {
  t.deepEqual(replayed(recorded(shipped, ...wishes)), { verdicts: 4, differences: [] });
});

test("an order that waited for a person is judged again as it was, before and after the yes", (t) => {
  const asking = safetyWith((limits) => ({ ...limits, approval: { aboveNotionalPct: 3, expireAfterCandles: 2 } }));
  const world = new World({ safety: asking });
  world.start();
  world.tick([100, 101, 99, 100]);
  world.gate.execute(submit(entry(1)));
  const proposalId = Object.keys(world.state.proposals).at(-1) ?? "";
  world.gate.execute({ type: "proposal.accept", proposalId, by: "operator", reason: "go" });
  t.deepEqual(replayed(world.published), { verdicts: 2, differences: [] });
});

test("a check that was written otherwise than it is judged is named, with both", (t) => {
  const forged = recorded(shipped, ...wishes).map((event) =>
    event.type === "intent.denied" && event.data.asked === undefined
      ? { ...event, data: { ...event.data, checks: event.data.checks.map((check) => ({ ...check, limit: "1" })) } }
      : event,
  );
  const { differences } = replayed(forged);
  t.true(differences.length > 10);
  t.like(differences[0], { intentId: entry(2).intentId });
  t.true(differences[0]?.was.includes('"limit":"1"') && !differences[0].is.includes('"limit":"1"'));
});

test("a limit that was another than the one in force is found out", (t) => {
  const events = recorded(shipped, ...wishes).map((event) =>
    event.type === "safety.accepted"
      ? {
          ...event,
          data: {
            ...event.data,
            limits: { ...event.data.limits, stops: { maxDistancePct: 15, maxRiskPct: 2, maxOpenRiskPct: 3 } },
          },
        }
      : event,
  );
  t.true(replayed(events).differences.some(({ code }) => code === "RISK_PER_TRADE"));
});

test("a record without limits that this version reads is said to be none that can be judged", (t) => {
  const world = new World();
  world.tick([100, 101, 99, 100]);
  world.gate.execute(submit(entry(1)));
  t.like(replayed(world.published).differences, [{ code: "LIMITS" }]);
});
