import type { MarketTick } from "../contract/notification.ts";
import type { Venue } from "../venue/venue.ts";
import type { Gate } from "./gate.ts";
import type { MarketTime } from "./marketTime.ts";

/** What the market tells whoever serves the doors. */
export interface MarketListener {
  readonly tick: (tick: MarketTick) => void;
  readonly ended: (reason: string) => void;
}

/** A market with its clock and the venue that fills in it. Recorded, synthetic or real, the gate drives it like this. */
export interface Market {
  readonly time: MarketTime;
  readonly venue: Venue;
  /** Market time over wall time; null with real data. */
  readonly speed: number | "max" | null;
  /** Whether ticks are sent and must be acknowledged. */
  readonly ticks: boolean;
  start(gate: Gate, listener: MarketListener): void;
  stop(): void;
  agent(stage: "greeted" | "ready" | "gone"): void;
  acknowledged(n: number): void;
}
