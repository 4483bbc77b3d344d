import type { AgentEventData } from "../../store/events/agent.ts";
import { operators } from "../../loops/evolution/operators/table.ts";
import { calibrationSlope, raisedBar } from "../../loops/meta/calibration.ts";
import { isFollowed } from "../../loops/evolution/followUp.ts";
import { perDay } from "../../store/perDay.ts";
import { metaCycle } from "../../loops/meta/metaCycle.ts";
import { USUAL_BUDGET } from "../../loops/meta/operatorBudget.ts";
import { livedAgain } from "../../loops/meta/livedAgain.ts";
import { proposeSettings } from "../../loops/meta/ownSettings.ts";
import { type Followed, isRipe } from "../../loops/meta/realized.ts";
import type { LoopBudget } from "../../store/settings/budget.ts";
import { isAllowed } from "../../store/settings/loopSetting.ts";
import { DAY_MS } from "../../store/time.ts";
import { seededRandom } from "../../store/random.ts";
import type { EvolutionMemory, Filed } from "./evolutionBook.ts";
import type { Rulings } from "./rulings.ts";

/** The least improvement that is worth a person's time, in R a day. */
export const USUAL_BAR = 0.01;

type Budget = Pick<LoopBudget, "everyTrades" | "metaCycles" | "metaFollowed" | "metaDecay">;

interface Known {
  readonly evolution: EvolutionMemory;
  readonly rulings: Pick<Rulings, "answers">;
}

/** Loop 3, after every so many cycles: what evolution was worth. Null when it is not its turn. */
export function reviewOf(known: Known, budget: Budget, seed: string): AgentEventData<"meta.reviewed"> | null {
  const { done, meta } = known.evolution;
  return done - (meta?.cycles ?? 0) < budget.metaCycles ? null : reviewed(known, budget, seed);
}

/** The same at any time, without waiting for its turn. */
export function reviewed({ evolution, rulings }: Known, budget: Budget, seed: string): AgentEventData<"meta.reviewed"> {
  const { done, meta, filed, proposed } = evolution;
  const counted = new Set(meta?.counted);
  const asFollowed = (each: Filed): Followed => ({
    operator: each.operator,
    // What the backtest said: regressed on what was promised, a correction would be learned from its own corrections.
    predicted: perDay(each.predicted / each.calibration, each.periodMs),
    differences: each.differences.map((r) => perDay(r, each.periodMs)),
    periodDays: each.periodMs / DAY_MS,
    trades: each.trades,
    isOver: !isFollowed(each),
    answer: answerTo(each, rulings.answers),
  });
  const fresh = filed.filter((each) => !counted.has(each.proposalId) && isRipe(asFollowed(each), budget.metaFollowed));
  const { records, shares, calibration, leastImprovement, sentences } = metaCycle({
    operators: NAMES,
    records: meta?.records ?? {},
    fresh: fresh.map(asFollowed),
    followed: filed.map(asFollowed),
    budget: { ...USUAL_BUDGET, decay: budget.metaDecay },
    leastFollowed: budget.metaFollowed,
    usualBar: USUAL_BAR,
    cycles: done,
    proposalsACycle: done === 0 ? 0 : proposed / done,
    random: seededRandom(seed, `meta ${done}`),
  });
  const own = ownSettings(evolution, asFollowed, budget);
  return {
    cycles: done,
    records: { ...records },
    shares: { ...shares },
    calibration,
    leastImprovement,
    counted: [...counted, ...fresh.map(({ proposalId }) => proposalId)].slice(-1_000),
    settings: own.settings,
    sentences: [...sentences, own.sentence],
  };
}

/** What loop 2 would better be set to, if the stored cycles say so. */
function ownSettings({ filed, done }: EvolutionMemory, asFollowed: (filed: Filed) => Followed, budget: Budget) {
  const before = { tradesBetween: budget.everyTrades, leastFollowed: budget.metaFollowed, decay: budget.metaDecay };
  const cycles = Array.from({ length: done }, (_, i) => ({
    proposals: filed.filter(({ cycle }) => cycle === i + 1).map(asFollowed),
  }));
  const { proposal, sentence } = proposeSettings(before, livedAgain(cycles, NAMES, before));
  if (proposal === null) return { settings: null, sentence: `settings of the loops: ${sentence}` };
  const name = (Object.keys(SETTING_OF) as (keyof typeof SETTING_OF)[]).find(
    (each) => proposal.before[each] !== proposal.after[each],
  )!;
  const [key, value] = [SETTING_OF[name], String(proposal.after[name])];
  // A person knows it by its name in the settings.
  const said = sentence.replace(name, key);
  const settings = { key, value, before: String(before[name]), sentence: said };
  if (!isAllowed(settings)) return { settings: null, sentence: `settings of the loops: ${said}; out of their bounds` };
  return { settings, sentence: `settings of the loops: ${said}; the agent proposes it to you with its own look` };
}

/** One that nobody answered is nobody's word. */
function answerTo({ proposalId }: Filed, answers: Rulings["answers"]): Followed["answer"] {
  const said = answers[proposalId] ?? "expired";
  return said === "expired" ? "open" : said;
}

const SETTING_OF = { tradesBetween: "evolveTrades", leastFollowed: "metaFollowed", decay: "metaDecay" } as const;
const NAMES = operators.map(({ name }) => name);

/** What the next cycle runs by: loop 3's newest word, and before there is one what is believed without. */
export function steering({ meta }: Pick<EvolutionMemory, "meta">) {
  const prior = calibrationSlope([]);
  return {
    shares: meta === null ? null : { ...meta.shares },
    // However well promises were kept, none is ever made larger than its backtest.
    calibration: Math.min(1, (meta?.calibration ?? prior).slope),
    leastImprovement: meta?.leastImprovement ?? raisedBar(USUAL_BAR, prior),
  };
}
