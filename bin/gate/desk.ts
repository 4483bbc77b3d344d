import { existsSync, readFileSync } from "node:fs";
import { PROTOCOL_VERSION } from "../../src/gate/contract/frame.ts";
import { Refusal } from "../../src/gate/contract/refusal.ts";
import type { Gate } from "../../src/gate/heart/gate.ts";
import type { Market } from "../../src/gate/heart/market.ts";
import { rememberIntent } from "../../src/gate/heart/remember.ts";
import { statusOf } from "../../src/gate/report/status.ts";
import type { Desk } from "../../src/gate/server/desk.ts";
import type { AgentLease } from "../../src/gate/server/lease.ts";
import { readOwnSafety } from "../../src/gate/safety/load.ts";
import type { Safety } from "../../src/gate/safety/schema.ts";
import { knowsPassphrase } from "../../src/gate/server/passphrase.ts";
import { InputError } from "../../src/store/input.ts";
import type { Journal } from "../../src/store/journal/journal.ts";
import type { AccountBinding } from "../../src/store/words/account.ts";
import { type Home, ownUid } from "../home.ts";

export interface DeskParts {
  readonly home: Home;
  readonly journal: Journal;
  readonly binding: AccountBinding;
  readonly gate: Gate;
  readonly market: Market;
  readonly lease: AgentLease;
  readonly stop: (reason: string) => void;
  readonly seal: string | null;
  readonly isSupervised: boolean;
}

/** What the verbs of both sockets work with. */
export function deskOf(parts: DeskParts): Desk {
  const { home, journal, binding, gate, market, lease, stop } = parts;
  const since = new Date().toISOString();
  return {
    gate,
    priorOf: (intentId) => rememberIntent(journal, intentId),
    readEvents: (fromSeq, limit) => journal.read(fromSeq, limit),
    story(id) {
      const found = journal.find(id) ?? journal.birthOf(id);
      return found === null ? [] : journal.story(found.id);
    },
    acknowledge: (n) => market.acknowledged(n),
    isSupervised: parts.isSupervised,
    knowsPassphrase: (passphrase) => {
      const seal = parts.seal ?? (existsSync(home.passphrase) ? readFileSync(home.passphrase, "utf8") : null);
      return seal !== null && knowsPassphrase(seal, passphrase);
    },
    readSafety: () => safetyOf(home),
    stop,
    hello: () => ({
      protocol: PROTOCOL_VERSION,
      journalId: journal.journalId,
      gateSeq: gate.state.seq,
      pid: process.pid,
      binding,
      nextTick: market.ticks ? gate.state.nextTick : null,
      speed: market.speed,
    }),
    status: () =>
      statusOf(gate.state, {
        gate: { pid: process.pid, since, protocol: PROTOCOL_VERSION, journalId: journal.journalId, home: home.root },
        agent: {
          connected: lease.holder !== null,
          heartbeatAgeMs: lease.silentMs === null ? null : Math.round(lease.silentMs),
          deadMan: lease.deadMan,
          deadManNext: lease.next,
        },
        speed: market.speed,
        now: market.time.now(),
        limits: gate.safety.limits,
      }),
  };
}

function safetyOf(home: Home): Safety {
  try {
    return readOwnSafety(home.safety, ownUid());
  } catch (error) {
    if (error instanceof InputError) throw new Refusal("SAFETY_UNUSABLE", error.problems.join("\n"));
    throw error;
  }
}
