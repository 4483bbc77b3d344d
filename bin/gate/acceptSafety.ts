import { existsSync } from "node:fs";
import { Gate } from "../../src/gate/heart/gate.ts";
import { TickTime } from "../../src/gate/heart/marketTime.ts";
import { recover } from "../../src/gate/heart/recover.ts";
import { type LimitChange, compareLimits } from "../../src/gate/safety/compare.ts";
import type { Safety } from "../../src/gate/safety/schema.ts";
import { idSource } from "../../src/store/ids.ts";
import { openJournal, openJournalToRead } from "../../src/store/journal/journal.ts";
import { takeLock } from "../../src/store/lock.ts";
import { seededRandom } from "../../src/store/random.ts";
import { EXIT, Exit } from "../exit.ts";
import type { Home } from "../home.ts";
import { isRealMarket } from "../../src/store/words/account.ts";
import { seedOf } from "./account.ts";

/** What the file moves against the limits that the account's journal knows; null without an account. */
export function changesAgainst(home: Home, safety: Safety): readonly LimitChange[] | null {
  if (!existsSync(home.gateDb)) return null;
  const journal = openJournalToRead(home.gateDb);
  try {
    const { acceptedLimits } = recover({ ...journal, loadSnapshot: () => null });
    return compareLimits(acceptedLimits ?? safety.limits, safety.limits);
  } finally {
    journal.close();
  }
}

/**
 * Puts the limits on the record as a person's word, if `asked` says yes to what moves. Gives false when it said no.
 * @throws Exit 5 while a gate runs, or without an account.
 */
export async function acceptSafety(
  home: Home,
  safety: Safety,
  asked: (changes: readonly LimitChange[]) => Promise<boolean>,
): Promise<boolean> {
  if (!existsSync(home.gateDb)) {
    throw new Exit(
      EXIT.unsafe,
      `${home.root}: no account yet, so there is nothing to accept; run \`trade\` to open one`,
    );
  }
  const lock = takeLock(home.gateLock);
  if (lock === null) {
    const remedy = "stop it first with `trade gate stop`; what is tighter it takes with `trade safety reload`";
    throw new Exit(EXIT.unsafe, `${home.root}: a gate runs here; ${remedy}`);
  }
  try {
    if (!(await asked(changesAgainst(home, safety) ?? []))) return false;
    record(home, safety);
    return true;
  } finally {
    lock.release();
  }
}

function record(home: Home, safety: Safety): void {
  const journal = openJournal({ path: home.gateDb, journalId: "none", wallClock: Date.now, pid: process.pid });
  try {
    const { binding } = recover(journal);
    const { seq } = journal.head();
    const lastTs = journal.read(Math.max(1, seq), 1)[0]?.ts;
    if (binding === null || lastTs === undefined) throw new Exit(EXIT.unsafe, `${home.root}: no account yet`);
    const time = new TickTime(isRealMarket(binding.market) ? Math.max(lastTs, Date.now()) : lastTs);
    const gate = new Gate({
      journal,
      safety,
      timeframe: binding.timeframe,
      time,
      nextId: idSource(time.now, seededRandom(seedOf(binding), `accept ${seq}`)),
      publish: () => {},
    });
    gate.execute({ type: "safety.accept", safety });
  } finally {
    journal.close();
  }
}
