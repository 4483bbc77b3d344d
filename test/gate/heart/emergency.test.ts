import test from "ava";
import { Refusal } from "../../../src/gate/contract/refusal.ts";
import { takeOverNotes } from "../../../src/gate/heart/emergency.ts";
import { recover } from "../../../src/gate/heart/recover.ts";
import type { EmergencyNotes } from "../../../src/store/emergency.ts";
import type { Draft } from "../../../src/store/events/envelope.ts";
import { orderIdOf } from "../../../src/store/ids.ts";
import { tradingState } from "../../../src/store/words/hold.ts";
import { entry, flatten, idOf, kill, resume, submit, T0 } from "../facts.ts";
import { entryId } from "../given.ts";
import { memoryJournal } from "../memory.ts";
import { rebornAt, RemoteWorld } from "../venue/remoteWorld.ts";
import { World } from "../world.ts";

/** Notes without a disk; full from the start if asked. */
function paper(isFull = false): EmergencyNotes & { readonly lines: readonly Draft[] } {
  const lines: Draft[] = [];
  return {
    lines,
    read: () => [...lines],
    note: (drafts) => !isFull && lines.push(...drafts) > 0,
    clear: () => void lines.splice(0),
    close: () => {},
  };
}

const resting = (n: number) => submit(entry(n, { type: "limit", limitPrice: "98", timeInForce: "gtc" }));

/** A live account with a position and a resting entry, whose disk is full from now on. */
async function broken(isFull = false) {
  const notes = paper(isFull);
  const armed = { is: true };
  const world = new RemoteWorld(undefined, { notes, disarm: () => (armed.is = false), goesOn: true });
  await (await world.pass(3)).run(submit(entry(1)));
  world.exchange.fill(world.exchange.venueId(entryId(1)), "2", "100");
  await (
    await world.pass(3)
  ).run(submit(entry(2, { ruleId: "other", type: "limit", limitPrice: "98", timeInForce: "gtc" })));
  await world.pass(3);
  world.journal.breakDown();
  return { world, notes, armed };
}
const refusalOf = (work: () => unknown): string => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
  return "none";
};

test("a memory that cannot be written halts at once, disarms the next start, and takes every entry back", async (t) => {
  const { world, armed } = await broken();
  t.is(
    refusalOf(() => world.gate.execute(resting(3))),
    "JOURNAL_UNWRITABLE",
  );
  await world.pass(3);
  t.false(armed.is);
  t.is(tradingState(world.state.holds), "halted");
  t.deepEqual(world.exchange.canceled, [world.exchange.venueId(entryId(2))]);
  t.false(world.exchange.placed.includes(entryId(3)));
  t.is(
    refusalOf(() => world.gate.execute(resume)),
    "JOURNAL_UNWRITABLE",
    "nothing loosens meanwhile",
  );
});

test("without its memory a gate still flattens: under the ids it would have used, noted before they leave", async (t) => {
  const { world, notes } = await broken();
  const exitId = orderIdOf(entryId(1), "exit", 0);
  world.gate.execute(flatten());
  await world.pass(5);
  t.is(world.exchange.placed.at(-1), exitId);
  t.true(
    notes.lines.some(
      ({ type, data }) => type === "order.submitted" && (data as { clientOrderId: string }).clientOrderId === exitId,
    ),
  );
  world.exchange.fill(world.exchange.venueId(exitId), "2", "99");
  await world.pass(5);
  t.deepEqual(world.state.positions, {});
});

test("what is seen elsewhere ends no gate that has lost its memory, and is seen anew once that is back", async (t) => {
  const { world, notes } = await broken();
  world.journal.mend();
  world.gate.execute({ type: "exposure.watch", sources: ["deribit"] });
  world.journal.breakDown();
  const see = { type: "exposure.see", source: "deribit", positions: [] } as const;
  t.is(
    refusalOf(() => world.gate.execute({ ...see, at: T0 })),
    "none",
    "also where it is the first to meet the full disk",
  );
  world.gate.execute({ ...see, at: T0 + 1 });
  t.like(world.state.seen["deribit"], { at: T0 + 1 });
  t.false(notes.lines.some(({ type }) => type === "exposure.seen"));
  world.journal.mend();
  t.true(world.gate.takeOver());
  t.is(world.state.seen["deribit"], null);
});

