import { inputError } from "../src/store/input.ts";

type Env = NodeJS.ProcessEnv;

/** Where Coinbase is: undefined for the real one, else a test exchange on this machine. @throws InputError. */
export const coinbaseUrl = (env: Env = process.env): string | undefined => standIn("TRADE_COINBASE_URL", env);
/** Where Coinbase tells an account's own news, unless another stands in for it. */
const USER_STREAM = "wss://advanced-trade-ws-user.coinbase.com";
export const userStreamUrl = (): string => coinbaseUrl()?.replace(/^http/, "ws") ?? USER_STREAM;
/** Where another exchange is, whichever an account trades on. @throws InputError. */
export const venueUrl = (env: Env = process.env): string | undefined => standIn("TRADE_VENUE_URL", env);
/** The same for Deribit, whose positions are looked at. @throws InputError. */
export const deribitUrl = (env: Env = process.env): string | undefined => standIn("TRADE_DERIBIT_URL", env);

/**
 * Another address than the venue's own, on this very machine: anywhere else would be somebody who wants the orders.
 * @throws InputError on any other address.
 */
function standIn(name: string, env: Env): string | undefined {
  const url = env[name];
  if (url === undefined || url === "") return undefined;
  if (/^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/.test(url)) return url;
  throw inputError(
    name,
    "only a test exchange on this machine may stand in for the real one",
    "unset it, or write http://127.0.0.1:PORT",
  );
}
