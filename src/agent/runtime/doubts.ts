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
  /** Whether the loops changed it, so that it can go back to what it was. */
  readonly isChanged: (ruleId: string) => boolean;
}

/**
 * Loop 1's one power: when an alarm fires, less of the rule is asked for. Told at once, asked with the next candle. Where
 * the loops themselves changed a rule, and it failed on probation, it goes back to what it was before it is paused.
 */
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
        const isBack = status === "paused" && (await this.#isRolledBack(ruleId, reason, call));
        if (!isBack) await call("rule.tighten", { ruleId, status, reason });
        say(reason);
      } catch (error) {
        if (!(error instanceof GateRefusal)) throw error;
        say(sayOf(error));
      }
      this.#waiting = this.#waiting.slice(1);
    }
  }

  /** Whether the gate took the rule back to what it was. One that it will not take back is paused like any other. */
  async #isRolledBack(ruleId: string, reason: string, call: AgentCall): Promise<boolean> {
    if (!this.#around.isChanged(ruleId)) return false;
    try {
      await call("rule.rollback", { ruleId, reason });
      return true;
    } catch (error) {
      if (!(error instanceof GateRefusal)) throw error;
      return false;
    }
  }
}
