export type Venue = "sim" | "coinbase";

/** Where the suite trades: made up prices, or the exchange of our own that speaks as Coinbase does (`npm run e2e:coinbase`). */
export const VENUE = venueOf(process.env["TRADE_E2E_VENUE"]);

/** A real agent on real time waits for its candle's minute to end. */
export const LIVE_PATIENCE_MS = 110_000;
/** How long to wait for what is to come. */
export const PATIENCE_MS = VENUE === "sim" ? 60_000 : LIVE_PATIENCE_MS;

const RECORDING = "a recording of past candles is no market to send orders to";
const SEEDED = "prices come from the venue: there is no seed to repeat";
const OWN_PACE = "real prices come at their own pace: there is no full speed and no bounded run";

/** What cannot be asked of a live venue, by file or by title, and why. */
export const NOT_FOR_COINBASE: Readonly<Record<string, string>> = {
  "backtest.test": RECORDING,
  "data.test": "the archive of past candles has no account",
  "evolve.test": RECORDING,
  "recorded.test": RECORDING,
  "a recording runs through both processes, and the same run twice gives the same journals": RECORDING,
  "the synthetic market is the same for the same seed and another for another": SEEDED,
  "several recordings are one market": RECORDING,
  "what the gate denied over a recording is followed to its end, and adds up by check": RECORDING,
  "a run whose own folder would be too deep for a socket is refused before it is made": OWN_PACE,
  "a recording never becomes the operator's account": RECORDING,
};

function venueOf(said: string | undefined): Venue {
  if (said === undefined || said === "") return "sim";
  if (said === "sim" || said === "coinbase") return said;
  throw new Error(`TRADE_E2E_VENUE: "${said}" is not known; write sim or coinbase`);
}
