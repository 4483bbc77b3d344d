import { PauseBook } from "../../src/agent/learning/pauseBook.ts";
import { PAUSED, skippedBy } from "../../src/loops/counterfactual/blocked.ts";
import { evolutionAfter, type EvolutionMemory, noEvolution } from "../../src/agent/learning/evolutionBook.ts";
import { parentsAmong } from "../../src/agent/learning/due.ts";
import { promotionDue } from "../../src/agent/learning/promote.ts";
import { steering } from "../../src/agent/learning/review.ts";
import { noRulings, type Rulings, rulingsAfter } from "../../src/agent/learning/rulings.ts";
import { type CycleOutcome, runCycle } from "../../src/loops/evolution/cycle.ts";
import { type Operator, pick } from "../../src/loops/evolution/operator.ts";
import { resultOf } from "../../src/loops/evolution/result.ts";
import { momentsOf, sharpeOf } from "../../src/loops/statistics/moments.ts";
import { type Beliefs, learn, type Tightening } from "../../src/loops/trade/beliefs.ts";
import { idOfName } from "../../src/store/ids.ts";
import { PROBATION_PCT, type RuleDocument, type RuleStatus } from "../../src/store/rules/document.ts";
import { fingerprint } from "../../src/store/rules/fingerprint.ts";
import { DAY_MS } from "../../src/store/time.ts";
import { type TurningWorld, variantRule } from "./turningWorld.ts";

/** What runs: nothing, loop 1, both loops; or what a careless program would do in place of loop 2. */
export type Learning = "off" | "loop 1" | "both" | "naive";

/** Days that a cycle looks back on, and days between two cycles. */
export const WINDOW = 400;
export const EVERY = 100;
/** What of its size a rule has by its status; in pause it is followed without money. */
const WEIGHT: Readonly<Record<RuleStatus, number>> = {
  active: 1,
  probation: PROBATION_PCT / 100,
  paused: 0,
  retired: 0,
};

export interface Lived {
  /** Net R of the account. */
  readonly net: number;
  readonly cycles: number;
  readonly proposals: number;
  readonly promotions: number;
  readonly rollbacks: number;
}

/** Lives all days of a world. The person accepts whatever is proposed. */
export function lived(world: TurningWorld, learning: Learning): Lived {
  const account = new Account(world);
  for (let day = 0; day < world.plan.days; day++) {
    account.trade(day, learning === "loop 1" || learning === "both");
    const isDue = day + 1 >= WINDOW && (day + 1 - WINDOW) % EVERY === 0;
    if (isDue && learning === "both") account.evolve(day + 1);
    if (isDue && learning === "naive") account.takeBest(day + 1);
  }
  const { done, proposed, promoted } = account.evolution;
  return {
    net: account.net,
    cycles: done,
    proposals: proposed,
    promotions: promoted.length,
    rollbacks: account.rollbacks,
  };
}

/** An account whose rulebook and memory are folded from the events that gate and agent would have told. */
class Account {
  net = 0;
  rollbacks = 0;
  evolution: EvolutionMemory = noEvolution;
  readonly #world: TurningWorld;
  #rulings: Rulings = noRulings;
  #beliefs: Beliefs = {};
  readonly #pauses = new PauseBook();
  #told = 0;

  constructor(world: TurningWorld) {
    this.#world = world;
    for (let variant = 1; variant <= world.plan.first; variant++)
      this.#gate("rule.accepted", { document: variantRule(`rule-${variant}`, variant), by: "operator" });
  }

