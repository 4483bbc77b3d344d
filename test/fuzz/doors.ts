import { PROTOCOL_VERSION } from "../../src/gate/contract/frame.ts";
import { statusOf } from "../../src/gate/report/status.ts";
import type { Desk } from "../../src/gate/server/desk.ts";
import { AgentLease } from "../../src/gate/server/lease.ts";
import { FairQueue } from "../../src/gate/server/queue.ts";
import type { Side } from "../../src/gate/server/session.ts";
import { Sessions } from "../../src/gate/server/sessions.ts";
import type { AccountBinding } from "../../src/store/words/account.ts";
import { seededRandom } from "../../src/store/random.ts";
import { binding, entry, exit, idOf, listed, rule, shipped } from "../gate/facts.ts";
import { memoryJournal } from "../gate/memory.ts";
import { caller } from "../gate/server/hall.ts";
import { World } from "../gate/world.ts";
import { mutated } from "./mutate.ts";

let numbers = 0;
const frame = (method: string, params: object = {}): string =>
  JSON.stringify({ jsonrpc: "2.0", id: (numbers += 1), method, params });
const reason = "as I like";
const [ID, OTHER] = [idOf(1, 1), idOf(2, 2)];
const HELLO = frame("hello", { protocol: PROTOCOL_VERSION, client: "fuzz", journalId: null });

/** A whole frame of every verb that a door knows. */
export const FRAMES: Readonly<Record<Side, readonly string[]>> = {
  agent: [
    HELLO,
    frame("intent.submit", { intent: entry(1) }),
    frame("intent.submit", { intent: entry(2, { type: "limit", limitPrice: "99", timeInForce: "gtc" }) }),
    frame("intent.submit", { intent: exit(3) }),
    frame("intent.status", { intentId: ID }),
    frame("order.cancel", { clientOrderId: ID }),
    frame("stop.tighten", { positionId: ID, stopPrice: "96" }),
    frame("rule.tighten", { ruleId: "made-up", status: "paused", reason }),
    frame("proposal.submit", { document: rule("made-up"), rationale: reason }),
    frame("portfolio.get"),
    frame("rules.get"),
    frame("proposals.get"),
    frame("events.subscribe", { fromSeq: 1 }),
    frame("heartbeat"),
    frame("market.ack", { n: 1 }),
  ],
  operator: [
    HELLO,
    frame("status.get"),
    frame("equity.get", { limit: 10 }),
    frame("events.read", { fromSeq: null, limit: 5 }),
    frame("events.why", { id: ID }),
    frame("events.subscribe", { fromSeq: 1 }),
    frame("session.unlock", { passphrase: "guess" }),
    frame("trading.halt", { reason }),
    frame("trading.reduce", { reason }),
    frame("trading.resume", { reason }),
    frame("cash.move", { amount: "10", reference: reason }),
    frame("external.adopt", { symbol: "BTC/USD", ruleId: "trend", quantity: "1", stopPrice: "95" }),
    frame("order.adopt", { venueOrderId: "v-1", ruleId: "trend", stopPrice: "95" }),
    frame("position.close", { symbol: "BTC/USD" }),
    frame("account.flatten"),
    frame("proposal.accept", { proposalId: OTHER, reason }),
    frame("proposal.reject", { proposalId: OTHER, reason }),
    frame("rule.pause", { ruleId: "trend", reason }),
    frame("rule.resume", { ruleId: "trend", reason }),
    frame("rule.retire", { ruleId: "other", reason }),
    frame("rule.add", { document: rule("made-up"), rationale: reason }),
    frame("safety.reload"),
    frame("gate.stop", { leaveUnprotected: false }),
  ],
};

/** What came of so many frames. */
export interface Fuzzed {
  readonly frames: number;
  readonly refusals: Readonly<Record<string, number>>;
  readonly answers: number;
  readonly approved: number;
  /** What only a person may do, and did happen. */
  readonly loosened: readonly string[];
}

