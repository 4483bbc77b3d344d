import { inputError } from "../../src/store/input.ts";
import { readRulesFile } from "../../src/store/rules/read.ts";
import { validateRule } from "../../src/store/rules/validate.ts";
import { RuleError } from "../../src/store/rules/error.ts";
import type { RuleDocument } from "../../src/store/rules/document.ts";
import type { RuleRow } from "../../src/gate/contract/rulebook.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import { believedIn } from "../believed.ts";
import { askAsPerson, askGate } from "../operator.ts";
import { targetOf } from "../target.ts";
import { type Command, type CommandContext, reasonOf } from "./command.ts";

const WORDS: readonly string[] = ["list", "show", "add", "pause", "resume", "retire"];

/** The rulebook, and the door through which rules enter it: a proposal. */
export const rules: Command = {
  usage: "rules [list|show ID|add FILE|pause ID|resume ID|retire ID] [--reason WHY] [--json]",
  about: "the rulebook; add files a proposal",
  async run(context) {
    const [word = "list", what] = context.words;
    if (!WORDS.includes(word)) {
      throw inputError("trade rules", `"${word}" is not known`, `use ${WORDS.join(", ")}`);
    }
    if (word === "add") return add(context, what);
    const home = await targetOf(context.home);
    const { rules: rows } = await askGate(home, (operator) => operator.call("rules.get", {}));
    if (word === "list") return list(context, rows);
    if (what === undefined)
      throw inputError(`trade rules ${word}`, "which one?", "give an id that `trade rules` shows");
    const row = rows.find(({ document }) => document.id === what);
    if (row === undefined) throw new Exit(EXIT.refused, `no rule ${what}; see \`trade rules\``);
    if (word === "show") {
      const shown = { ...row, believed: believedOrWhy(home.agentDb, what) };
      context.say(JSON.stringify(shown, null, context.flags["json"] === true ? 0 : 2));
      return EXIT.done;
    }
    const verb = `rule.${word as "pause" | "resume" | "retire"}` as const;
    const reason = reasonOf(context, `${word}d by the operator`);
    await (verb === "rule.resume" ? askAsPerson : askGate)(home, (operator) =>
      operator.call(verb, { ruleId: what, reason }),
    );
    context.say(`${what}: ${word}d`);
    return EXIT.done;
  },
};

/** The gate has answered: a journal of the agent that cannot be read takes nothing from that. */
function believedOrWhy(agentDb: string, ruleId: string): string | null {
  try {
    return believedIn(agentDb, ruleId);
  } catch (error) {
    return `not known: ${error instanceof Error ? error.message : String(error)}`;
  }
}

async function add(context: CommandContext, path: string | undefined): Promise<ExitCode> {
  if (path === undefined) throw inputError("trade rules add", "which file?", "write `trade rules add FILE`");
  const documents = readRulesFile(path);
  for (const document of documents) requireValid(path, document);
  const home = await targetOf(context.home);
  for (const document of documents) {
    const rationale = reasonOf(context, `from ${path.split("/").at(-1) ?? path}`);
    const filed = await askGate(home, (operator) => operator.call("rule.add", { document, rationale }));
    context.say(
      `${document.id} v${document.version} waits as proposal ${filed.proposalId} (${filed.direction}); accept it with \`trade proposals accept ${filed.proposalId}\``,
    );
  }
  return EXIT.done;
}

function requireValid(path: string, document: RuleDocument): void {
  try {
    validateRule(document);
  } catch (error) {
    if (error instanceof RuleError) throw inputError(`${path}: ${document.id}`, error.message, "see docs/rules.md");
    throw error;
  }
}

function list({ flags, say }: CommandContext, rows: readonly RuleRow[]): ExitCode {
  if (flags["json"] === true) {
    say(JSON.stringify(rows));
    return EXIT.done;
  }
  for (const { document, stats } of rows) {
    const mean =
      stats.trades === 0
        ? "no trades yet"
        : `${stats.trades} trades, ${stats.wins} won, net ${stats.netPnl}, mean ${(stats.sumR / stats.trades).toFixed(2)} R`;
    say(
      `${document.id.padEnd(20)} v${document.version} ${document.status.padEnd(9)} ${mean}; ${stats.intents} intents, ${stats.denied} denied`,
    );
  }
  if (rows.length === 0) say("the rulebook is empty");
  return EXIT.done;
}
