import { type Gate, result, survivorOf } from "./gate.ts";

/** Signals that are looked at again, spread over all. */
export const PROBES = 20;

/**
 * It knows nothing that was not there yet: with the candles after a signal taken away, every signal up to then is still
 * made, and no other. A feature that peeps at the next close loses its signal on the last candle, or makes another.
 */
export const foresight: Gate = {
  code: "FORESIGHT",
  about: "signals that change when the candles after them are taken away",
  judge(facts) {
    const { signals } = survivorOf(facts);
    if (facts.truncated.length === 0) return result("FORESIGHT", null, { most: 0 }, String);
    const changed = facts.truncated.filter(({ request, evaluation }) => {
      const before = signals.filter((at) => at <= request.to);
      return before.length !== evaluation.signals.length || before.some((at, i) => at !== evaluation.signals[i]);
    });
    return result("FORESIGHT", changed.length, { most: 0 }, (seen) =>
      seen === 0 ? "no signal needs what comes after it" : `${seen} of ${facts.truncated.length} signals look ahead`,
    );
  },
};
