import { CoinbaseExchange } from "../../src/gate/venue/coinbase/exchange.ts";
import { type CoinbaseKey, signingKey } from "../../src/gate/venue/coinbase/key.ts";
import { userChannel } from "../../src/gate/venue/coinbase/userChannel.ts";
import { coinbaseUrl, userStreamUrl } from "../coinbaseUrl.ts";
import { EXIT, Exit } from "../exit.ts";
import { machineTimers } from "../timers.ts";

const CALL_TIMEOUT_MS = 10_000;

/** A key that Coinbase knows, in the one form that it signs rightly in, and what it is for. */
export interface ExaminedKey {
  readonly key: CoinbaseKey;
  readonly portfolioId: string | null;
}

/** Coinbase, to be asked and not traded at: of no product is known how a stop for it would be written, and no limit order takes. */
export const openExchange = (key: CoinbaseKey, symbols: readonly string[]): CoinbaseExchange =>
  new CoinbaseExchange({
    key,
    symbols,
    instrument: () => undefined,
    stopSlackBps: 0,
    postOnly: true,
    timers: machineTimers,
    timeoutMs: CALL_TIMEOUT_MS,
    restUrl: coinbaseUrl(),
    now: Date.now,
  });

/** Asks whether Coinbase's user channel lets a key in. */
export const askUserChannel = (key: CoinbaseKey, symbols: readonly string[]): ReturnType<typeof userChannel> =>
  userChannel({
    key,
    symbols,
    url: userStreamUrl(),
    connect: (to) => new WebSocket(to),
    now: Date.now,
    timers: machineTimers,
    timeoutMs: CALL_TIMEOUT_MS,
  });

/**
 * Asks Coinbase what a key may do. @throws Exit 5 when it may send money away or cannot trade, 1 when Coinbase does not
 * say, InputError when it is no key: none of them names it.
 */
export async function examinedKey(given: CoinbaseKey): Promise<ExaminedKey> {
  const { name, secret } = signingKey(given);
  const key = { name, privateKey: secret };
  const answer = await openExchange(key, []).keyPermissions();
  if (!answer.known) {
    throw new Exit(EXIT.failed, `Coinbase did not tell what this key may do (${answer.cause}); nothing was stored`);
  }
  const { refusal, portfolioId } = answer.value;
  if (refusal !== null) throw new Exit(EXIT.unsafe, refusal);
  return { key, portfolioId };
}
