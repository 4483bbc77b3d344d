import type { Settings } from "./schema.ts";

/** What the loops may spend, and how often they run. */
export interface LoopBudget {
  /** Closed trades between two cycles of loop 2; 0: they do not matter. */
  readonly everyTrades: number;
  /** Hours of market time between two of them; 0: they do not matter. */
  readonly everyHours: number;
  readonly candidates: number;
  readonly mostSeconds: number;
  /** Null: as many as the machine has to spare. */
  readonly threads: number | null;
  /** Cycles of loop 2 between two looks of loop 3. */
  readonly metaCycles: number;
  /** Periods that a proposal is followed before its outcome counts. */
  readonly metaFollowed: number;
  /** What a result still counts one cycle later. */
  readonly metaDecay: number;
}

export const USUAL_LOOPS: LoopBudget = {
  everyTrades: 100,
  everyHours: 168,
  candidates: 60,
  mostSeconds: 300,
  threads: null,
  metaCycles: 5,
  metaFollowed: 30,
  metaDecay: 0.95,
};

/** The budgets of the loops: as the settings say, and where they say nothing the usual ones. */
export function loopBudgetOf(settings: Settings): LoopBudget {
  const number = (text: string | undefined, usual: number): number => (text === undefined ? usual : Number(text));
  return {
    everyTrades: number(settings.evolveTrades, USUAL_LOOPS.everyTrades),
    everyHours: number(settings.evolveHours, USUAL_LOOPS.everyHours),
    candidates: number(settings.evolveCandidates, USUAL_LOOPS.candidates),
    mostSeconds: number(settings.evolveSeconds, USUAL_LOOPS.mostSeconds),
    threads: settings.evolveThreads === undefined ? null : Number(settings.evolveThreads),
    metaCycles: number(settings.metaCycles, USUAL_LOOPS.metaCycles),
    metaFollowed: number(settings.metaFollowed, USUAL_LOOPS.metaFollowed),
    metaDecay: number(settings.metaDecay, USUAL_LOOPS.metaDecay),
  };
}