test("a stop that the gate runs works without the memory as well", async (t) => {
  const { world } = await broken();
  world.exchange.change(world.exchange.venueId(orderIdOf(entryId(1), "stop", 0)), { status: "canceled" });
  world.quote("90");
  await world.pass(15);
  world.quote("90");
  await world.pass(5);
  t.is(world.exchange.placed.at(-1), orderIdOf(entryId(1), "exit", 0));
});

test("once the disk is back the notes are on the record, and the mind is its fold again", async (t) => {
  const { world, notes } = await broken();
  world.gate.execute(flatten());
  await world.pass(5);
  t.false(world.gate.takeOver());
  world.journal.mend();
  t.true(world.gate.takeOver());
  t.deepEqual(notes.lines, []);
  t.is(world.gate.failure, null);
  t.true(world.types().includes("gate.recovered"));
  const exitId = orderIdOf(entryId(1), "exit", 0);
  world.exchange.fill(world.exchange.venueId(exitId), "2", "99");
  await world.pass(5);
  t.is(world.data("position.closed").length, 1);
  t.is(tradingState(world.state.holds), "halted", "a person looks first");
  t.is(world.state.cash, world.exchange.balance["USD"] ?? "");
  const alive = await rebornAt(world).pass(3);
  t.deepEqual(alive.state.positions, {});
});

test("a gate that dies in the emergency knows at its next start what it did, and does it no second time", async (t) => {
  const { world, notes } = await broken();
  world.gate.execute(flatten());
  await world.pass(5);
  const { placed } = world.exchange;
  const sent = [...placed];
  world.journal.mend();
  t.true(takeOverNotes(world.journal, notes, { cause: "started", now: T0, id: idOf(1, 77) }));
  const alive = await rebornAt(world).pass(5);
  t.deepEqual(placed, sent);
  t.is(alive.state.orders[orderIdOf(entryId(1), "exit", 0)]?.state, "accepted");
});

test("notes that were taken over before are not taken over again", async (t) => {
  const { world, notes } = await broken();
  world.gate.execute(flatten());
  world.journal.mend();
  const word = { cause: "started", now: T0 };
  const copy = paper();
  copy.note(notes.read());
  t.true(takeOverNotes(world.journal, notes, { ...word, id: idOf(1, 77) }));
  const { seq } = world.journal.head();
  t.true(takeOverNotes(world.journal, copy, { ...word, id: idOf(2, 77) }));
  t.is(world.journal.head().seq, seq);
  t.deepEqual(copy.lines, []);
});

test("where not even a note can be made only cancels leave", async (t) => {
  const { world } = await broken(true);
  const { length } = world.exchange.placed;
  world.gate.execute(flatten());
  await world.pass(5);
  t.is(world.exchange.placed.length, length);
  t.true(world.exchange.canceled.includes(world.exchange.venueId(entryId(2))));
});

test("no snapshot is taken of a mind that is not on the record", async (t) => {
  const { world } = await broken(true);
  world.gate.execute(kill);
  world.gate.snapshot();
  t.is(world.journal.loadSnapshot(), null);
  world.journal.mend();
  world.gate.takeOver();
  world.gate.snapshot();
  t.deepEqual(recover(world.journal), world.state);
});

test("what could not even be noted is not forgotten: once the disk is back a person looks first", async (t) => {
  const { world } = await broken(true);
  world.gate.execute(kill);
  world.journal.mend();
  t.true(world.gate.takeOver());
  t.is(tradingState(world.state.holds), "halted");
  t.deepEqual(recover(world.journal).holds, world.state.holds);
});

test("where the market stands still without the gate it ends instead, halted for the next start", (t) => {
  const notes = paper();
  const armed = { is: true };
  const journal = memoryJournal();
  const world = new World({ journal, emergency: { notes, disarm: () => (armed.is = false), goesOn: false } });
  world.tick([100, 101, 99, 100]);
  journal.breakDown();
  t.is(
    refusalOf(() => world.gate.execute(submit(entry(1)))),
    "JOURNAL_UNWRITABLE",
  );
  t.false(armed.is);
  t.is(
    refusalOf(() => world.gate.execute(flatten())),
    "JOURNAL_UNWRITABLE",
  );
  t.deepEqual(
    notes.lines.map(({ type }) => type),
    ["hold.placed"],
  );
});
