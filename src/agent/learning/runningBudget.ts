import type { LoopBudget } from "../../store/settings/budget.ts";
import { type SettingChange, withLoopSetting } from "../../store/settings/loopSetting.ts";
import type { Timestamp } from "../../store/time.ts";
import { sayOf } from "../gateClient/problem.ts";
import type { EvolverOptions } from "./evolver.ts";
import { Patience } from "./patience.ts";

/**
 * Keeps a change of the loops' settings for the processes to come, where the person keeps them, and gives what the setting
 * is then: what the person set it to since the change was asked for stands. @throws Error when it cannot be kept.
 */
export type KeepSetting = (change: SettingChange) => string;

/** What the loops run by: as they were started, and from then on as a person accepts. */
export class RunningBudget {
  readonly #options: Pick<EvolverOptions, "memory" | "known" | "say" | "keepSetting">;
  readonly #patience: Patience;
  #now: LoopBudget;

  constructor(options: Pick<EvolverOptions, "memory" | "known" | "say" | "keepSetting" | "budget" | "candleMs">) {
    this.#options = options;
    this.#patience = new Patience(options.candleMs);
    this.#now = options.budget;
  }

  get now(): LoopBudget {
    return this.#now;
  }

  /**
   * Takes up what was accepted, whatever process of the agent asked for it; why it cannot, empty when nothing is left. A
   * process that dies between keeping and telling leaves it to the next one, which finds it kept.
   */
  takeUp(at: Timestamp): string {
    const { memory, known, say, keepSetting } = this.#options;
    if (!this.#patience.isOver(at)) return this.#patience.because;
    const { accepted, filed } = known().settings;
    if (accepted.length === 0) this.#patience.settled();
    for (const { proposalId, change, story } of accepted) {
      const { key, value } = change;
      try {
        const now = keepSetting(change);
        this.#now = withLoopSetting(this.#now, key, now);
        const asked = filed.find((each) => each.proposalId === proposalId);
        this.#patience.settled();
        memory.tell("settings.taken", { proposalId, ...change, now }, asked?.story ?? story);
        say(now === value ? `${key} is ${value} from now on` : `${key} stays at ${now}: you set it so since`);
      } catch (error) {
        this.#patience.refused(
          at,
          `${key} ${value}, which you accepted, cannot be kept, see to the file and its folder: ${sayOf(error)}`,
        );
        break;
      }
    }
    return this.#patience.because;
  }
}
