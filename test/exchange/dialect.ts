import type { KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import type { ListOptions } from "./lists.ts";
import { answer, type Answered, type Call, doorOf, PUBLIC } from "./routes.ts";
import { tokenProblem } from "./token.ts";
import type { World } from "./world.ts";

/** A request before it is understood. */
export interface Incoming {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

/** How an exchange speaks: its doors, its proof of a key, its answers. Behind it stands one and the same engine. */
export interface Dialect {
  readonly door: (incoming: Incoming) => Pick<Call, "endpoint" | "id"> | null;
  /** What is wrong with the proof of the key; null when nothing is, or when the door needs none. */
  readonly stranger: (incoming: Incoming, endpoint: Call["endpoint"]) => Answered | string | null;
  readonly body: (text: string) => unknown;
  readonly answer: (world: World, call: Call, options: ListOptions) => Answered;
}

/** Whose tokens are let in; any token is when there is no key, and none on private doors never. */
export type TokenKey = { readonly name: string; readonly publicKey: KeyObject } | undefined;

/** Coinbase's REST interface. */
export const coinbaseDialect = (key: TokenKey): Dialect => ({
  door: ({ method, path }) => doorOf(method, path),
  stranger({ headers: { authorization }, method, path }, endpoint) {
    if (PUBLIC.has(endpoint)) return null;
    if (key !== undefined) return tokenProblem(authorization, method, path, key.name, key.publicKey);
    return authorization?.startsWith("Bearer ") === true ? null : "no token";
  },
  body: parsed,
  answer,
});

export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
