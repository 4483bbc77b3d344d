import test from "ava";
import { Gate } from "../../../src/gate/heart/gate.ts";
import { TickTime } from "../../../src/gate/heart/marketTime.ts";
import { PaperVenue } from "../../../src/gate/venue/paper.ts";
import { Refusal } from "../../../src/gate/contract/refusal.ts";
import type { Venue } from "../../../src/gate/venue/venue.ts";
import type { GateEvent } from "../../../src/store/events/gate.ts";
import {
  CANDLE_MS,
  counted,
  entry,
  kill,
  open,
  resume,
  safetyWith,
  shipped,
  submit,
  T0,
  tick,
  instrument,
} from "../facts.ts";
import { memoryJournal, type MemoryJournal } from "../memory.ts";
import { FREE, World } from "../world.ts";

const FLAT = [100, 101, 99, 100] as const;
const resting = (n: number) => submit(entry(n, { type: "limit", limitPrice: "98", timeInForce: "gtc" }));

/** A gate whose reader and whose venue the test writes. */
function gateWith(publish: (event: GateEvent, gate: Gate) => void, journal = memoryJournal()) {
  const time = new TickTime(T0);
  const sent: string[] = [];
  const venue: Venue = {
    submit: ({ clientOrderId }) => void sent.push(clientOrderId),
    cancel: (clientOrderId) => void sent.push(`cancel ${clientOrderId}`),
    restore: () => {},
    look: () => {},
  };
  const gate: Gate = new Gate({
    journal,
    safety: shipped,
    timeframe: "5m",
    time,
    nextId: counted(),
    publish: (event) => publish(event, gate),
  });
  gate.connect(venue);
  gate.execute(open);
  time.moveTo(T0 + CANDLE_MS);
  gate.execute(tick(0));
  return { gate, sent, journal, venue };
}

test("a command from within a command is refused by name, and the one under way is carried out whole", (t) => {
  const caught: unknown[] = [];
  const { gate, sent } = gateWith((event, inner) => {
    if (event.type !== "intent.approved") return;
    try {
      inner.execute(kill);
    } catch (error) {
      caught.push(error);
    }
  });
  gate.execute(submit(entry(1)));
  t.is(sent.length, 1);
  t.true(caught[0] instanceof RangeError);
  t.regex(String(caught[0]), /trading\.halt came while another command is carried out/);
  t.deepEqual(gate.state.holds, []);
});

test("a reader that cannot be shown an event does not keep the order from leaving, and is spoken of", (t) => {
  const { gate, sent } = gateWith((event) => {
    if (event.type === "order.submitted") throw new Error("the reader is gone");
  });
  t.throws(() => gate.execute(submit(entry(1))), { message: "the reader is gone" });
  t.is(sent.length, 1);
  t.is(gate.failure, null);
  gate.execute(kill);
  t.is(gate.state.holds.length, 1);
});

test("a hand that fails ends everything: what is on the record and what has happened may differ", (t) => {
  const { gate, venue } = gateWith(() => {});
  venue.submit = () => {
    throw new Error("no hand");
  };
  t.throws(() => gate.execute(submit(entry(1))), { message: "no hand" });
  t.is(gate.failure?.message, "no hand");
  const after = t.throws(() => gate.execute(resume), { instanceOf: Refusal });
  t.is(after.reason, "INTERNAL");
});

test("an outcome that cannot be booked is not forgotten: the gate ends instead", (t) => {
  const { gate } = gateWith(() => {});
  gate.execute(submit(entry(1)));
  gate.report({ type: "venue.accepted", clientOrderId: entry(1).intentId, venueOrderId: 1n as never });
  t.throws(() => gate.drain());
  t.not(gate.failure, null);
});

test("a snapshot that cannot be written does not make a command look refused", (t) => {
  const journal = memoryJournal();
  const { gate, sent } = gateWith(() => {}, {
    ...journal,
    saveSnapshot: () => {
      throw new Error("the disk is full");
    },
  });
  t.notThrows(() => gate.snapshot());
  gate.execute(submit(entry(1)));
  t.is(sent.length, 1);
});

test("a kill before there is a hand is on the record at once, and carried out when the hand is there", (t) => {
  const dead = new World().tick(FLAT);
  dead.gate.execute(resting(1));
  const journal = (dead.journal as MemoryJournal).copy();
  const time = new TickTime(dead.time.now());
  const gate: Gate = new Gate({
    journal,
    safety: shipped,
    timeframe: "5m",
    time,
    nextId: dead.nextId,
    publish: () => {},
  });
  t.notThrows(() => gate.execute(kill));
  t.is(Object.values(gate.state.orders)[0]?.state, "pending_cancel");
  gate.connect(new PaperVenue({ costs: FREE, instrument, now: time.now, report: (outcome) => gate.report(outcome) }));
  t.deepEqual(gate.state.orders, {});
});

test("limits that were tightened bind the very next intent", (t) => {
  const world = new World().tick(FLAT);
  const tighter = {
    ...safetyWith((of) => ({ ...of, stops: { ...of.stops, maxRiskPct: 0.01 } })),
    hash: "e".repeat(64),
  };
  world.start();
  world.gate.execute(resting(1));
  t.is(world.state.counts.approved, 1);
  world.gate.execute({ type: "safety.reload", safety: tighter, by: "operator" });
  t.is(world.gate.safety, tighter);
  world.gate.execute(resting(2));
  t.is(world.state.counts.approved, 1);
  t.true(world.data("intent.denied")[0]?.denials.includes("RISK_PER_TRADE"));
  const looser = { ...safetyWith((of) => ({ ...of, stops: { ...of.stops, maxRiskPct: 5 } })), hash: "d".repeat(64) };
  const refused = t.throws(() => world.gate.execute({ type: "safety.reload", safety: looser, by: "operator" }));
  t.regex(refused?.message ?? "", /stops\.maxRiskPct 0\.01 → 5 \(looser/);
  t.is(world.gate.safety, tighter, "what was refused is not in force");
});
