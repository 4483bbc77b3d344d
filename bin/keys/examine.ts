import { CoinbaseExchange } from "../../src/gate/venue/coinbase/exchange.ts";
import { type CoinbaseKey, signingKey } from "../../src/gate/venue/coinbase/key.ts";
import { userChannel } from "../../src/gate/venue/coinbase/userChannel.ts";
import { CcxtExchange } from "../../src/gate/venue/ccxt/exchange.ts";
import { DeribitPositions } from "../../src/gate/venue/derivatives/deribit.ts";
import type { Timeframe } from "../../src/store/time.ts";
import { coinbaseUrl, deribitUrl, userStreamUrl, venueUrl } from "../standIns.ts";
import { EXIT, Exit } from "../exit.ts";
import type { NamedVenueKey } from "../gate/key.ts";
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

/** Another exchange than Coinbase, held against what is needed. @throws Exit 5 with what it lacks or did not answer. */
export async function openOther(
  key: NamedVenueKey,
  symbols: readonly string[],
  timeframe: Timeframe | null,
): Promise<CcxtExchange> {
  const opened = await CcxtExchange.open({
    id: key.venue,
    key,
    symbols,
    timeframe,
    stopSlackBps: STOP_SLACK_BPS,
    timers: machineTimers,
    timeoutMs: CALL_TIMEOUT_MS,
    baseUrl: venueUrl(),
    now: Date.now,
  });
  if (!opened.known) throw new Exit(EXIT.unsafe, `${key.venue}: ${opened.cause}`);
  return opened.value;
}

/** How far beyond its price a stop may still trade where the exchange wants a limit. */
const STOP_SLACK_BPS = 200;

/** Whether another exchange knows a key. What else the key may do is not asked: no two exchanges tell it alike. */
export async function examineOther(key: NamedVenueKey): Promise<void> {
  const answer = await (await openOther(key, [], null)).balances();
  if (!answer.known)
    throw new Exit(EXIT.failed, `${key.venue} does not take this key (${answer.cause}); nothing was stored`);
}

/** Deribit's positions, to be looked at. */
export const openDeribit = (key: NamedVenueKey): DeribitPositions =>
  new DeribitPositions({ key, timers: machineTimers, timeoutMs: CALL_TIMEOUT_MS, baseUrl: deribitUrl() });
