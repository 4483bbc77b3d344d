import type { CoinbaseKey } from "../../src/gate/venue/coinbase/key.ts";
import { coinbaseWire } from "../../src/gate/venue/coinbase/wire.ts";
import { coinbaseFutures, coinbasePerpetuals } from "../../src/gate/venue/derivatives/coinbase.ts";
import type { PositionSource } from "../../src/gate/venue/derivatives/source.ts";
import { EXIT, Exit } from "../exit.ts";
import { flagOf, type Home } from "../home.ts";
import { openDeribit } from "../keys/examine.ts";
import { watchedNames } from "../keys/watched.ts";
import { coinbaseUrl } from "../standIns.ts";
import { machineTimers } from "../timers.ts";
import type { NamedVenueKey } from "./key.ts";

const CALL_TIMEOUT_MS = 10_000;

/**
 * The venues whose positions count, each with the key it is looked at by: `watched` are keys of their own; Coinbase's
 * derivatives are looked at by the account's. @throws Exit 5 when one cannot be looked at.
 */
export function elsewhereOf(
  home: Home,
  watched: ReadonlyMap<string, NamedVenueKey>,
  coinbase: { readonly key: CoinbaseKey; readonly portfolioId: string | null } | null,
): readonly PositionSource[] {
  const own = [...watched.values()].map((key) => openDeribit(key));
  const names = watchedNames(home, "account");
  const [first] = names;
  if (first === undefined) return own;
  const cannot = (why: string): never => {
    throw new Exit(
      EXIT.unsafe,
      `what ${first} holds is to count, and ${why}; \`trade keys unwatch ${first}${flagOf(home)}\``,
    );
  };
  if (coinbase === null) return cannot("this account has no key of Coinbase's");
  const { key, portfolioId } = coinbase;
  const ask = coinbaseWire({ key, timers: machineTimers, timeoutMs: CALL_TIMEOUT_MS, restUrl: coinbaseUrl() });
  const of = (name: string): PositionSource => {
    if (name === "coinbase-futures") return coinbaseFutures(ask);
    return coinbasePerpetuals(ask, portfolioId ?? cannot("Coinbase does not tell the key's portfolio"));
  };
  return [...own, ...names.map(of)];
}