  trade(day: number, isWatched: boolean): void {
    for (const document of Object.values(this.#rulings.rules)) {
      const r = this.#world.resultOn(document, day);
      this.net += WEIGHT[document.status] * r;
      if (isWatched) this.#learn(document, r);
    }
    if (isWatched) this.#promote();
  }

  /** One cycle of loop 2 over the days before; what it proposes is put before the person, who takes it. */
  evolve(day: number): void {
    const { at, evaluate, plan } = this.#world;
    const incumbents = parentsAmong(this.#rulings, { candleMs: DAY_MS, hasPlugin: () => false });
    const cycle = this.evolution.begun + 1;
    const steered = steering(this.evolution);
    const cut = { from: at(day - WINDOW), to: at(day), periodMs: DAY_MS };
    const seed = `${plan.name} ${plan.seed} ${cycle}`;
    const { refused } = this.#rulings;
    const count = this.#world.variants;
    const begun = {
      cycle,
      because: "trades",
      at: at(day),
      trades: 0,
      seed,
      cut,
      incumbents,
      count,
      ...steered,
      refused,
    };
    this.#agent("evolution.started", begun);
    const outcome: CycleOutcome = runCycle(
      {
        seed,
        cut,
        soil: { incumbents, hints: [], symbols: [], timeframes: [] },
        breeding: { operators: [this.#pool()], count },
        ledger: this.evolution.ledger,
        calibration: steered.calibration,
        leastImprovement: steered.leastImprovement,
        covered: () => ({ share: 1, symbol: "BTC/USD" }),
      },
      evaluate,
    );
    this.#agent("evolution.ended", { cycle, how: "done", why: "", result: resultOf(outcome), followed: [] });
    const proposed = outcome.proposal?.candidate;
    if (proposed === undefined) return;
    const proposalId = this.#accept(proposed.document);
    this.#agent("evolution.filed", { cycle, fingerprint: proposed.fingerprint, proposalId, refused: null });
  }

  /** The careless twin: whatever was best on the days before takes the place of the rule that was worst there, whole. */
  takeBest(day: number): void {
    const { at, evaluate } = this.#world;
    const onPast = (document: RuleDocument): number => {
      const { trades } = evaluate({ document, from: at(day - WINDOW), to: at(day), costFactor: 1 });
      return sharpeOf(momentsOf(trades.map(({ r }) => r)));
    };
    const standing = Object.values(this.#rulings.rules);
    const held = new Set(standing.map((each) => each.params["variant"]?.value));
    const worst = standing.toSorted((a, b) => onPast(a) - onPast(b))[0]!;
    const others = Array.from({ length: this.#world.variants }, (_, i) => i + 1).filter((each) => !held.has(each));
    const sharpes = new Map(others.map((each) => [each, onPast(variantRule(worst.id, each))]));
    const best = others.reduce((one, each) => (sharpes.get(each)! > sharpes.get(one)! ? each : one));
    this.#gate("rule.accepted", {
      document: { ...variantRule(worst.id, best), version: worst.version + 1 },
      by: "operator",
    });
  }

  #learn(document: RuleDocument, r: number): void {
    const { id: ruleId, version: ruleVersion, status } = document;
    if (status === "paused") {
      const shadow = { ruleId, ruleVersion, by: [skippedBy(PAUSED)], outcome: "closed", r };
      this.#pauses.hear({ type: "counterfactual.resolved", data: shadow });
      return;
    }
    const print = fingerprint(document);
    const made = this.evolution.filed.findLast((each) => each.fingerprint === print);
    const promised = { expectedR: made?.expectedR ?? 0 };
    const fact = { ruleId, ruleVersion, regime: null, r, promised, status };
    const { beliefs, tightening } = learn(this.#beliefs, fact);
    this.#beliefs = beliefs;
    if (tightening !== null) this.#tighten(tightening);
  }

  /** As the agent asks: on probation back to what it was before the loops changed it, else one step less. */
  #tighten({ ruleId, ruleVersion, status, reason }: Tightening): void {
    this.#agent("rule.doubted", { ruleId, ruleVersion, status });
    this.#pauses.hear({ type: "rule.doubted", data: { ruleId, ruleVersion, status } });
    const former = this.#rulings.former[ruleId];
    if (status === "probation" || former === undefined) {
      this.#gate("rule.status_changed", { ruleId, status, by: "agent", reason });
      return;
    }
    const version = this.#rulings.rules[ruleId]!.version + 1;
    // What was paused when it was replaced stays so: the gate's own law.
    const to = former.status === "paused" ? "paused" : "probation";
    this.#gate("rule.rolled_back", { document: { ...former, version, status: to }, by: "agent", reason });
    this.rollbacks += 1;
  }

  #promote(): void {
    if (Object.values(this.#rulings.rules).every(({ status }) => status === "active")) return;
    const [beliefs, pauses] = [this.#beliefs, this.#pauses];
    const draft = promotionDue({ evolution: this.evolution, rulings: this.#rulings, beliefs, pauses });
    if (draft === null) return;
    const { id: ruleId, version, status: to } = draft.document;
    const proposalId = this.#accept(draft.document);
    this.#agent("promotion.filed", { ruleId, version: version - 1, to, proposalId, refused: null });
  }

  /** Draws from what there is, in the place of any rule. */
  #pool(): Operator {
    const numbers = Array.from({ length: this.#world.variants }, (_, i) => i + 1);
    return {
      name: "planted",
      vary(parent, { random }) {
        const variant = pick(numbers, random);
        const { params } = variantRule(parent.id, variant);
        return { document: { ...parent, params }, change: `variant ${variant}` };
      },
    };
  }

  #accept(document: RuleDocument): string {
    const proposalId = idOfName(`proposal ${this.#told}`);
    const filedAt = this.#world.at(0);
    const rest = { filedBy: "agent", filedAt, expiresAt: filedAt, rationale: "planted", direction: "loosen" };
    this.#gate("proposal.submitted", { proposalId, kind: "rule.replace", document, ...rest });
    this.#gate("proposal.accepted", { proposalId, by: "operator", reason: "accepted" });
    this.#gate("rule.accepted", { document, by: "operator" });
    return proposalId;
  }

  #gate(type: string, data: object): void {
    this.#told += 1;
    this.#rulings = rulingsAfter(this.#rulings, { ts: this.#world.at(0), type, data });
  }

  #agent(type: string, data: object): void {
    this.#told += 1;
    const id = idOfName(`event ${this.#told}`);
    this.evolution = evolutionAfter(this.evolution, { type, data, id, correlationId: id });
  }
}
