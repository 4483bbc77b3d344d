import { join } from "node:path";
import { evaluatorOf } from "../../src/agent/learning/evaluator.ts";
import { runCycle } from "../../src/loops/evolution/cycle.ts";
import { operators } from "../../src/loops/evolution/operators/table.ts";
import { readSafety } from "../../src/gate/safety/load.ts";
import { inputError } from "../../src/store/input.ts";
import { costsOf } from "../backtest/costs.ts";
import { backtestFlags } from "../backtest/flags.ts";
import { load } from "../backtest/load.ts";
import { cutOf } from "../evolve/cut.ts";
import { readLedger, writeLedger } from "../evolve/ledgerFile.ts";
import { jsonOf, linesOf } from "../evolve/report.ts";
import { EXIT } from "../exit.ts";
import { packageRoot } from "../home.ts";
import type { Command } from "./command.ts";

const USUAL_CANDIDATES = 60;
const MAX_CANDIDATES = 2_000;

/** One cycle of evolution over recorded candles: variations of the rules, every gate, and a proposal or an honest none. */
export const evolve: Command = {
  usage: "evolve --candles [SYMBOL=]FILE --rules FILE [--seed N] [--limit CANDIDATES] [--ledger FILE] [--json]",
  about: "vary rules over recorded candles; propose what passes every gate",
  async run({ flags: given, home, say }) {
    const flags = backtestFlags(given);
    const count = candidatesOf(given["limit"]);
    const loaded = load(flags);
    const { paper } = readSafety(flags.safety ?? join(packageRoot, "safety.yaml")).limits;
    const path = typeof given["ledger"] === "string" ? given["ledger"] : join(home.agent, "tried.json");
    const outcome = runCycle(
      {
        seed: typeof given["seed"] === "string" ? given["seed"] : "1",
        cut: cutOf(loaded.markets),
        soil: {
          incumbents: loaded.rules.map(({ document }) => document),
          hints: [],
          symbols: loaded.markets.map(({ symbol }) => symbol),
          timeframes: [],
        },
        breeding: { operators, count },
        ledger: readLedger(path),
        calibration: 1,
        leastImprovement: 0,
      },
      evaluatorOf(loaded.markets, costsOf(flags, paper)),
    );
    writeLedger(path, outcome.ledger);
    if (flags.json) say(JSON.stringify(jsonOf(outcome)));
    else for (const line of linesOf(outcome)) say(line);
    return EXIT.done;
  },
};

function candidatesOf(limit: unknown): number {
  const count = Number(limit ?? USUAL_CANDIDATES);
  if (Number.isSafeInteger(count) && count >= 2 && count <= MAX_CANDIDATES) return count;
  throw inputError(
    "--limit",
    `"${String(limit)}" is no number of candidates`,
    `write --limit 2 to --limit ${MAX_CANDIDATES}`,
  );
}
