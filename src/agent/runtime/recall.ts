import type { AgentEvent } from "../../store/events/agent.ts";
import type { JournalReader } from "../../store/journal/journal.ts";
import type { Intent } from "../../store/words/intent.ts";
import type { Cause } from "./memory.ts";

/** An intent that was made durable and may or may not have been heard. */
export interface OpenIntent {
  readonly intent: Intent;
  readonly signalId: string | null;
  readonly cause: Cause;
}

/** What a new process must know of what the last one did. */
export interface Recalled {
  /** The last candle that was dealt with to its end, or null. */
  readonly last: { readonly n: number; readonly candleTs: number } | null;
  /** Intents without an answer. */
  readonly unanswered: readonly OpenIntent[];
  /** Intents made for the candle that was not finished: they are not made again. */
  readonly asked: readonly Intent[];
}

const PAGE = 500;

/**
 * Reads back to the last finished candle. A candle is only finished when all its intents are answered, so that nothing
 * older can be open: start-up does not grow with history.
 */
export function recall(journal: Pick<JournalReader, "head" | "read">): Recalled {
  const open = new Map<string, OpenIntent>();
  const asked: Intent[] = [];
  let last: Recalled["last"] = null;
  for (const event of tailOf(journal)) {
    if (event.type === "candle.processed") {
      last = { n: event.data.n, candleTs: event.data.candleTs };
      asked.length = 0;
    } else if (event.type === "intent.created") {
      const { intent, signalId } = event.data;
      asked.push(intent);
      open.set(intent.intentId, { intent, signalId, cause: { id: event.id, correlationId: event.correlationId } });
    } else if (event.type === "verdict.received") open.delete(event.data.verdict.intentId);
    else if (event.type === "entry.blocked") open.delete(event.data.intent.intentId);
  }
  return { last, unanswered: [...open.values()], asked };
}

/** The last events in order, back to a finished candle or to the beginning. */
function tailOf(journal: Pick<JournalReader, "head" | "read">): readonly AgentEvent[] {
  const tail: AgentEvent[] = [];
  let end = journal.head().seq;
  while (end > 0) {
    const from = Math.max(1, end - PAGE + 1);
    const page = journal.read(from, end - from + 1) as readonly AgentEvent[];
    tail.unshift(...page);
    if (page.some(({ type }) => type === "candle.processed")) break;
    end = from - 1;
  }
  return tail;
}
