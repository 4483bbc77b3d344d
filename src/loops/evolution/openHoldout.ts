import { meanOf } from "../statistics/moments.ts";
import { type Candidate, earning } from "./breed.ts";
import { type Coverage, LEAST_COVERED } from "./coverage.ts";
import { type DataCut, type Questions, seriesOf } from "./evaluation.ts";
import { requester } from "./facts.ts";
import { type GateResult, result } from "./gates/gate.ts";
import { perDay } from "../../store/perDay.ts";

/** The last gate's answer, and whether the block can be no holdout again. */
export interface Opened {
  readonly judged: GateResult;
  readonly isBurnt: boolean;
}

/**
 * Trades that a survivor has to close in the holdout. A worthless rule comes out above zero about half of the time,
 * however many trades it makes: what the holdout adds is that a good one nearly always does. Of a true 0.3 R a trade at a
 * deviation of 1 R that is Φ(0.3 √n): 62 % with one trade, hardly more than a coin, 83 % with ten. Eight are the least
 * for the usual power of 80 %; ten leave some room for tails.
 */
const LEAST_TRADES = 10;

/** Just above zero: nothing earned is not enough. */
const NEED = { least: Number.MIN_VALUE };

/**
 * The one look at the block that nothing was chosen on: it must earn there, and more than what it would replace.
 *
 * It is burnt by a look at results, whatever they are. Where its candles are not there it stays closed; where too few
 * trades were closed in it, their number is all that is looked at: what they brought is neither read nor said, nothing was
 * learned that a later choice could profit from, and the block goes on being a holdout. Were it burnt, a rule that trades
 * seldom would use up holdout after holdout, each smaller than the one before, and never come to be judged.
 */
export function* openHoldout(
  { document, parent }: Candidate,
  holdout: DataCut,
  covered: Coverage["covered"],
): Questions<Opened> {
  const ask = requester(holdout);
  const before = earning(parent);
  const { share, symbol } = covered(holdout, [document, ...(before === null ? [] : [before])]);
  if (!(share >= LEAST_COVERED)) return unopened(`candles of ${symbol} are there for ${percent(share)} of it`);
  const [own, other] = yield [ask(document), ...(before === null ? [] : [ask(before)])];
  const trades = own?.trades ?? [];
  if (trades.length < LEAST_TRADES) return unopened(`${trades.length} of ${LEAST_TRADES} trades needed close in it`);
  const mean = meanOf(seriesOf(trades, holdout));
  const least = Math.min(mean, mean - meanOf(seriesOf(other?.trades ?? [], holdout)));
  const judged = result(
    "HOLDOUT",
    perDay(least, holdout.periodMs),
    NEED,
    (seen) => `${seen.toFixed(4)} R a day on untouched data, by itself or above the incumbent, whichever is less`,
  );
  return { judged, isBurnt: true };
}

const percent = (share: number): string => `${Math.floor(share * 100)} %`;

function unopened(why: string): Opened {
  const judged = result("HOLDOUT", null, NEED, String);
  return { judged: { ...judged, sentence: `${judged.sentence}, ${why}; it stays untouched` }, isBurnt: false };
}
