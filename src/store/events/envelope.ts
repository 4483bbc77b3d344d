import type { Id } from "../ids.ts";
import type { Timestamp } from "../time.ts";

/**
 * What every journaled event carries. `seq` counts from 1 without gaps; `ts` is market time; `causationId` names the
 * event that led to this one (null at a root), `correlationId` the root of the whole story: with these two
 * `trade why ID` walks candle → signal → intent → verdict → order → fill → trade either way.
 * `hash` = SHA-256 over prevHash and the canonical JSON of the other fields; wall time and pid stand outside it.
 */
export interface Recorded<Type extends string = string, Data = unknown> {
  readonly seq: number;
  readonly id: Id;
  readonly ts: Timestamp;
  readonly type: Type;
  readonly causationId: Id | null;
  readonly correlationId: Id;
  readonly data: Data;
  readonly prevHash: string;
  readonly hash: string;
}

/** An event that a decider wants recorded: the journal adds seq and hashes. */
export interface Draft<Type extends string = string, Data = unknown> {
  readonly id: Id;
  readonly ts: Timestamp;
  readonly type: Type;
  readonly causationId: Id | null;
  readonly correlationId: Id;
  readonly data: Data;
}
