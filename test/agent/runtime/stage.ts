import { createConnection } from "node:net";
import { join } from "node:path";
import type { ExecutionContext } from "ava";
import type { z } from "zod";
import type { AgentReport } from "../../../src/agent/runtime/report.ts";
import type { LearningMeans } from "../../../src/agent/runtime/options.ts";
import type { Plugins } from "../../../src/agent/strategy/plugin.ts";
import { type Agent, startAgent } from "../../../src/agent/runtime/startAgent.ts";
import { type AgentEventData, agentEvents, type AgentEventType } from "../../../src/store/events/agent.ts";
import { type Journal, openJournal } from "../../../src/store/journal/journal.ts";
import { parseInstruments } from "../../../src/store/market/instruments.ts";
import { simSource } from "../../../src/store/market/source/sim.ts";
import type { Tick } from "../../../src/store/market/source/source.ts";
import { seededRandom } from "../../../src/store/random.ts";
import type { AccountBinding } from "../../../src/store/words/account.ts";
import { FakeGate } from "../fakeGate.ts";
import type { Reply } from "../usualReply.ts";
import { ManualTimers } from "../manualTimers.ts";
import { ruleWith } from "../strategy/rule.ts";
import { tempDir } from "../../store/temp.ts";

export const EPOCH = Date.UTC(2026, 0, 1);
export const HISTORY = 30;
export const SIM: AccountBinding = {
  mode: "paper",
  venue: "paper",
  market: { kind: "sim", seed: "stage", epoch: EPOCH, historyBars: HISTORY },
  symbols: ["BTC/USD"],
  timeframe: "5m",
  currency: "USD",
};
export const INSTRUMENTS = parseInstruments(
  `instruments:
  - { symbol: BTC/USD, base: BTC, quote: USD, priceIncrement: "0.01", quantityIncrement: "0.00000001", minQuantity: "0.00000001", maxQuantity: "3400", minNotional: "1" }
`,
  "test",
);

/** The ticks that a gate on SIM closes, from the first after its history on. */
export function ticks(count: number): readonly Tick[] {
  const options = { seed: "stage", epoch: EPOCH, historyBars: HISTORY, symbols: SIM.symbols, timeframe: "5m" as const };
  const source = simSource({ ...options, priceIncrement: () => "0.01" });
  const all = Array.from({ length: HISTORY + count }, () => source.next());
  return all.filter((tick) => tick !== null).slice(HISTORY);
}

const STATS = {
  trades: 0,
  wins: 0,
  netPnl: "0",
  sumR: 0,
  sumR2: 0,
  intents: 0,
  denied: 0,
  lossStreak: 0,
  lastLossAt: null,
};
/** A rulebook of one rule that wants in at every candle. */
export const eager = (changes: Record<string, unknown> = {}, stats: object = STATS) => {
  const exit = { stop: "0.01 * close", ...(changes["exit"] as object) };
  return { document: ruleWith({ entry: "close > 0", ...changes, exit }).document, stats };
};
export const rulebook =
  (...rules: readonly object[]) =>
  (): Reply => ({ gateSeq: 0, rules });

export interface Stage {
  readonly gate: FakeGate;
  readonly path: string;
  readonly timers: ManualTimers;
  readonly journal: Journal;
  readonly reports: AgentReport[];
  readonly agent: Agent;
  /** Data of the agent's own events of that type, durable ones only. */
  told<Type extends AgentEventType>(type: Type): readonly AgentEventData<Type>[];
  report(): AgentReport | undefined;
}

export interface StageOptions {
  readonly script?: FakeGate["script"];
  /** An agent's journal of before. */
  readonly path?: string;
  readonly binding?: AccountBinding;
  readonly nextTick?: number | null;
  readonly wallClock?: () => number;
  readonly coinbaseUrl?: string;
  readonly before?: (gate: FakeGate) => void;
  readonly learning?: LearningMeans;
  readonly plugins?: Plugins;
}

export const newPath = (t: ExecutionContext): string => join(tempDir(t), "agent.db");

export function journalOn(path: string): Journal {
  let wall = 0;
  return openJournal({ path, journalId: "agent-test", wallClock: () => ++wall, pid: 1 });
}

/** An agent on a scripted gate, with a rule that wants in at every candle unless the script says otherwise. */
export async function stage(t: ExecutionContext, options: StageOptions = {}): Promise<Stage> {
  const gate = new FakeGate(t, options.binding ?? SIM, { "rules.get": rulebook(eager()), ...options.script });
  gate.nextTick = options.nextTick === undefined ? HISTORY : options.nextTick;
  options.before?.(gate);
  await gate.listen();
  const timers = new ManualTimers();
  const path = options.path ?? newPath(t);
  const journal = journalOn(path);
  const reports: AgentReport[] = [];
  const agent = startAgent({
    path: gate.path,
    client: "test agent",
    journal,
    instruments: INSTRUMENTS,
    connect: (path) => createConnection(path),
    setTimer: timers.setTimer,
    monotonicMs: timers.monotonicMs,
    wallClock: options.wallClock ?? (() => EPOCH),
    ...(options.coinbaseUrl === undefined ? {} : { coinbaseUrl: options.coinbaseUrl }),
    ...(options.learning === undefined ? {} : { learning: options.learning }),
    ...(options.plugins === undefined ? {} : { plugins: options.plugins }),
    random: seededRandom("chance"),
    onReport: (report) => reports.push(report),
  });
  t.teardown(async () => {
    agent.stop();
    await agent.done;
    const strange = journal.read(1).filter(({ type, data }) => {
      return !(agentEvents as Readonly<Record<string, z.ZodType>>)[type]?.safeParse(data).success;
    });
    journal.close();
    if (strange.length > 0) throw new Error(`not in the agent's vocabulary: ${JSON.stringify(strange[0])}`);
    if (gate.violations.length > 0) throw new Error(gate.violations.join("\n"));
  });
  const told = <Type extends AgentEventType>(type: Type) =>
    journal
      .read(1)
      .filter((event) => event.type === type)
      .map(({ data }) => data as AgentEventData<Type>);
  const world = { gate, path, timers, journal, reports, agent, told, report: () => reports.at(-1) };
  return world;
}

export const live = (on: Stage): Promise<void> => on.gate.until(() => on.report()?.state === "running");
export const acked = (on: Stage, n: number): Promise<void> =>
  on.gate.until(() => on.gate.sent("market.ack").some((params) => params["n"] === n));
