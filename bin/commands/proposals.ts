import { inputError } from "../../src/store/input.ts";
import { utcText } from "../../src/store/time.ts";
import { titleOf } from "../../src/store/words/proposal.ts";
import type { ProposalRow } from "../../src/gate/contract/rulebook.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import { proposalLines } from "../proposalLines.ts";
import { askAsPerson, askGate } from "../operator.ts";
import { targetOf } from "../target.ts";
import { type Command, type CommandContext, reasonOf } from "./command.ts";

const WORDS: readonly string[] = ["list", "show", "accept", "reject"];

/** What waits for a person: changes to the rulebook, orders too large to go by themselves, what the loops would run by. */
export const proposals: Command = {
  usage: "proposals [list|show ID|accept ID|reject ID] [--reason WHY] [--json]",
  about: "rule changes, large orders and settings of the loops that wait for you",
  async run(context) {
    const [word = "list", id] = context.words;
    if (!WORDS.includes(word)) {
      throw inputError("trade proposals", `"${word}" is not known`, `use ${WORDS.join(", ")}`);
    }
    const home = await targetOf(context.home);
    const { proposals: rows } = await askGate(home, (operator) => operator.call("proposals.get", {}));
    if (word === "list") return list(context, rows);
    const row = found(rows, id);
    if (word === "show") {
      if (context.flags["json"] === true) context.say(JSON.stringify(row));
      else {
        const { rules } = await askGate(home, (operator) => operator.call("rules.get", {}));
        for (const line of proposalLines(row, rules)) context.say(line);
      }
      return EXIT.done;
    }
    const { proposalId } = row.proposal;
    const reason = reasonOf(context, `${word}ed by the operator`);
    const denials =
      word === "accept"
        ? (await askAsPerson(home, (operator) => operator.call("proposal.accept", { proposalId, reason }))).denials
        : [];
    if (word === "reject") await askGate(home, (operator) => operator.call("proposal.reject", { proposalId, reason }));
    if (denials.length > 0) {
      const why = `you said yes, and the gate denies it by now: ${denials.join(", ")}`;
      throw new Exit(EXIT.refused, `${titleOf(row.proposal)}: ${why}`);
    }
    context.say(`${word}ed ${titleOf(row.proposal)}`);
    return EXIT.done;
  },
};

function list({ flags, say }: CommandContext, rows: readonly ProposalRow[]): ExitCode {
  if (flags["json"] === true) {
    say(JSON.stringify(rows));
    return EXIT.done;
  }
  for (const { proposal, state, reason } of rows) {
    const { direction, filedBy, filedAt, proposalId } = proposal;
    say(
      `${proposalId}  ${state.padEnd(8)} ${titleOf(proposal)}  ${direction}, filed by ${filedBy} ${utcText(filedAt)}${reason === null ? "" : `, ${reason}`}`,
    );
  }
  if (rows.length === 0) say("no proposals");
  return EXIT.done;
}

/** By full id, or by a beginning that only one open proposal has. */
function found(rows: readonly ProposalRow[], id: string | undefined): ProposalRow {
  if (id === undefined) throw inputError("trade proposals", "which one?", "give an id that `trade proposals` shows");
  const matches = rows.filter(({ proposal }) => proposal.proposalId.startsWith(id));
  const [only, ...others] = matches;
  if (only === undefined) throw new Exit(EXIT.refused, `no proposal ${id}; see \`trade proposals\``);
  if (others.length > 0)
    throw inputError("trade proposals", `${id} fits ${matches.length} of them`, "give more of the id");
  return only;
}