/** What no stranger on a door of a live gate may bring about. */
const LOOSENING = new Set([
  "hold.cleared",
  "rule.accepted",
  "safety.accepted",
  "cash.moved",
  "external.adopted",
  "arming.changed",
]);

/**
 * A live gate behind its sessions, one door of it kept busy with wrong frames. It has not been reconciled, so that a
 * frame which stayed whole is no reason to approve either. The journal forgets: only what must not happen is kept.
 */
export function fuzzDoor(side: Side, seed: string, count: number): Fuzzed {
  const live: AccountBinding = { ...binding, mode: "live", venue: "coinbase" };
  const loosened: string[] = [];
  const world = new World({ journal: forgetful(), binding: live }).tick([100, 101, 99, 100]);
  world.gate.execute({ type: "gate.start", protocol: PROTOCOL_VERSION, recoveredSeq: 0, instruments: listed });
  world.gate.execute({ type: "trading.halt", cause: "manual", reason: "held" });
  world.onEvent = ({ type }) => void (LOOSENING.has(type) && loosened.push(type));
  const clock = { ms: 1_000 };
  const turns: (() => void)[] = [];
  const queue = new FairQueue((work) => turns.push(work));
  const lease = new AgentLease({ gate: world.gate, monotonicMs: () => clock.ms });
  const sessions = new Sessions({
    desk: deskOf(world),
    lease,
    queue,
    monotonicMs: () => clock.ms,
    onAgent: () => {},
  });
  const random = seededRandom(seed, side);
  const refusals: Record<string, number> = {};
  let answers = 0;
  let { connection, refusals: said, answers: given } = caller();
  sessions.add(side, connection, null);
  sessions.line(connection, HELLO);
  for (let n = 0; n < count; n += 1) {
    sessions.line(connection, mutated(FRAMES[side], random));
    // Ten milliseconds a frame: below the rate, so that it is the parser that is tried and not the bucket.
    clock.ms += 10;
    while (queue.depth > 0) turns.shift()?.();
    if (n % 100 === 99) sessions.sweep();
    for (const each of said.splice(0)) refusals[each] = (refusals[each] ?? 0) + 1;
    answers += given.splice(0).length;
    if (n % 5_000 !== 4_999) continue;
    sessions.remove(connection);
    ({ connection, refusals: said, answers: given } = caller());
    sessions.add(side, connection, null);
    sessions.line(connection, HELLO);
  }
  return { frames: count, refusals, answers, approved: world.state.counts.approved, loosened };
}

/** A journal that gives back what it is given and keeps nothing: a million frames must not be told from a leak. */
function forgetful(): ReturnType<typeof memoryJournal> {
  let held = memoryJournal();
  let seq = 0;
  return {
    ...held,
    append(drafts) {
      if (held.events.length > 1_000) held = memoryJournal();
      const recorded = held.append(drafts);
      return recorded.map((event) => ({ ...event, seq: (seq += 1) }));
    },
    head: () => ({ seq, hash: "" }),
    saveSnapshot: () => {},
  };
}

function deskOf({ gate, time }: World): Desk {
  const greeting = { protocol: PROTOCOL_VERSION, journalId: "j", gateSeq: 0, pid: 1, binding, nextTick: 1, speed: 1 };
  return {
    gate,
    priorOf: () => null,
    hello: () => greeting,
    readEvents: () => [],
    story: () => [],
    acknowledge: () => {},
    isSupervised: false,
    knowsPassphrase: () => false,
    readSafety: () => shipped,
    stop: () => {},
    status: () =>
      statusOf(gate.state, {
        gate: { pid: 1, since: "", protocol: PROTOCOL_VERSION, journalId: "j", home: "" },
        agent: { connected: true, heartbeatAgeMs: 1, deadMan: "armed", deadManNext: null },
        speed: 1,
        now: time.now(),
        limits: gate.safety.limits,
      }),
  };
}
