import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { inputError } from "../../../store/input.ts";

/** A key as such exchanges hand it out. `password`: the passphrase that some of them want beside it. */
export interface VenueKey {
  readonly apiKey: string;
  readonly secret: string;
  readonly password?: string | undefined;
}

/** What is used of ccxt's object. It can do far more: it never leaves line.ts, which offers the calls that are named there. */
export interface CcxtObject {
  readonly id: string;
  readonly name: string;
  readonly has: Readonly<Record<string, unknown>>;
  readonly features?: unknown;
  readonly timeframes?: Readonly<Record<string, unknown>> | undefined;
  readonly precisionMode: number;
  readonly markets?: Readonly<Record<string, unknown>> | undefined;
  urls: { api: unknown };
  number: unknown;
  timeout: number;
  enableRateLimit: boolean;
  maxRetriesOnFailure?: number;
  readonly options: Record<string, unknown>;
  nonce(): number;
  fetch(url: string, method?: string, headers?: unknown, body?: unknown): Promise<unknown>;
  onRestResponse(status: number, text: string, ...more: unknown[]): string;
  amountToPrecision(symbol: string, amount: string): string;
  priceToPrecision(symbol: string, price: string): string;
}
type CcxtClass = new (options: Readonly<Record<string, unknown>>) => CcxtObject;

/** The form of an id: it becomes part of a file name, so that nothing else may be in it. */
const venueId = z.string().regex(/^[a-z][a-z0-9]{1,29}$/, "lower case letters and digits");

const fileOf = (id: string): URL => new URL(`./src/${venueId.parse(id)}.js`, import.meta.resolve("ccxt"));

/** Whether ccxt has an exchange of that id; Coinbase is not one of these: it has a hand of its own. */
export const isCcxtId = (id: string): boolean =>
  id !== "coinbase" && venueId.safeParse(id).success && existsSync(fileURLToPath(fileOf(id)));

const ccxtModule = z.looseObject({ default: z.custom<CcxtClass>((value) => typeof value === "function") });
const ccxtObject = z.custom<CcxtObject>(
  (value) =>
    typeof value === "object" &&
    value !== null &&
    ["fetch", "nonce", "onRestResponse", "amountToPrecision", "priceToPrecision"].every(
      (name) => typeof Reflect.get(value, name) === "function",
    ),
);

/**
 * ccxt's object of one exchange, from that exchange's file alone: the whole of ccxt costs far more time and memory.
 * @throws InputError when ccxt has no exchange of that id.
 */
export async function loadCcxt(id: string, key: VenueKey | null, timeoutMs: number): Promise<CcxtObject> {
  const found = ccxtModule.safeParse(await import(fileOf(id).href).catch(() => null));
  if (!found.success) throw inputError(`venue ${id}`, "ccxt knows no such exchange", "see its list for the id");
  const { default: Venue } = found.data;
  const credentials = key === null ? {} : { apiKey: key.apiKey, secret: key.secret };
  const password = key?.password === undefined ? {} : { password: key.password };
  const made = ccxtObject.safeParse(new Venue({ ...credentials, ...password, timeout: timeoutMs }));
  if (!made.success || made.data.id !== id) {
    throw inputError(`venue ${id}`, "ccxt's file of that name is no exchange", "see its list for the id");
  }
  return made.data;
}
