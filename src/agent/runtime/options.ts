import type { ArchiveKey } from "../../store/archive/archive.ts";
import type { Journal } from "../../store/journal/journal.ts";
import type { Instruments } from "../../store/market/instruments.ts";
import type { Random } from "../../store/random.ts";
import type { CandleColumns } from "../../store/market/candle.ts";
import type { LoopBudget } from "../../store/settings/budget.ts";
import type { Clock } from "../../store/time.ts";
import type { Connect } from "../gateClient/callOnce.ts";
import type { CandleArchive } from "../learning/archivist.ts";
import type { KeepSetting } from "../learning/runningBudget.ts";
import type { StartCycle } from "../learning/cycleOrder.ts";
import type { Monotonic, SetTimer } from "../timer.ts";
import type { Plugins } from "../strategy/plugin.ts";
import type { AgentReport } from "./report.ts";

/** What evolution needs of the world. */
export interface LearningMeans {
  readonly budget: LoopBudget;
  /** Keeps what a person accepted of the loops' settings. */
  readonly keepSetting: KeepSetting;
  /** Works a cycle out, in other threads than this one. */
  readonly startCycle: StartCycle;
  /** Candles of before that were fetched or imported; null when there are none. Of real markets alone. */
  readonly archived: (key: ArchiveKey) => CandleColumns | null;
  /** Where those that are seen are kept. Of real markets alone. */
  readonly archiveOf: (key: ArchiveKey) => CandleArchive;
}

/** What the agent needs of the world: everything that is not its own comes from here. */
export interface AgentOptions {
  /** agent.sock, or the named pipe. */
  readonly path: string;
  /** Says who we are in the gate's journal. */
  readonly client: string;
  /** The agent's own journal, open; it stays open when the agent ends. */
  readonly journal: Journal;
  readonly instruments: Instruments;
  readonly connect: Connect;
  readonly setTimer: SetTimer;
  readonly monotonicMs: Monotonic;
  readonly wallClock: Clock;
  readonly random: Random;
  readonly onReport: (report: AgentReport) => void;
  /** One entry's largest share of equity, in percent. The gate's own limits are its own. */
  readonly maxEntryPct?: number;
  /** Strategies in TypeScript, each with a say in the rule of its id. */
  readonly plugins?: Plugins;
  /** The means of loop 2; without them it does not run. */
  readonly learning?: LearningMeans;
  /** Stands in for the exchange in tests. */
  readonly coinbaseUrl?: string;
  readonly venueUrl?: string;
  readonly timeoutMs?: number;
}
