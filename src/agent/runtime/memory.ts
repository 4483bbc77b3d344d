import type { Hello } from "../../gate/contract/agentVerbs.ts";
import type { EventPublished } from "../../gate/contract/notification.ts";
import { canonicalJson } from "../../store/canonical.ts";
import type { AgentDraft, AgentEventData, AgentEventType } from "../../store/events/agent.ts";
import type { Id, IdSource } from "../../store/ids.ts";
import type { Journal, JournalReader } from "../../store/journal/journal.ts";
import { GENESIS } from "../../store/journal/record.ts";
import type { Clock } from "../../store/time.ts";

/** The gate's events cannot be what this memory continues: the agent stops rather than guess. */
export class MirrorBroken extends Error {
  override readonly name = "MirrorBroken";
}

/** Where in a story a new event stands. */
export interface Cause {
  readonly id: Id;
  readonly correlationId: Id;
}

const GATE_JOURNAL = "gateJournalId";
const GATE_BINDING = "gateBinding";

/**
 * The agent's journal with the gate's events beside it. What is told and what is mirrored waits here, and one commit
 * keeps all of it or nothing: once a candle, and before an intent leaves.
 */
export class Memory {
  readonly journal: Journal;
  readonly nextId: IdSource;
  readonly #now: Clock;
  #drafts: AgentDraft[] = [];
  readonly #listeners: ((draft: AgentDraft, cause: Cause) => void)[] = [];
  #published: EventPublished[] = [];
  #last: { readonly seq: number; readonly hash: string };

  constructor(journal: Journal, nextId: IdSource, now: Clock) {
    this.journal = journal;
    this.nextId = nextId;
    this.#now = now;
    this.#last = mirrored(journal);
  }

  /** The newest event of the gate that is known here. */
  get gateSeq(): number {
    return this.#last.seq;
  }

  /** The gate's journal that this one mirrors; empty before the first hello. */
  get gateJournalId(): string {
    return gateJournalOf(this.journal) ?? "";
  }

  /** Events of the gate that wait for the next commit. */
  get waiting(): number {
    return this.#published.length;
  }

  /** Takes the gate's next event; false when it is known already. @throws MirrorBroken on any other one. */
  take(published: EventPublished): boolean {
    const { journalId, event } = published;
    const bound = this.journal.getMeta(GATE_JOURNAL);
    if (journalId !== bound) throw new MirrorBroken(`an event of journal ${journalId}, this memory is of ${bound}`);
    if (event.seq <= this.#last.seq) return false;
    if (event.seq > this.#last.seq + 1) {
      throw new MirrorBroken(`the gate's event ${this.#last.seq + 1} is missing: ${event.seq} came`);
    }
    if (event.prevHash !== this.#last.hash) {
      throw new MirrorBroken(`the gate's event ${event.seq} does not follow the one that is held here`);
    }
    this.#published.push(published);
    this.#last = { seq: event.seq, hash: event.hash };
    return true;
  }

  /** Notes an event; durable after the next `commit`. Gives its place in the story. */
  tell<Type extends AgentEventType>(type: Type, data: AgentEventData<Type>, cause?: Cause, id = this.nextId()): Cause {
    const correlationId = cause?.correlationId ?? id;
    const draft = { id, ts: this.#now(), type, causationId: cause?.id ?? null, correlationId, data };
    this.#drafts.push(draft as AgentDraft);
    const told = { id, correlationId };
    for (const heard of this.#listeners) heard(draft as AgentDraft, told);
    return told;
  }

  /** Whoever learns from what is told hears it at once, durable or not. */
  listen(heard: (draft: AgentDraft, cause: Cause) => void): void {
    this.#listeners.push(heard);
  }

  /** Makes all of it durable. @throws MirrorBroken, JournalError: then nothing was kept, and this process must end. */
  commit(): void {
    if (this.#drafts.length + this.#published.length === 0) return;
    this.journal.batch(() => {
      for (const { journalId, event } of this.#published) {
        const result = this.journal.mirror.add(journalId, event);
        if (!result.ok) {
          throw new MirrorBroken(`the gate's event ${event.seq}: ${result.code}, ${result.observed} came`);
        }
      }
      this.journal.append(this.#drafts);
    });
    this.#drafts = [];
    this.#published = [];
  }
}

/** The journal of the gate that this one mirrors; null before the first hello. */
export const gateJournalOf = (journal: Pick<JournalReader, "getMeta">): string | null => journal.getMeta(GATE_JOURNAL);

/** Binds a new journal to its gate. False when it is bound to another account. */
export function bindTo(journal: Journal, { journalId, binding }: Hello): boolean {
  const bound = journal.getMeta(GATE_BINDING);
  const text = canonicalJson(binding);
  if (bound !== null) return bound === text && gateJournalOf(journal) === journalId;
  journal.batch(() => {
    journal.setMeta(GATE_JOURNAL, journalId);
    journal.setMeta(GATE_BINDING, text);
  });
  return true;
}

function mirrored(journal: Journal): { seq: number; hash: string } {
  const bound = gateJournalOf(journal);
  return bound === null ? { seq: 0, hash: GENESIS } : journal.mirror.last(bound);
}
