import { CandleHistory } from "../../../src/agent/learning/candleHistory.ts";
import type { CycleEnd } from "../../../src/agent/learning/cycleOrder.ts";
import { evolutionAfter, type EvolutionMemory, noEvolution } from "../../../src/agent/learning/evolutionBook.ts";
import { PauseBook } from "../../../src/agent/learning/pauseBook.ts";
import { Evolver } from "../../../src/agent/learning/evolver.ts";
import { noRulings, type Rulings, rulingsAfter } from "../../../src/agent/learning/rulings.ts";
import {
  noSettings,
  settingsAfterAgent,
  settingsAfterGate,
  type SettingsMemory,
} from "../../../src/agent/learning/settingsBook.ts";
import { GateRefusal } from "../../../src/agent/gateClient/problem.ts";
import type { Memory } from "../../../src/agent/runtime/memory.ts";
import type { AgentCall } from "../../../src/agent/runtime/submit.ts";
import type { RefusalReason } from "../../../src/gate/contract/refusal.ts";
import type { ProposalRow } from "../../../src/gate/contract/rulebook.ts";
import type { Beliefs } from "../../../src/loops/trade/beliefs.ts";
import { idOfName } from "../../../src/store/ids.ts";
import type { RuleDocument } from "../../../src/store/rules/document.ts";
import { type LoopBudget, USUAL_LOOPS } from "../../../src/store/settings/budget.ts";
import type { LoopSettingName } from "../../../src/store/settings/loopSetting.ts";
import { DAY_MS, HOUR_MS } from "../../../src/store/time.ts";
import type { RuleProposal } from "../../../src/store/words/proposal.ts";
import { INSTRUMENTS } from "../runtime/stage.ts";
import { proposing as proposingBeside } from "./proposed.ts";
import { ruleWith } from "../strategy/rule.ts";

export const FROM = Date.UTC(2026, 0, 1);
export const trend = ruleWith({ id: "trend", status: "active" }).document;

/** The same rule with another entry: `n` tells one from another. */
export const variant = (n: number, change: Partial<RuleDocument> = {}): RuleDocument => ({
  ...trend,
  version: trend.version + 1,
  status: "probation",
  entry: `close > ${1_000 + n}`,
  ...change,
});

/** A proposal as the gate has it. */
export const proposalOf = (document: RuleDocument, change: Partial<RuleProposal> = {}): RuleProposal => ({
  proposalId: idOfName(`proposal of ${document.entry} ${document.status}`),
  kind: "rule.replace",
  document,
  direction: "loosen",
  filedBy: "agent",
  filedAt: FROM,
  expiresAt: FROM + 30 * DAY_MS,
  rationale: "because",
  ...change,
});

/** What a cycle that proposes that document came to. */
export const proposing = (document: RuleDocument): CycleEnd => proposingBeside(document, trend, FROM);

type LoopSettings = Readonly<Partial<Record<LoopSettingName, string>>>;

export interface Asked {
  readonly verb: string;
  readonly params: Readonly<Record<string, unknown>>;
}

/** Loop 2 over a gate by script: its answers, what it was asked, and what the two journals say. */
export class LoopStage {
  readonly asked: Asked[] = [];
  /** The agent's own journal: each with the type of what it was caused by, if that is one of its own. */
  readonly told: { readonly type: string; readonly data: unknown; readonly causedBy: string | null }[] = [];
  readonly said: string[] = [];
  held = "";
  cycles = 0;
  /** What the gate lists. */
  rows: ProposalRow[] = [];
  /** What the gate says to a filing: its no, or a yes. */
  refuses: RefusalReason | null = null;
  beliefs: Beliefs = {};
  readonly pauses = new PauseBook();
  settings: SettingsMemory = noSettings;
  /** What the settings file says; null: it cannot be written. */
  kept: LoopSettings | null = {};
  /** How often it was asked to be written. */
  keptAskings = 0;
  #ends: ((end: CycleEnd) => void) | null = null;
  #evolution: EvolutionMemory = noEvolution;
  #rulings: Rulings = { ...noRulings, openedAt: FROM, rules: { trend } };
  #n = 100;
  readonly #history = new CandleHistory();
  readonly #evolver: Evolver;

