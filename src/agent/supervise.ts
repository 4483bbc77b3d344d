import type { AgentView } from "./cockpit/view.ts";
import type { AgentReport } from "./runtime/report.ts";
import type { Monotonic, SetTimer } from "./timer.ts";

/** What a running worker tells its supervisor. */
export interface WorkerListener {
  readonly onReport: (report: AgentReport) => void;
  /** Once, when it is gone, whatever the cause. */
  readonly onExit: (cause: string) => void;
}

export interface WorkerHandle {
  /** Asks it to stop in order. */
  stop(): void;
  /** Asks it to end the cycle of evolution that is under way. */
  cancelCycle(): void;
}

export interface SuperviseOptions {
  readonly spawn: (listener: WorkerListener) => WorkerHandle;
  readonly setTimer: SetTimer;
  readonly monotonicMs: Monotonic;
  readonly onView: (view: AgentView) => void;
}

export interface Supervisor {
  readonly view: () => AgentView;
  /** Ends the cycle of evolution that is under way, if one is. */
  cancelCycle(): void;
  /** Stops the worker and does not start it again. */
  stop(): void;
}

/** Waits before the first, second and third restart; a fourth does not follow. */
const RESTART_AFTER_MS = [1_000, 4_000, 15_000] as const;
/** A worker that ran this long is healthy: what was before it is forgotten. */
const HEALTHY_MS = 10 * 60_000;

const STATES = {
  starting: "starting",
  running: "running",
  stale: "stale",
  disconnected: "reconnecting",
  refused: "down",
} as const satisfies Record<AgentReport["state"], AgentView["state"]>;

/**
 * Keeps the agent's worker alive: a crash is followed by a restart, three in a row at most; then it stays down and says
 * so. A worker that the gate will not have is not started again.
 */
export function supervise(options: SuperviseOptions): Supervisor {
  const supervisor = new Keeper(options);
  supervisor.start();
  return supervisor;
}

class Keeper implements Supervisor {
  readonly #options: SuperviseOptions;
  #view: AgentView = { state: "starting", restarts: 0, detail: "", evolution: "", held: "", insights: {} };
  #worker: WorkerHandle | null = null;
  #callOff = (): void => {};
  /** No restart will follow. */
  #isOver = false;

  constructor(options: SuperviseOptions) {
    this.#options = options;
  }

  readonly view = (): AgentView => this.#view;

  cancelCycle(): void {
    this.#worker?.cancelCycle();
  }

  stop(): void {
    if (this.#isOver && this.#worker === null) return;
    this.#isOver = true;
    this.#callOff();
    this.#worker?.stop();
    this.#show({ state: "off", detail: "stopped" });
  }

  readonly start = (): void => {
    const startedMs = this.#options.monotonicMs();
    let gone = false;
    this.#worker = this.#options.spawn({
      onReport: ({ state, detail, evolution, held, insights }) => {
        if (gone || this.#isOver) return;
        if (state === "refused") this.#isOver = true;
        this.#show({ state: STATES[state], detail, evolution, held, insights });
      },
      onExit: (cause) => {
        if (gone) return;
        gone = true;
        this.#exited(startedMs, cause);
      },
    });
  };

  #exited(startedMs: number, cause: string): void {
    const { monotonicMs, setTimer } = this.#options;
    this.#worker = null;
    this.#view = { ...this.#view, evolution: "", held: "" };
    if (this.#isOver) return;
    const failed = monotonicMs() - startedMs >= HEALTHY_MS ? 0 : this.#view.restarts;
    const waitMs = RESTART_AFTER_MS[failed];
    if (waitMs === undefined) {
      this.#isOver = true;
      this.#show({ state: "down", detail: `the agent crashed ${failed + 1} times (${cause}): start trade again` });
      return;
    }
    this.#show({ state: "restarting", restarts: failed + 1, detail: `${cause}; again in ${waitMs / 1_000} s` });
    this.#callOff = setTimer(waitMs, this.start);
  }

  #show(change: Partial<AgentView>): void {
    this.#view = { ...this.#view, ...change };
    this.#options.onView(this.#view);
  }
}
