import { join } from "node:path";
import test from "ava";
import * as fc from "fast-check";
import { Refusal } from "../../../src/gate/contract/refusal.ts";
import type { GateJournal } from "../../../src/gate/heart/gate.ts";
import { recover, snapshotOf } from "../../../src/gate/heart/recover.ts";
import { evolve } from "../../../src/gate/mind/evolve.ts";
import { type GateState, initialState } from "../../../src/gate/mind/state.ts";
import type { GateEvent } from "../../../src/store/events/gate.ts";
import { openJournal } from "../../../src/store/journal/journal.ts";
import { tradingState } from "../../../src/store/words/hold.ts";
import { JOURNAL_ID } from "../../store/journal/world.ts";
import { tempDir } from "../../store/temp.ts";
import { BTC, entry, ETH, kill, SOL, submit } from "../facts.ts";
import { memoryJournal, type MemoryJournal } from "../memory.ts";
import { closesOf, type Move, ownMoves, wishOf } from "../property/moves.ts";
import { type Bars, FREE, reborn, World } from "../world.ts";

const RUNS = { numRuns: 60, seed: 20_260_106 };
const FLAT: Bars = { [BTC]: [100, 101, 99, 100], [ETH]: [100, 101, 99, 100], [SOL]: [100, 101, 99, 100] };

const round = (value: number): number => Math.round(value * 100) / 100;

/** The bars that lead to the closes of a move: from the last close, with a little more of a swing. */
function barsOf(state: GateState, move: Move): Bars {
  const swing = 1 + (move[1] % 60) / 1_000;
  const bars = Object.entries(closesOf(state, move)).map(([symbol, close]) => {
    const openAt = Number(state.marks[symbol]?.price ?? "100");
    return [
      symbol,
      [openAt, round(Math.max(openAt, close) * swing), round(Math.min(openAt, close) / swing), close],
    ] as const;
  });
  return Object.fromEntries(bars);
}

/** One step of a life. @throws Crash when the world dies in it. */
function step(world: World, n: number, move: Move): void {
  if (move[0] === "tick") return void world.tick(barsOf(world.state, move));
  const command = wishOf(world.state, n, move);
  if (command === null) return;
  try {
    world.gate.execute(command);
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason === "JOURNAL_UNWRITABLE") throw error;
  }
}

/** The journal of a process that dies at its `at`-th append from now: right before the disk has it, or right after. */
function mortal(journal: MemoryJournal, at: number, when: "before" | "after"): GateJournal {
  let appends = 0;
  return {
    ...journal,
    append: (drafts) => {
      if (drafts.length > 0) appends += 1;
      if (appends >= at && when === "before") throw new Error("died");
      const events = journal.append(drafts);
      if (appends >= at && drafts.length > 0) throw new Error("died");
      return events;
    },
  };
}

/** Ids are drawn anew by another process: everything else of the mind has to be the same, in whatever order. */
const DRAWN = new Set(["eventId", "correlationId", "seq", "since"]);
function undrawn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(undrawn);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).filter(([key]) => !DRAWN.has(key));
  return Object.fromEntries(kept.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([key, inner]) => [key, undrawn(inner)]));
}
const bare = ({ holds, proposals: _drawn, ...rest }: GateState): unknown =>
  undrawn({ ...rest, holds: holds.map(({ id: _id, ...hold }) => hold) });

const costs = { takerFeeBps: 60, makerFeeBps: 40, spreadBps: 2, slippageBps: 2 };
const begun = (journal: GateJournal = memoryJournal()): World => new World({ costs, journal }).tick(FLAT);

test("the mind is the fold of the journal, and nothing else", (t) => {
  fc.assert(
    fc.property(ownMoves, (moves) => {
      const world = begun();
      for (const [n, move] of moves.entries()) step(world, n, move);
      const events = (world.journal as MemoryJournal).events as readonly GateEvent[];
      const folded = events.reduce((state, event) => ({ ...evolve(state, event), seq: event.seq }), initialState);
      t.deepEqual(folded, world.state);
      t.deepEqual(recover(world.journal), world.state);
    }),
    RUNS,
  );
});

test("from a snapshot at any event the mind is the same as from the beginning", (t) => {
  fc.assert(
    fc.property(ownMoves, fc.nat(), (moves, pick) => {
      const world = begun();
      for (const [n, move] of moves.entries()) step(world, n, move);
      const journal = (world.journal as MemoryJournal).copy();
      const events = journal.events as readonly GateEvent[];
      const until = 1 + (pick % events.length);
      const state = events
        .slice(0, until)
        .reduce((before, event) => ({ ...evolve(before, event), seq: event.seq }), initialState);
      journal.saveSnapshot(until, snapshotOf(state));
      t.deepEqual(recover(journal), world.state);
    }),
    RUNS,
  );
});

