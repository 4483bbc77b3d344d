/** Frames served between two looks at the operator's queue. */
const AGENT_SLICE = 8;

/**
 * Whose turn it is: every waiting operator frame first, then a few of the agent's, then the operator's again. However
 * deep the agent's queue is, a kill waits for a handful of frames at most.
 */
export class FairQueue {
  readonly #operator: (() => void)[] = [];
  readonly #agent: (() => void)[] = [];
  #scheduled = false;
  readonly #defer: (work: () => void) => void;

  constructor(defer: (work: () => void) => void) {
    this.#defer = defer;
  }

  get depth(): number {
    return this.#operator.length + this.#agent.length;
  }

  push(side: "operator" | "agent", work: () => void): void {
    (side === "operator" ? this.#operator : this.#agent).push(work);
    this.#schedule();
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    this.#defer(() => {
      this.#scheduled = false;
      try {
        for (let work = this.#operator.shift(); work !== undefined; work = this.#operator.shift()) work();
        for (let i = 0; i < AGENT_SLICE; i += 1) this.#agent.shift()?.();
      } finally {
        // Also behind a frame that threw: a kill must not be lost with it.
        if (this.depth > 0) this.#schedule();
      }
    });
  }
}
