import type { AgentEventData } from "../../store/events/agent.ts";
import { operators } from "../../loops/evolution/operators/table.ts";
import { calibrationSlope, raisedBar } from "../../loops/meta/calibration.ts";
import { metaCycle } from "../../loops/meta/metaCycle.ts";
import { USUAL_BUDGET } from "../../loops/meta/operatorBudget.ts";
import { type Followed, LEAST_FOLLOWED } from "../../loops/meta/realized.ts";
import { seededRandom } from "../../store/random.ts";
import type { EvolutionMemory, Filed } from "./evolutionBook.ts";
import type { Rulings } from "./rulings.ts";

/** The least improvement that is worth a person's time, in R a period. */
export const USUAL_BAR = 0.01;

interface Known {
  readonly evolution: EvolutionMemory;
  readonly rulings: Pick<Rulings, "answers">;
}

/** Loop 3, after every so many cycles: what evolution was worth. Null when it is not its turn. */
export function reviewOf(known: Known, everyCycles: number, seed: string): AgentEventData<"meta.reviewed"> | null {
  const { done, meta } = known.evolution;
  return done - (meta?.cycles ?? 0) < everyCycles ? null : reviewed(known, seed);
}

/** The same at any time, without waiting for its turn. */
export function reviewed({ evolution, rulings }: Known, seed: string): AgentEventData<"meta.reviewed"> {
  const { done, meta, filed, proposed } = evolution;
  const counted = new Set(meta?.counted);
  const ripe = filed.filter(({ differences }) => differences.length >= LEAST_FOLLOWED);
  const fresh = ripe.filter(({ proposalId }) => !counted.has(proposalId));
  const asFollowed = (each: Filed): Followed => ({
    operator: each.operator,
    predicted: each.predicted,
    differences: each.differences,
    answer: rulings.answers[each.proposalId] === "accepted" ? "accepted" : "rejected",
  });
  const { records, shares, calibration, leastImprovement, sentences } = metaCycle({
    operators: operators.map(({ name }) => name),
    records: meta?.records ?? {},
    fresh: fresh.map(asFollowed),
    followed: filed.map(asFollowed),
    budget: USUAL_BUDGET,
    leastFollowed: LEAST_FOLLOWED,
    usualBar: USUAL_BAR,
    cycles: done,
    proposalsACycle: done === 0 ? 0 : proposed / done,
    random: seededRandom(seed, `meta ${done}`),
  });
  return {
    cycles: done,
    records: { ...records },
    shares: { ...shares },
    calibration,
    leastImprovement,
    counted: [...counted, ...fresh.map(({ proposalId }) => proposalId)].slice(-1_000),
    sentences: [...sentences],
  };
}

/** What the next cycle runs by: loop 3's newest word, and before there is one what is believed without. */
export function steering({ meta }: Pick<EvolutionMemory, "meta">) {
  const prior = calibrationSlope([]);
  return {
    shares: meta === null ? null : { ...meta.shares },
    calibration: (meta?.calibration ?? prior).slope,
    leastImprovement: meta?.leastImprovement ?? raisedBar(USUAL_BAR, prior),
  };
}
