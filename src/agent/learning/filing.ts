import { MOST_WAITING_OF_AGENT } from "../../gate/contract/rulebook.ts";
import { fingerprint } from "../../store/rules/fingerprint.ts";
import type { Timestamp } from "../../store/time.ts";
import { GateRefusal, isJudged, sayOf } from "../gateClient/problem.ts";
import type { EvolverOptions } from "./evolver.ts";
import { fileProposal } from "./fileProposal.ts";
import { Patience } from "./patience.ts";
import { filePromotion, promotionDue } from "./promote.ts";
import type { Rulings } from "./rulings.ts";

type Options = Pick<EvolverOptions, "memory" | "known" | "call" | "say" | "candleMs">;

interface Wish {
  readonly what: string;
  /** What it would do, as one id: one that waits at the gate already takes no place of its own. */
  readonly print: string;
  readonly patience: Patience;
  readonly file: (options: Options) => Promise<void>;
}

/**
 * Puts before the gate what the loops want a person to decide. What the gate does not judge for a moment is not lost: it
 * is asked again, ever less often; and nothing is asked while the agent's places at the gate are taken.
 */
export class Filing {
  readonly #options: Options;
  readonly #patience: Readonly<Record<"proposal" | "promotion", Patience>>;

  constructor(options: Options) {
    this.#options = options;
    const { candleMs } = options;
    this.#patience = { proposal: new Patience(candleMs), promotion: new Patience(candleMs) };
  }

  /** Files what there is to file; why something waits, empty when nothing does. @throws Unanswered. */
  async step(at: Timestamp): Promise<string> {
    const held: string[] = [];
    for (const wish of [this.#proposal(), this.#promotion()])
      held.push(wish === null ? "" : await this.#file(wish, at));
    return held.find((each) => each !== "") ?? "";
  }

  #proposal(): Wish | null {
    const { unfiled } = this.#options.known().evolution;
    if (unfiled === null) {
      this.#patience.proposal.settled();
      return null;
    }
    const { candidate } = unfiled.proposal;
    const what = `cycle ${unfiled.cycle}'s proposal`;
    return { what, print: candidate.fingerprint, patience: this.#patience.proposal, file: fileProposal };
  }

  #promotion(): Wish | null {
    const draft = promotionDue(this.#options.known());
    if (draft === null) {
      this.#patience.promotion.settled();
      return null;
    }
    const what = `${draft.document.id}'s promotion`;
    return { what, print: fingerprint(draft.document), patience: this.#patience.promotion, file: filePromotion };
  }

  async #file({ what, print, patience, file }: Wish, at: Timestamp): Promise<string> {
    const full = fullOf(this.#options.known().rulings, print);
    // The agent sees for itself when there is room again: it is asked then, and not later for having been refused.
    if (full !== "") {
      patience.settled();
      return full;
    }
    if (!patience.isOver(at)) return patience.because;
    try {
      await file(this.#options);
      patience.settled();
    } catch (error) {
      if (!(error instanceof GateRefusal) || isJudged(error)) throw error;
      patience.refused(at, `${what} is not filed yet: ${sayOf(error)}`);
    }
    return patience.because;
  }
}

/** Why nothing more is asked while all places of the agent are taken; empty while there is room. */
export function fullOf({ waiting }: Pick<Rulings, "waiting">, print?: string): string {
  const own = Object.values(waiting).filter(({ filedBy }) => filedBy === "agent");
  if (own.length < MOST_WAITING_OF_AGENT) return "";
  const others = own.filter(({ document }) => fingerprint(document) !== print);
  if (others.length < MOST_WAITING_OF_AGENT) return "";
  return `no new cycle: ${others.length} proposals wait for you`;
}