test("a snapshot of another fold, or of another event than it says, is history's to replace", (t) => {
  const world = begun();
  const journal = (world.journal as MemoryJournal).copy();
  const wrong = { ...world.state, cash: "1" };
  journal.saveSnapshot(world.state.seq, JSON.stringify({ foldVersion: -1, state: wrong }));
  t.deepEqual(recover(journal), world.state);
  journal.saveSnapshot(world.state.seq - 1, snapshotOf(wrong));
  t.deepEqual(recover(journal), world.state);
});

test("a journal that lacks an event is not guessed at", (t) => {
  const { journal } = begun();
  const gap: GateJournal = { ...journal, replay: () => [] };
  t.throws(() => recover(gap), { message: /is missing from the journal/ });
});

for (const when of ["before", "after"] as const) {
  test(`a gate that dies at any append, right ${when} the disk has it, goes on as the gate that never died`, (t) => {
    let died = 0;
    fc.assert(
      // The first append of a process is its look at the venue, before anything is asked of it.
      fc.property(ownMoves, fc.integer({ min: 2, max: 45 }), (moves, at) => {
        const [whole, start] = [begun(), begun()];
        const journal = (start.journal as MemoryJournal).copy();
        let world = new World({ journal: mortal(journal, at, when), nextId: start.nextId });
        for (const [n, move] of moves.entries()) {
          const before = whole.state;
          step(whole, n, move);
          try {
            step(world, n, move);
          } catch {
            died += 1;
            world = reborn(world, journal.copy());
            again(world, n, move, before);
          }
        }
        t.deepEqual(bare(world.state), bare(whole.state));
      }),
      RUNS,
    );
    t.true(died > RUNS.numRuns / 3, `${died} deaths`);
  });
}

/** What was under way when the process died is asked for again, as a client that got no answer does. */
function again(world: World, n: number, move: Move, before: GateState): void {
  if (move[0] === "tick") {
    if (world.state.nextTick === before.nextTick) world.tick(barsOf(before, move));
    return;
  }
  const command = wishOf(before, n, move);
  if (command === null || (command.type === "account.flatten" && isAsked(world, before))) return;
  try {
    world.gate.execute(command);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}

const isAsked = (world: World, before: GateState): boolean =>
  world.journal.read(before.seq + 1).some(({ type }) => type === "flatten.requested");

test("holds, baselines and the day outlive the process", (t) => {
  const world = begun();
  world.gate.execute(kill);
  const { holds, day, peakEquity } = world.state;
  const alive = reborn(world);
  t.is(tradingState(alive.state.holds), "halted");
  t.deepEqual(
    { holds: alive.state.holds, day: alive.state.day, peakEquity: alive.state.peakEquity },
    { holds, day, peakEquity },
  );
});

test("a cancel that was asked for before the crash is asked for again, and an order that may not have left is there", (t) => {
  const journal = memoryJournal();
  const world = begun(journal);
  const intent = submit(entry(1, { type: "limit", limitPrice: "99", timeInForce: "gtc" }));
  const dying = new World({ journal: mortal(journal, 2, "after"), nextId: world.nextId });
  t.throws(() => dying.gate.execute(intent));
  const alive = reborn(world, journal.copy());
  t.is(Object.values(alive.state.orders)[0]?.state, "accepted");
  const killed = alive.journal as MemoryJournal;
  const struck = new World({ journal: mortal(killed, 2, "after"), nextId: world.nextId });
  t.throws(() => struck.gate.execute(kill));
  const last = reborn(world, killed.copy());
  t.deepEqual(last.state.orders, {});
  t.deepEqual(
    last.published.map(({ type }) => type),
    ["order.canceled", "gate.reconciled"],
  );
});

test("a memory that fails stops everything: nothing acts that is not durable, and nothing after it", (t) => {
  const journal = memoryJournal();
  const world = begun(journal);
  journal.breakDown();
  const before = world.state;
  for (let i = 0; i < 2; i += 1) {
    const error = t.throws(() => world.gate.execute(submit(entry(1))), { instanceOf: Refusal });
    t.is(error.reason, "JOURNAL_UNWRITABLE");
  }
  t.is(world.state, before);
});

test("on a real journal the gate dies, is born again and knows everything", (t) => {
  const path = join(tempDir(t), "gate.db");
  const journalOf = () => openJournal({ path, journalId: JOURNAL_ID, wallClock: () => 1, pid: 1 });
  const first = journalOf();
  const world = new World({ journal: first, costs: FREE }).tick(FLAT);
  world.gate.execute(submit(entry(1, { targetPrice: "110" })));
  world.tick(FLAT);
  world.gate.snapshot();
  world.tick(FLAT);
  const { state } = world;
  first.close();
  const second = journalOf();
  t.teardown(() => second.close());
  const alive = new World({ journal: second, nextId: world.nextId });
  t.deepEqual(alive.state, { ...state, seq: state.seq + 1 }, "and it has looked at the venue");
  alive.tick({ [BTC]: [100, 111, 99, 110] });
  t.is(alive.state.trades, 1);
});
