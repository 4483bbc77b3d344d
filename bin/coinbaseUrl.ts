import { inputError } from "../src/store/input.ts";

/**
 * Where Coinbase is: undefined for the real one. $TRADE_COINBASE_URL names another on this very machine, a test exchange;
 * anywhere else would be somebody who wants the orders. @throws InputError on any other address.
 */
export function coinbaseUrl(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const url = env["TRADE_COINBASE_URL"];
  if (url === undefined || url === "") return undefined;
  if (/^http:\/\/(127\.0\.0\.1|localhost|\[::1\]):\d{1,5}$/.test(url)) return url;
  throw inputError(
    "TRADE_COINBASE_URL",
    "only a test exchange on this machine may stand in for Coinbase",
    "unset it, or write http://127.0.0.1:PORT",
  );
}

/** Where Coinbase tells an account's own news, unless another stands in for it. */
const USER_STREAM = "wss://advanced-trade-ws-user.coinbase.com";
export const userStreamUrl = (): string => coinbaseUrl()?.replace(/^http/, "ws") ?? USER_STREAM;
