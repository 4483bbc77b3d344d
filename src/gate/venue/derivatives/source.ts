import type { SeenPosition } from "../../../store/events/exposureSeen.ts";
import type { Answer } from "../exchange.ts";

/** A venue whose positions count as exposure. It is asked and never traded at; no call throws. */
export interface PositionSource {
  /** "deribit": as its events are named. */
  readonly name: string;
  /** Everything that is held there, or why that is not known: half of it would be no answer. */
  positions(): Promise<Answer<readonly SeenPosition[]>>;
}
