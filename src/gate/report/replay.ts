import type { GateEvent } from "../../store/events/gate.ts";
import type { CheckResult } from "../../store/words/verdict.ts";
import { climb } from "../checks/ladder.ts";
import type { Asked } from "../checks/check.ts";
import { bodyHash } from "../decide/bodyHash.ts";
import { evolve } from "../mind/evolve.ts";
import { type GateState, initialState } from "../mind/state.ts";
import { safetyOf } from "../safety/accepted.ts";
import type { Safety } from "../safety/schema.ts";

/** One check of one verdict that comes out otherwise today, or a verdict that cannot be reached again (`is` says why). */
export interface Difference {
  readonly seq: number;
  readonly intentId: string;
  readonly code: string;
  readonly was: string;
  readonly is: string;
}

/** What came of judging everything once more. */
export interface Replay {
  readonly verdicts: number;
  readonly differences: readonly Difference[];
}

type Verdict = Extract<GateEvent, { type: "intent.approved" | "intent.denied" | "intent.waiting" }>;

/** More than anybody reads. */
const MAX_DIFFERENCES = 100;

/**
 * Judges every intent of a journal again, from its events and from nothing else: limits, instruments, prices and clock
 * are all on the record. Events are to be given in order, from the first; `result` may be asked at any time.
 */
export class VerdictReplay {
  #state: GateState = initialState;
  #last: GateEvent | null = null;
  #verdicts = 0;
  readonly #differences: Difference[] = [];
  /** Of every intent the body that came first: older ones leave the mind. */
  readonly #bodies = new Map<string, string>();
  #safety: { readonly hash: string; readonly safety: Safety | null } | null = null;

  get result(): Replay {
    return { verdicts: this.#verdicts, differences: this.#differences };
  }

  next(event: GateEvent): void {
    if (event.type === "intent.approved" || event.type === "intent.denied" || event.type === "intent.waiting") {
      this.#judge(event);
    }
    if (event.type === "intent.received") this.#bodies.set(event.data.intent.intentId, bodyHash(event.data.intent));
    this.#state = { ...evolve(this.#state, event), seq: event.seq };
    this.#last = event;
  }

  #judge(verdict: Verdict): void {
    const asked = this.#asked(verdict);
    if (asked === null) return;
    this.#verdicts += 1;
    const { binding } = this.#state;
    const safety = this.#limits();
    if (safety === null || binding === null) {
      this.#differ(verdict, "LIMITS", "judged", "no limits on record that this version can read");
      return;
    }
    const context = { now: verdict.ts, nextId: never, safety, timeframe: binding.timeframe };
    const now = climb(asked, this.#state, context);
    const before = new Map(verdict.data.checks.map((check) => [check.code, check]));
    const codes = new Set([...before.keys(), ...now.map(({ code }) => code)]);
    for (const code of codes) {
      const [was, is] = [textOf(before.get(code)), textOf(now.find((check) => check.code === code))];
      if (was !== is) this.#differ(verdict, code, was, is);
    }
  }

  /** What was put to the ladder; null where it was not climbed: a person or the clock said no. */
  #asked({ data, type }: Verdict): Asked | null {
    const { intentId } = data;
    const last = this.#last;
    if (type === "intent.denied" && data.asked !== undefined) {
      const first = this.#bodies.get(intentId);
      return { ...data.asked, seen: first === undefined ? null : { bodyHash: first }, approvedBy: null };
    }
    if (last?.type === "intent.received") return { ...last.data, seen: null, approvedBy: null };
    if (last?.type !== "proposal.accepted") return null;
    const proposal = this.#state.proposals[last.data.proposalId]?.proposal;
    if (proposal?.kind !== "order.approve") return null;
    const seen = { bodyHash: bodyHash(proposal.intent) };
    return { intent: proposal.intent, origin: null, seen, approvedBy: last.data.by };
  }

  #limits(): Safety | null {
    const { acceptedLimits, acceptedPlaces, safetyHash } = this.#state;
    if (acceptedLimits === null || safetyHash === null) return null;
    if (this.#safety?.hash !== safetyHash) {
      this.#safety = { hash: safetyHash, safety: safetyOf(acceptedLimits, acceptedPlaces, safetyHash) };
    }
    return this.#safety?.safety ?? null;
  }

  #differ({ seq, data: { intentId } }: Verdict, code: string, was: string, is: string): void {
    if (this.#differences.length < MAX_DIFFERENCES) this.#differences.push({ seq, intentId, code, was, is });
  }
}

/** The same text for the same answer: the fields in one order, as the schema has them. */
const textOf = (check: CheckResult | undefined): string => {
  if (check === undefined) return "not made";
  const { code, passed, observed, limit, unit, source } = check;
  return JSON.stringify({ code, passed, observed, limit, unit, source });
};

function never(): never {
  throw new RangeError("a check draws no ids");
}
