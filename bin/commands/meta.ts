import { existsSync } from "node:fs";
import { perDay } from "../../src/store/perDay.ts";
import { HOUR_MS } from "../../src/store/time.ts";
import { reviewed } from "../../src/agent/learning/review.ts";
import { loopBudgetOf } from "../../src/store/settings/budget.ts";
import { EXIT, Exit } from "../exit.ts";
import { learnedIn } from "../learnedIn.ts";
import { settingsOrNone } from "../preferred.ts";
import { targetOf } from "../target.ts";
import type { Command } from "./command.ts";

/** Loop 3 at any time: what evolution was worth so far. A look: nothing is steered by it, the agent's own look does that. */
export const meta: Command = {
  usage: "meta [--json]",
  about: "what evolution was worth: operators, promises kept, who was right about rejections",
  async run({ home, flags, say }) {
    const target = await targetOf(home);
    if (!existsSync(target.agentDb))
      throw new Exit(EXIT.failed, `${target.agentDb}: no journal yet; run \`trade\` first`);
    const { evolution, rulings } = learnedIn(target.agentDb);
    const review = reviewed({ evolution, rulings }, loopBudgetOf(settingsOrNone(target)), "look");
    const { done, proposed, filed, sentence, ledger } = evolution;
    const tries = ledger.tried.length + ledger.older;
    if (flags["json"] === true) {
      say(JSON.stringify({ ...review, proposed, tries, filed, answers: rulings.answers, newest: sentence }));
      return EXIT.done;
    }
    say(`${done} cycles, ${tries} candidates tried, ${proposed} proposed`);
    if (sentence !== "") say(`the newest cycle: ${sentence}`);
    for (const each of review.sentences) say(each);
    say(`proposed is what is expected to earn ${review.leastImprovement.toFixed(4)} R a day more, at the least`);
    for (const { proposalId, document, differences, predicted, periodMs } of filed) {
      const answer = rulings.answers[proposalId] ?? "waits";
      const sum = differences.reduce((total, each) => total + each, 0);
      const mean =
        differences.length === 0
          ? "nothing yet"
          : `${perDay(sum / differences.length, periodMs).toFixed(4)} over ${differences.length} periods of ${periodMs / HOUR_MS} h`;
      say(
        `${document.id} v${document.version} (${answer}): ${perDay(predicted, periodMs).toFixed(4)} R a day was promised, came ${mean}`,
      );
    }
    return EXIT.done;
  },
};
