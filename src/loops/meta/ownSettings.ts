import { momentsOf } from "../statistics/moments.ts";
import { studentQuantile } from "../statistics/studentT.ts";

/** What loop 2 runs by, as far as loop 3 may ask for something else. */
export interface LoopSettings {
  /** Closed trades between two cycles. */
  readonly tradesBetween: number;
  /** Paired results before a proposal's outcome counts. */
  readonly leastFollowed: number;
  /** What a cycle's results still count one cycle later. */
  readonly decay: number;
}

/** A change of loop 2's own settings, for a person to decide. */
export interface SettingsProposal {
  readonly before: LoopSettings;
  readonly after: LoopSettings;
  /** Improvement a cycle over stored cycles, in R a day, with its interval. */
  readonly mean: number;
  readonly low: number;
  readonly cycles: number;
  readonly sentence: string;
}

/** Stored cycles lived again under other settings: what was realized by the proposals of each, in R a day. Pure. */
export type ReplayCycles = (settings: LoopSettings) => readonly number[];

const LEAST_CYCLES = 10;

/** One step from what is: each number a little lower and a little higher. */
export const alternativesTo = (settings: LoopSettings): readonly LoopSettings[] => [
  { ...settings, tradesBetween: Math.max(10, Math.round(settings.tradesBetween / 2)) },
  { ...settings, tradesBetween: settings.tradesBetween * 2 },
  { ...settings, leastFollowed: Math.max(10, Math.round(settings.leastFollowed / 1.5)) },
  { ...settings, leastFollowed: Math.round(settings.leastFollowed * 1.5) },
  { ...settings, decay: Number((1 - Math.min(0.5, (1 - settings.decay) * 2)).toFixed(4)) },
  { ...settings, decay: Number((1 - (1 - settings.decay) / 2).toFixed(4)) },
];

/**
 * The best of the alternatives, if stored cycles lived again under it were better, cycle by cycle: the lower end of a 95 %
 * interval, widened for as many alternatives as were looked at (Bonferroni), has to be above zero. Else null, with why.
 */
export function proposeSettings(
  before: LoopSettings,
  replay: ReplayCycles,
): { readonly proposal: SettingsProposal | null; readonly sentence: string } {
  const was = replay(before);
  if (was.length < LEAST_CYCLES)
    return { proposal: null, sentence: `insufficient data: ${was.length} of ${LEAST_CYCLES} cycles` };
  const alternatives = alternativesTo(before);
  const compared = alternatives.map((after) => {
    const is = replay(after);
    const { n, mean, deviation } = momentsOf(was.map((each, i) => (is[i] ?? 0) - each));
    const low = mean - studentQuantile(1 - 0.05 / alternatives.length, n - 1) * (deviation / Math.sqrt(n));
    return { before, after, mean, low, cycles: n };
  });
  const best = compared.reduce((a, b) => (b.low > a.low ? b : a));
  const said = `${describe(best.before, best.after)}: ${best.mean.toFixed(2)} R a day more by each of ${best.cycles} stored cycles, at least ${best.low.toFixed(2)} at 95 %`;
  if (!(best.low > 0)) return { proposal: null, sentence: `no change of settings; nearest ${said}` };
  return { proposal: { ...best, sentence: said }, sentence: said };
}

function describe(before: LoopSettings, after: LoopSettings): string {
  const names = Object.keys(before) as (keyof LoopSettings)[];
  const moved = names.filter((name) => before[name] !== after[name]);
  return moved.map((name) => `${name} ${before[name]} → ${after[name]}`).join(", ");
}