  constructor(budget: Partial<LoopBudget> = {}) {
    for (let i = 0; i < this.#n; i++) this.#show(i);
    const history = this.#history;
    this.#evolver = new Evolver({
      memory: { tell: this.#tell },
      call: this.#call,
      say: (line) => void this.said.push(line),
      known: () => ({
        evolution: this.#evolution,
        rulings: this.#rulings,
        beliefs: this.beliefs,
        pauses: this.pauses,
        settings: this.settings,
      }),
      hintsOf: () => [],
      keepSetting: ({ key, value, before }) => {
        this.keptAskings += 1;
        if (this.kept === null) throw new Error("the disk is full");
        if ((this.kept[key] ?? before) === before) this.kept = { ...this.kept, [key]: value };
        return this.kept[key] ?? value;
      },
      history,
      instruments: INSTRUMENTS,
      symbols: ["BTC/USD"],
      candleMs: HOUR_MS,
      hasPlugin: (ruleId) => ruleId === "plugged",
      costs: () => ({ takerFeeBps: 1, makerFeeBps: 1, spreadBps: 1, slippageBps: 1 }),
      budget: { ...USUAL_LOOPS, everyTrades: 1, everyHours: 0, ...budget },
      startCycle: () => {
        this.cycles += 1;
        const { promise: done, resolve } = Promise.withResolvers<CycleEnd>();
        this.#ends = resolve;
        return { done, cancel: () => {} };
      },
      waits: false,
      seed: "seed",
      remedy: () => "",
      monotonicMs: () => 0,
      onProgress: () => {},
      onHeld: (text) => (this.held = text),
    });
  }

  #show(n: number): void {
    this.#history.push("BTC/USD", { ts: FROM + n * HOUR_MS, open: 1, high: 1, low: 1, close: 1, volume: 1 });
  }

  /** An event of the gate reaches the agent. */
  gate(type: string, data: unknown): void {
    const id = idOfName(`event of the gate ${type} ${JSON.stringify(data)}`);
    this.#rulings = rulingsAfter(this.#rulings, { ts: FROM, type, data });
    this.settings = settingsAfterGate(this.settings, { type, data, id, correlationId: id });
  }

  /** The agent's own journal says so, by this process or by one before it. */
  tell(type: string, data: unknown): void {
    this.#tell(type as never, data as never);
  }

  /** So many candles close, one after the other. */
  async candles(count = 1): Promise<void> {
    for (let i = 0; i < count; i++) {
      await this.#evolver.step(FROM + this.#n * HOUR_MS);
      this.#show(this.#n++);
    }
  }

  /** A trade closes, a cycle begins and ends like that. */
  async cycle(end: CycleEnd): Promise<void> {
    this.gate("position.closed", {});
    await this.candles();
    this.#ends?.(end);
    await Promise.resolve();
    await this.candles();
  }

  /** Frames of that verb that reached the gate. */
  sent = (verb: string): Asked[] => this.asked.filter((each) => each.verb === verb);
  /** The agent's own events of that type. */
  events = (type: string): unknown[] => this.told.filter((each) => each.type === type).map(({ data }) => data);

  readonly #tell = ((type: string, data: unknown, cause?: { readonly id: string }) => {
    const causedBy = this.told.find((_each, n) => idOfName(`event ${n + 1}`) === cause?.id)?.type ?? null;
    this.told.push({ type, data, causedBy });
    const id = idOfName(`event ${this.told.length}`);
    this.#evolution = evolutionAfter(this.#evolution, { type, data, id, correlationId: id });
    this.settings = settingsAfterAgent(this.settings, { type, data, id, correlationId: id });
    return { id, correlationId: id };
  }) as Memory["tell"];

  readonly #call = ((verb: string, params: Asked["params"]) => {
    this.asked.push({ verb, params });
    if (verb === "proposals.get") return Promise.resolve({ proposals: this.rows });
    if (this.refuses !== null) return Promise.reject(new GateRefusal(this.refuses, "", `no: ${this.refuses}`));
    return Promise.resolve({ proposalId: idOfName("filed"), direction: "loosen" });
  }) as AgentCall;
}
