import { MOST_WAITING_OF_AGENT } from "../../gate/contract/rulebook.ts";
import { fingerprint } from "../../store/rules/fingerprint.ts";
import type { LoopBudget } from "../../store/settings/budget.ts";
import { settingText } from "../../store/settings/loopSetting.ts";
import type { Timestamp } from "../../store/time.ts";
import { GateRefusal, isJudged, sayOf } from "../gateClient/problem.ts";
import type { EvolverOptions } from "./evolver.ts";
import { fileProposal } from "./fileProposal.ts";
import { fileSettings } from "./fileSettings.ts";
import { Patience } from "./patience.ts";
import { filePromotion, promotionDue } from "./promote.ts";

type Known = ReturnType<EvolverOptions["known"]>;

interface Options extends Pick<EvolverOptions, "memory" | "known" | "call" | "say" | "candleMs"> {
  /** What the loops run by now. */
  readonly budget: () => LoopBudget;
}

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
  readonly #patience: Readonly<Record<"proposal" | "promotion" | "settings", Patience>>;

  constructor(options: Options) {
    this.#options = options;
    const { candleMs } = options;
    const patience = () => new Patience(candleMs);
    this.#patience = { proposal: patience(), promotion: patience(), settings: patience() };
  }

  /** Files what there is to file; why something waits, empty when nothing does. @throws Unanswered. */
  async step(at: Timestamp): Promise<string> {
    const held: string[] = [];
    for (const wish of [this.#proposal(), this.#promotion(), this.#settings()]) {
      held.push(wish === null ? "" : await this.#file(wish, at));
    }
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

  #settings(): Wish | null {
    const { wish } = this.#options.known().settings;
    if (wish === null) {
      this.#patience.settings.settled();
      return null;
    }
    const print = settingText(wish.change);
    return { what: `the change to ${print}`, print, patience: this.#patience.settings, file: fileSettings };
  }

  async #file({ what, print, patience, file }: Wish, at: Timestamp): Promise<string> {
    const full = fullOf(this.#options.known(), print);
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
export function fullOf({ rulings, settings }: Pick<Known, "rulings" | "settings">, print?: string): string {
  const rules = Object.values(rulings.waiting).filter(({ filedBy }) => filedBy === "agent");
  const changes = Object.values(settings.waiting).filter(({ filedBy }) => filedBy === "agent");
  if (rules.length + changes.length < MOST_WAITING_OF_AGENT) return "";
  const prints = [
    ...rules.map(({ document }) => fingerprint(document)),
    ...changes.map(({ change }) => settingText(change)),
  ];
  const others = prints.filter((each) => each !== print).length;
  return others < MOST_WAITING_OF_AGENT ? "" : `no new cycle: ${others} proposals wait for you`;
}
