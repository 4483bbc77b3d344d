import test from "ava";
import { entry, open, safetyWith, shipped, submit, listed } from "../facts.ts";
import { given, givenUnder, nothing } from "../given.ts";
import { safetyRefused } from "../../../src/store/events/safetyRefused.ts";
import type { Safety } from "../../../src/gate/safety/schema.ts";

const start = { type: "gate.start", protocol: 1, recoveredSeq: 0, instruments: listed } as const;
const risk = (maxRiskPct: number): Safety => ({
  ...safetyWith((limits) => ({ ...limits, stops: { ...limits.stops, maxRiskPct } })),
  hash: String(maxRiskPct).padEnd(64, "0"),
});
/** An account whose gate ran under these limits once. */
const ranUnder = (safety: Safety) => givenUnder(safety, start);
const accepted = (safety: Safety) => ({
  event: "safety.accepted" as const,
  data: { hash: safety.hash, limits: safety.limits, by: "gate", changes: [] },
});
const reload = (safety: Safety) => ({ type: "safety.reload", safety, by: "operator" }) as const;

test("the first limits of an account are taken as they are", (t) => {
  const first = nothing().and(open).when(start).one("safety.accepted");
  t.like(first, { hash: shipped.hash, by: "gate", changes: [] });
});

test("a gate does not start with looser limits than it last ran under, and nothing is on the record then", (t) => {
  const before = givenUnder(risk(2), accepted(risk(1)));
  before.when(start).refuses(t, "LOOSENS");
});

test("a gate takes tighter limits by itself, and says which", (t) => {
  const begun = givenUnder(risk(0.5), accepted(risk(1))).when(start);
  begun.tells(t, "gate.started", ["safety.accepted", { by: "gate" }]);
  t.regex(
    begun.one("safety.accepted").changes.join("\n"),
    /^stops\.maxRiskPct 1 → 0\.5 \(tighter, safety\.yaml:\d+\)$/,
  );
});

test("the running gate takes tighter limits on request, and refuses looser ones with the reason", (t) => {
  const running = ranUnder(risk(1));
  running.when(reload(risk(0.5))).tells(t, ["safety.accepted", { by: "operator", hash: risk(0.5).hash }]);
  running.when(reload(risk(1))).tells(t);
  running.when(reload(risk(2))).refuses(t, "LOOSENS");
});

test("what was tightened does not loosen again by itself, not even back to where it was", (t) => {
  ranUnder(risk(1))
    .and(reload(risk(0.5)))
    .when(reload(risk(1)))
    .refuses(t, "LOOSENS");
});

test("a person takes what is looser, and the gate then starts with it", (t) => {
  const taken = givenUnder(risk(2), accepted(risk(1))).and({ type: "safety.accept", safety: risk(2) });
  t.is(taken.state.safetyHash, risk(2).hash);
  taken.when(start).tells(t, "gate.started");
  const event = givenUnder(risk(2), accepted(risk(1))).when({ type: "safety.accept", safety: risk(2) });
  event.tells(t, ["safety.accepted", { by: "operator" }]);
  t.regex(event.one("safety.accepted").changes[0] ?? "", /maxRiskPct 1 → 2 \(looser/);
});

test("a file that a supervised gate did not take is told, and the limits in force stay", (t) => {
  const running = givenUnder(risk(1), start);
  const lines = ["stops.maxRiskPct 1 → 2 (looser, safety.yaml:58)"];
  const told = running.when({ type: "safety.refuse", hash: risk(2).hash, lines });
  told.tells(t, ["safety.refused", { hash: risk(2).hash, lines }]);
  t.deepEqual(told.state, { ...running.state, seq: running.state.seq + 1 });
  const many = Array.from({ length: 500 }, (_, i) => `${i}`.padEnd(2_000, "x"));
  const cut = running.when({ type: "safety.refuse", hash: null, lines: many }).one("safety.refused");
  t.true(safetyRefused.safeParse(cut).success);
  t.regex(cut.lines.at(-1) ?? "", /^and \d+ more$/);
});

test("a file that only says the same in other words is on the record by its own hash", (t) => {
  const reworded = { ...risk(1), hash: "f".repeat(64) };
  ranUnder(risk(1))
    .when(reload(reworded))
    .tells(t, ["safety.accepted", { hash: reworded.hash, changes: [] }]);
  t.is(given(submit(entry(1))).state.counts.approved, 1);
});
