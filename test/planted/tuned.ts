import { deflatedOf, sampleOf, type Tested, testedOf, trialsOf } from "../../src/loops/evolution/contender.ts";
import type { Candidate } from "../../src/loops/evolution/breed.ts";
import type { DataCut } from "../../src/loops/evolution/evaluation.ts";
import { emptyLedger, withTried } from "../../src/loops/evolution/ledger.ts";
import { deflatedSharpe } from "../../src/loops/statistics/deflatedSharpe.ts";
import { momentsOf, sharpeOf } from "../../src/loops/statistics/moments.ts";
import { trialVariance } from "../../src/loops/statistics/trialVariance.ts";
import { idOfName } from "../../src/store/ids.ts";
import { type Random, seededRandom } from "../../src/store/random.ts";
import { DAY_MS } from "../../src/store/time.ts";
import { ruleWith } from "../agent/strategy/rule.ts";
import { type Experiment, share, twin } from "./experiment.ts";
import { noiseOf } from "./noise.ts";

const TRADES = 400;
const TRIES = 60;
const FROM = Date.UTC(2020, 0, 1);
const SEARCH: DataCut = { from: FROM, to: FROM + TRADES * DAY_MS, periodMs: DAY_MS };
/** What relatives of the luckiest have in common with it. */
const KINSHIP = 0.9;
const NEEDED = 0.95;

/** 1: a rule that was the luckiest of many breeds relatives as lucky as it is: earlier tries must count. */
export const tuned: Experiment = {
  line: 1,
  title: "Relatives of the luckiest",
  planted: `${TRIES} worthless candidates of ${TRADES} trades, then ${TRIES} relatives of the luckiest of them (correlation ${KINSHIP}) on the same trades`,
  seeds: { whole: 400, slice: 60 },
  run(seeds) {
    const rounds = seeds.map(secondRound);
    const n = seeds.length;
    const passing = (dsr: (round: Round) => number): number => rounds.filter((round) => dsr(round) >= NEEDED).length;
    return [
      share("DSR alone lets the best relative pass", passing(withLedger), n, { most: 0.05 }),
      twin("naive twin: earlier tries counted, but as alike as these", passing(asAlike), n, { least: 0.3 }),
      twin("naive twin: earlier tries forgotten", passing(forgetful), n, { least: 0.3 }),
    ];
  },
};

interface Round {
  readonly tested: readonly Tested[];
  readonly best: Tested;
  readonly earlier: readonly Tested[];
}

function secondRound(seed: number): Round {
  const random = seededRandom(seed, "tuned");
  const earlier = tried(
    "early",
    Array.from({ length: TRIES }, () => noiseOf(TRADES, random)),
  );
  const lucky = bestOf(earlier).series;
  const tested = tried(
    "kin",
    Array.from({ length: TRIES }, () => relativeOf(lucky, random)),
  );
  return { tested, best: bestOf(tested), earlier };
}

function relativeOf(row: Float64Array, random: Random): Float64Array {
  const own = noiseOf(TRADES, random);
  return row.map((each, t) => Math.sqrt(KINSHIP) * each + Math.sqrt(1 - KINSHIP) * own[t]!);
}

const bestOf = (tested: readonly Tested[]): Tested => tested.reduce((a, b) => (b.sharpe > a.sharpe ? b : a));

function tried(name: string, rows: readonly Float64Array[]): readonly Tested[] {
  const { document } = ruleWith({});
  const candidates = rows.map((_row, i): Candidate => ({
    document,
    parent: null,
    operator: "planted",
    change: "",
    fingerprint: idOfName(`${name} ${i}`),
  }));
  return testedOf(candidates, [], new Map(), SEARCH).map((each, i) => {
    const series = rows[i]!;
    return { ...each, series, difference: series, sharpe: sharpeOf(momentsOf(series)) };
  });
}

function withLedger({ tested, best, earlier }: Round): number {
  const { from, to } = SEARCH;
  const tries = earlier.map(({ candidate, sharpe }) => ({ fingerprint: candidate.fingerprint, from, to, sharpe }));
  return deflatedOf(best, trialsOf(tested, withTried(emptyLedger, tries), SEARCH));
}

const asAlike = ({ tested, best }: Round): number =>
  deflatedSharpe(sampleOf(best.series), {
    count: 2 * TRIES,
    variance: trialVariance(tested.map(({ series }) => series)),
  });

const forgetful = ({ tested, best }: Round): number => deflatedOf(best, trialsOf(tested, emptyLedger, SEARCH));
