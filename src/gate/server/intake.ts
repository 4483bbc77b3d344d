import type { Gate } from "../heart/gate.ts";
import { Allowance, type LetIn } from "./allowance.ts";
import { FloodWatch } from "./floodWatch.ts";
import type { Side } from "./session.ts";

/** Frames of one connection that may wait their turn; more are dropped like an agent's above its rate. */
const MAX_WAITING = 1_024;
/** The same with those that may only take an order back. */
const MAX_WAITING_WITH_CANCELS = 2 * MAX_WAITING;
/** What an agent may say in answer to one tick, whatever the wall clock says. */
const FRAMES_PER_TICK = 32;

/** What one connection has waiting, and what it was refused unread since that was last said. */
export interface Sender {
  readonly side: Side;
  readonly waiting: number;
  dropped: number;
}

export interface IntakeOptions {
  readonly gate: Gate;
  readonly monotonicMs: () => number;
}

/** What comes in at all, judged before a line is parsed: whoever floods is cut, counted, and at last halted. */
export class Intake {
  readonly #options: IntakeOptions;
  /** Of the agent, and of whoever else knocks while it holds the lease: neither is given anew to who comes back. */
  readonly #agent: Allowance;
  readonly #strangers: Allowance;
  readonly #flood = new FloodWatch();
  /** Since the last sweep, also of connections that have gone since. */
  #dropped = 0;

  constructor(options: IntakeOptions) {
    this.#options = options;
    const allowance = () => new Allowance(() => options.gate.safety.limits.agent, options.monotonicMs());
    this.#agent = allowance();
    this.#strangers = allowance();
  }

  /** Whether a line may come in. One that may not is counted. */
  letIn(sender: Sender, isStranger: boolean, line: string): LetIn {
    const letIn = this.#judge(sender, isStranger, line);
    if (letIn === null) this.cut(sender);
    return letIn;
  }

  #judge({ side, waiting }: Sender, isStranger: boolean, line: string): LetIn {
    const hasRoom = waiting < MAX_WAITING;
    if (side === "operator") return hasRoom ? "anything" : null;
    if (waiting >= MAX_WAITING_WITH_CANCELS) return null;
    return (isStranger ? this.#strangers : this.#agent).take(line, hasRoom, this.#options.monotonicMs());
  }

  /**
   * Counts a frame that is not served. Beyond `agent.floodFrames` it is a flood: halted, until a person resumes, and
   * counted anew from then on.
   */
  cut(sender: Sender): void {
    sender.dropped += 1;
    this.#dropped += 1;
    if (sender.side === "operator") return;
    const { gate, monotonicMs } = this.#options;
    if (gate.state.holds.some(({ cause }) => cause === "flood")) return;
    const { floodFrames } = gate.safety.limits.agent;
    if (this.#flood.count(monotonicMs()) <= floodFrames) return;
    const reason = `more than ${floodFrames} frames above the rate within ten seconds`;
    this.#flood.forget();
    gate.execute({ type: "trading.halt", cause: "flood", reason });
  }

  /** The market clock's own allowance, for the answers to a tick. */
  tick(): void {
    this.#agent.grant(FRAMES_PER_TICK);
  }

  /** About once a second: one event says how many frames were cut, whoever sent them. */
  sweep(): void {
    const frames = this.#dropped;
    this.#dropped = 0;
    if (frames > 0) this.#options.gate.execute({ type: "rate.limited", frames });
  }
}
