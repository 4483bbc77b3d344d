import { gateEvents } from "../../src/store/events/gate.ts";
import type { AgentEvent } from "../../src/store/events/agent.ts";
import type { Blocked } from "../../src/loops/counterfactual/blocked.ts";
import type { Journal } from "../../src/store/journal/journal.ts";
import { openJournalToRead } from "../../src/store/journal/journal.ts";
import { recallLearned } from "../../src/agent/runtime/learned.ts";
import { gateJournalOf } from "../../src/agent/runtime/memory.ts";
import type { Rulings } from "../../src/agent/learning/rulings.ts";
import type { Timestamp } from "../../src/store/time.ts";
import type { Intent } from "../../src/store/words/intent.ts";
import type { z } from "zod";

const PAGE = 1_000;
/** An account's opening stands among its first events. */
const OPENED_WITHIN = 20;

type Opened = z.infer<(typeof gateEvents)["account.opened"]>;

/** What the agent's journal knows of entries that were blocked, and of the account they were blocked in. */
export interface AccountRecord {
  readonly resolved: readonly Blocked[];
  readonly denied: readonly { readonly intent: Intent; readonly by: readonly string[] }[];
  readonly opened: (Opened & { readonly at: Timestamp }) | null;
  readonly rules: Rulings["rules"];
  /** Open time of the last candle that was dealt with; null before the first. */
  readonly lastCandleTs: Timestamp | null;
}

/** Reads it whole. @throws JournalError when it cannot be read. */
export function recordIn(path: string): AccountRecord {
  const journal = openJournalToRead(path);
  try {
    const [resolved, denied]: [Blocked[], { intent: Intent; by: readonly string[] }[]] = [[], []];
    let lastCandleTs: Timestamp | null = null;
    for (let from = 1, last = journal.head().seq; from <= last; from += PAGE) {
      for (const event of journal.read(from, PAGE) as readonly AgentEvent[]) {
        if (event.type === "counterfactual.resolved") resolved.push(event.data);
        else if (event.type === "entry.blocked") denied.push(event.data);
        else if (event.type === "candle.processed") lastCandleTs = event.data.candleTs;
      }
    }
    const { rules } = recallLearned(journal, gateJournalOf(journal) ?? "").rulings;
    return { resolved, denied, opened: openingIn(journal), rules, lastCandleTs };
  } finally {
    journal.close();
  }
}

function openingIn({ mirror }: { readonly mirror: Pick<Journal["mirror"], "read"> }): AccountRecord["opened"] {
  const event = mirror.read(1, OPENED_WITHIN).find(({ type }) => type === "account.opened");
  const opened = gateEvents["account.opened"].safeParse(event?.data).data;
  return event === undefined || opened === undefined ? null : { ...opened, at: event.ts };
}
