import { z } from "zod";
import type { Clock } from "../../../store/time.ts";
import type { Timers } from "../../heart/pace.ts";
import type { Answer } from "../exchange.ts";
import { type CoinbaseKey, scrubber, signingKey } from "./key.ts";
import { productIdOf } from "./productId.ts";
import { streamToken } from "./token.ts";
import type { StreamSocket } from "./userFeed.ts";

export interface UserChannelOptions {
  readonly key: CoinbaseKey;
  readonly url: string;
  readonly symbols: readonly string[];
  readonly connect: (url: string) => StreamSocket;
  readonly now: Clock;
  readonly timers: Timers;
  readonly timeoutMs: number;
}

const confirmed = z.union([
  z.looseObject({ channel: z.literal("user") }),
  z.looseObject({
    channel: z.literal("subscriptions"),
    events: z.tuple([z.looseObject({ subscriptions: z.looseObject({ user: z.unknown() }) })], z.unknown()),
  }),
]);
const refused = z.looseObject({ type: z.literal("error"), message: z.string() });
/** More than any honest answer holds, in characters. */
const MAX_MESSAGE = 1 << 20;
const MAX_CAUSE = 200;

/**
 * Whether the user channel lets this key in: which kind of key it takes is said differently in different places. Says how
 * the key signs. Nothing is traded, and the line is closed after the answer. @throws InputError when it is no key.
 */
export function userChannel(options: UserChannelOptions): Promise<Answer<"ES256" | "EdDSA">> {
  const { url, symbols, connect, now, timers, timeoutMs } = options;
  const key = signingKey(options.key);
  const scrub = scrubber(key);
  const { promise, resolve } = Promise.withResolvers<Answer<"ES256" | "EdDSA">>();
  const socket = connect(url);
  const finish = (answer: Answer<"ES256" | "EdDSA">): void => {
    callOff();
    resolve(answer);
    socket.close();
  };
  const callOff = timers.after(timeoutMs, () => finish({ known: false, cause: `no answer within ${timeoutMs} ms` }));
  socket.addEventListener("open", () => {
    const jwt = streamToken(key, now);
    socket.send(JSON.stringify({ type: "subscribe", channel: "user", product_ids: symbols.map(productIdOf), jwt }));
  });
  socket.addEventListener("message", ({ data }) => {
    const said = jsonOf(data);
    const no = refused.safeParse(said).data;
    if (no !== undefined) finish({ known: false, cause: `${key.algorithm}: ${lineOf(scrub(no.message))}` });
    else if (confirmed.safeParse(said).success) finish({ known: true, value: key.algorithm });
  });
  for (const end of ["close", "error"] as const)
    socket.addEventListener(end, () => finish({ known: false, cause: `${key.algorithm}: the line was cut` }));
  return promise;
}

/** Cut after it was scrubbed: half a secret would not be known for one. */
const lineOf = (text: string): string => text.replaceAll(/\s+/g, " ").slice(0, MAX_CAUSE);

function jsonOf(data: unknown): unknown {
  try {
    return typeof data === "string" && data.length <= MAX_MESSAGE ? JSON.parse(data) : null;
  } catch {
    return null;
  }
}
