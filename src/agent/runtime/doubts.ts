import type { AgentEventData } from "../../store/events/agent.ts";
import type { RuleStatus } from "../../store/rules/document.ts";
import type { BeliefBook } from "../learning/beliefBook.ts";
import { GateRefusal, isJudged, sayOf } from "../gateClient/problem.ts";
import type { Cause, Memory } from "./memory.ts";
import type { AgentCall } from "./submit.ts";

/** A doubt of which the version is known. */
export interface PendingDoubt extends Pick<AgentEventData<"rule.doubted">, "ruleId" | "status" | "reason"> {
  readonly ruleVersion: number;
}

interface Around {
  readonly memory: Memory;
  readonly beliefs: BeliefBook;
  readonly statusOf: (ruleId: string) => RuleStatus;
  /** What was doubted and not settled yet, oldest first: the journal remembers it, whatever process told it. */
  readonly pending: () => readonly PendingDoubt[];
  /** Whether the loops changed it, so that it can go back to what it was. */
  readonly isChanged: (ruleId: string) => boolean;
}

/**
 * Loop 1's one power: when an alarm fires, less of the rule is asked for. Told at once, asked with the next candle. Where
 * the loops themselves changed a rule, and it failed on probation, it goes back to what it was before it is paused.
 */
export class Doubts {
  readonly #around: Around;

  constructor(around: Around) {
    this.#around = around;
  }

  observe(event: Cause & { readonly type: string; readonly data: unknown }): void {
    const { memory, beliefs, statusOf } = this.#around;
    const tightening = beliefs.observe(event, statusOf);
    if (tightening === null) return;
    const { alarms, ...rest } = tightening;
    memory.tell("rule.doubted", { ...rest, alarms: [...alarms] }, event);
  }

  /**
   * Asks the gate for what waits; what it refuses is said and done with, what it did not judge is asked again with the next
   * candle: less is at stake in one frame more than in a rule that goes on. @throws Unanswered: then it waits on.
   */
  async ask(call: AgentCall, say: (detail: string) => void): Promise<void> {
    const { memory, beliefs, pending } = this.#around;
    for (const { ruleId, ruleVersion, status, reason } of pending()) {
      try {
        // Replaced or rolled back since: what is in force now has done nothing yet.
        if (beliefs.isCurrent(ruleId, ruleVersion)) await this.#less({ ruleId, status, reason }, call);
        say(reason);
      } catch (error) {
        if (!(error instanceof GateRefusal)) throw error;
        say(sayOf(error));
        if (!isJudged(error)) continue;
      }
      memory.tell("doubt.settled", { ruleId, ruleVersion });
    }
  }

  async #less({ ruleId, status, reason }: Omit<PendingDoubt, "ruleVersion">, call: AgentCall): Promise<void> {
    const isBack = status === "paused" && (await this.#isRolledBack(ruleId, reason, call));
    if (!isBack) await call("rule.tighten", { ruleId, status, reason });
  }

  /** Whether the gate took the rule back to what it was. One that it will not take back is paused like any other. */
  async #isRolledBack(ruleId: string, reason: string, call: AgentCall): Promise<boolean> {
    if (!this.#around.isChanged(ruleId)) return false;
    try {
      await call("rule.rollback", { ruleId, reason });
      return true;
    } catch (error) {
      if (!isJudged(error)) throw error;
      return false;
    }
  }
}
