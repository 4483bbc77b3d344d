import type { Tightening } from "../../loops/trade/beliefs.ts";
import type { RuleStatus } from "../../store/rules/document.ts";
import type { BeliefBook } from "../learning/beliefBook.ts";
import { GateRefusal, sayOf } from "../gateClient/problem.ts";
import type { Cause, Memory } from "./memory.ts";
import type { AgentCall } from "./submit.ts";

interface Around {
  readonly memory: Memory;
  readonly beliefs: BeliefBook;
  readonly statusOf: (ruleId: string) => RuleStatus;
}

/** Loop 1's one power: when an alarm fires, less of the rule is asked for. Told at once, asked with the next candle. */
export class Doubts {
  readonly #around: Around;
  #waiting: readonly Tightening[] = [];

  constructor(around: Around) {
    this.#around = around;
  }

  observe(event: Cause & { readonly type: string; readonly data: unknown }): void {
    const { memory, beliefs, statusOf } = this.#around;
    const tightening = beliefs.observe(event, statusOf);
    if (tightening === null) return;
    const { alarms, ...rest } = tightening;
    memory.tell("rule.doubted", { ...rest, alarms: [...alarms] }, event);
    this.#waiting = [...this.#waiting, tightening];
  }

  /** Asks the gate for what waits; what it refuses is said and done with. @throws Unanswered: then it waits on. */
  async ask(call: AgentCall, say: (detail: string) => void): Promise<void> {
    for (const { ruleId, status, reason } of this.#waiting) {
      try {
        await call("rule.tighten", { ruleId, status, reason });
        say(reason);
      } catch (error) {
        if (!(error instanceof GateRefusal)) throw error;
        say(sayOf(error));
      }
      this.#waiting = this.#waiting.slice(1);
    }
  }
}
