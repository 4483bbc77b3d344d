import type { Home } from "../home.ts";
import type { NamedVenueKey } from "../gate/key.ts";
import type { CoinbaseExchange } from "../../src/gate/venue/coinbase/exchange.ts";
import type { userChannel } from "../../src/gate/venue/coinbase/userChannel.ts";

/** What was found: `bad` keeps a live account from being safe, `weak` is worth knowing, each with what to do. */
export interface Finding {
  readonly state: "good" | "weak" | "bad";
  readonly what: string;
  /** Empty where all is well. */
  readonly remedy: string;
}

/** Where to look. */
export interface Patient {
  readonly home: Home;
  readonly env: NodeJS.ProcessEnv;
  /** With the key opened, at the venue; null where only what lies here is looked at. */
  readonly exchange: CoinbaseExchange | null;
  /** Asks whether the user channel lets the key in; null where nothing is asked of the venue. */
  readonly userChannel: (() => ReturnType<typeof userChannel>) | null;
  /** The key of another exchange, opened; null where it is Coinbase's or none was. */
  readonly other: NamedVenueKey | null;
  readonly symbols: readonly string[];
}

/** Of a patient of whom nothing is asked at any venue. */
export const NOTHING_ASKED = { exchange: null, userChannel: null, other: null } as const;

/** One thing that is looked at. Never throws of itself; what does is a finding too. */
export interface Examination {
  readonly name: string;
  readonly examine: (patient: Patient) => readonly Finding[] | Promise<readonly Finding[]>;
}

export const good = (what: string): Finding => ({ state: "good", what, remedy: "" });
export const weak = (what: string, remedy: string): Finding => ({ state: "weak", what, remedy });
export const bad = (what: string, remedy: string): Finding => ({ state: "bad", what, remedy });
