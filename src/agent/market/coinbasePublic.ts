import { z } from "zod";
import { SECOND_MS } from "../../store/time.ts";

type Ask = (params: Readonly<Record<string, string>>) => Promise<unknown>;

/** The two questions that are asked of Coinbase without a key; answers come as they are and are parsed by who asked. */
export interface PublicCoinbase {
  readonly candles: Ask;
  readonly book: Ask;
}

/** All that is used of ccxt's exchange object, which could also trade if it had a key. */
interface PublicCalls {
  enableRateLimit: boolean;
  readonly urls: { readonly api: Record<string, string> };
  v3PublicGetBrokerageMarketProductsProductIdCandles: Ask;
  v3PublicGetBrokerageMarketProductBook: Ask;
}
const exchangeModule = z.object({
  default: z.custom<new (options: { timeout: number }) => PublicCalls>((value) => typeof value === "function"),
});

/**
 * Coinbase's public market data by ccxt, without a key: only the file of that exchange is loaded, when it is first
 * needed. `baseUrl` stands in for the exchange in tests.
 */
export async function publicCoinbase(baseUrl?: string): Promise<PublicCoinbase> {
  const file: unknown = await import(new URL("./src/coinbase.js", import.meta.resolve("ccxt")).href);
  const exchange = new (exchangeModule.parse(file).default)({ timeout: 10 * SECOND_MS });
  if (baseUrl !== undefined) exchange.urls.api["rest"] = baseUrl;
  // A stand-in on this very machine has no rates to keep to.
  exchange.enableRateLimit = baseUrl === undefined;
  return {
    candles: (params) => exchange.v3PublicGetBrokerageMarketProductsProductIdCandles(params),
    book: (params) => exchange.v3PublicGetBrokerageMarketProductBook(params),
  };
}
