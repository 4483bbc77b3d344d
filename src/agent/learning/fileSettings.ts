import { loopSettingOf, type SettingChange } from "../../store/settings/loopSetting.ts";
import type { LoopBudget } from "../../store/settings/budget.ts";
import { isJudged, sayOf } from "../gateClient/problem.ts";
import type { EvolverOptions } from "./evolver.ts";

interface Options extends Pick<EvolverOptions, "memory" | "known" | "call" | "say"> {
  /** What the loops run by now. */
  readonly budget: () => LoopBudget;
}

/**
 * Asks the person for the change of settings that loop 3's newest look speaks of, once: a process that does not know
 * whether it was heard looks first. @throws Unanswered, GateRefusal when it was not judged: it is asked again.
 */
export async function fileSettings({ memory, known, call, say, budget }: Options): Promise<void> {
  const { wish } = known().settings;
  if (wish === null) return;
  const { change, sentence, story } = wish;
  const { key, value, before } = change;
  const told = (proposalId: string | null, refused: string | null) =>
    memory.tell("settings.filed", { ...change, proposalId, refused }, story);
  if (loopSettingOf(budget(), key) !== before) {
    told(null, `${key} was changed since`);
    return;
  }
  try {
    const filed = async () => (await call("settings.propose", { ...change, rationale: sentence })).proposalId;
    told((await onFileAs(change, call)) ?? (await filed()), null);
    say(`proposed: ${key} ${before} → ${value}`);
  } catch (error) {
    if (!isJudged(error)) throw error;
    told(null, sayOf(error).slice(0, 500));
    say(sayOf(error));
  }
}

/** The id under which this very change waits at the gate, filed by an agent that did not hear the answer. */
async function onFileAs({ key, value, before }: SettingChange, call: Options["call"]): Promise<string | null> {
  const { proposals } = await call("proposals.get", {});
  for (const { proposal, state } of proposals) {
    if (state !== "open" || proposal.kind !== "settings.change" || proposal.filedBy !== "agent") continue;
    if (proposal.key === key && proposal.value === value && proposal.before === before) return proposal.proposalId;
  }
  return null;
}
