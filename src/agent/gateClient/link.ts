import type { Hello } from "../../gate/contract/agentVerbs.ts";
import type { EventPublished, MarketTick } from "../../gate/contract/notification.ts";
import type { Random } from "../../store/random.ts";
import type { Monotonic, SetTimer } from "../timer.ts";
import type { Connect } from "./callOnce.ts";
import type { Call, VerbTable } from "./verbs.ts";

/** `refused`: the gate will not have this client, and trying again will not help. `stopped`: we hung up. */
export type LinkState = "connecting" | "live" | "lost" | "refused" | "stopped";

export interface GateOptions<Verbs extends VerbTable> {
  readonly path: string;
  readonly client: string;
  readonly verbs: Verbs;
  readonly connect: Connect;
  readonly monotonicMs: Monotonic;
  readonly setTimer: SetTimer;
  readonly random: Random;
  readonly timeoutMs?: number;
  /** The gate's journal this client knows; null when it knows none. Asked at every hello. */
  readonly journalId: () => string | null;
  /** The first event this client lacks: subscribed from there at every hello. Null: no events wanted. */
  readonly fromSeq: () => number | null;
  /** Before any event or tick of this connection comes; the gate's clock waits for it. It may ask already. */
  readonly onHello?: (hello: Hello) => void | Promise<void>;
  readonly onEvent?: (published: EventPublished) => void;
  readonly onTick?: (tick: MarketTick) => void;
  readonly onEnded?: (ended: { readonly n: number; readonly reason: string }) => void;
  readonly onState?: (state: LinkState, detail: string) => void;
}

/** A line to the gate that mends itself. Calls while it is broken are rejected with Unanswered at once. */
export interface GateLink<Verbs extends VerbTable> {
  readonly call: Call<Verbs>;
  readonly state: () => LinkState;
  /** Ends it for good: as `refused` with a reason that another try cannot change, else as `stopped`. */
  stop(refusedBecause?: string): void;
}

/** Every verb table that a link can be made of has these two. */
export type LinkVerbs = VerbTable & {
  readonly hello: VerbTable[string];
  readonly "events.subscribe": VerbTable[string];
};
