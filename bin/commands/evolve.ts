import { join } from "node:path";
import type { CycleEnd } from "../../src/agent/learning/cycleOrder.ts";
import { readSafety } from "../../src/gate/safety/load.ts";
import type { DataCut } from "../../src/loops/evolution/evaluation.ts";
import { ledgerAfter } from "../../src/loops/evolution/result.ts";
import { inputError } from "../../src/store/input.ts";
import { loopBudgetOf } from "../../src/store/settings/budget.ts";
import { costsOf } from "../backtest/costs.ts";
import { backtestFlags, type BacktestFlags } from "../backtest/flags.ts";
import { load, type Loaded } from "../backtest/load.ts";
import { marketsWithin, requireCut } from "../evolve/cut.ts";
import { readLedger, writeLedger } from "../evolve/ledgerFile.ts";
import { progressLine } from "../evolve/progressLine.ts";
import { jsonOf, linesOf } from "../evolve/report.ts";
import { startCycle } from "../evolve/startCycle.ts";
import { stopCycle } from "../evolve/stop.ts";
import { threadsOf } from "../evolve/threads.ts";
import { EXIT, Exit } from "../exit.ts";
import { packageRoot } from "../home.ts";
import { settingsOrNone } from "../preferred.ts";
import { targetOf } from "../target.ts";
import type { Command, CommandContext } from "./command.ts";

const MAX_CANDIDATES = 2_000;

/** One cycle of evolution over recorded candles: variations of the rules, every gate, and a proposal or an honest none. */
export const evolve: Command = {
  usage:
    "evolve --candles [SYMBOL=]FILE --rules FILE [--seed N] [--limit CANDIDATES] [--threads N] [--ledger FILE] [--json] | stop",
  about: "vary rules over recorded candles; propose what passes every gate; stop: end the agent's cycle",
  async run({ words, flags: given, home, say }) {
    const [word] = words;
    if (word === "stop") return stopCycle(await targetOf(home), say);
    if (word !== undefined) throw inputError("trade evolve", `"${word}" is not known`, "use stop, or flags alone");
    if (given["plugins"] !== undefined)
      throw inputError(
        "trade evolve --plugins",
        "evolution tests what a rule's text says, not what a plug-in says in its place",
        "leave the flag out, and rules with plug-ins out of the file",
      );
    const flags = backtestFlags(given);
    const budget = loopBudgetOf(settingsOrNone(home));
    const count = numberOf("--limit", given["limit"], budget.candidates, MAX_CANDIDATES);
    const threads = numberOf("--threads", given["threads"], threadsOf(budget), 64);
    const path = typeof given["ledger"] === "string" ? given["ledger"] : join(home.agent, "tried.json");
    const ledger = readLedger(path);
    const loaded = load(flags, { mayLeaveOut: true });
    const looked = { ...requireCut(loaded.markets), leftOut: loaded.leftOut, timeframe: loaded.timeframe };
    const order = orderOf(flags, loaded, looked.cut, { seed: given["seed"], count, ledger });
    const line = progressLine(process.stderr);
    const running = startCycle(
      order,
      { threads, folder: join(home.evolution, "by-hand"), mostSeconds: null },
      (progress) => line.show(progress),
    );
    const interrupt = () => running.cancel("interrupted");
    process.once("SIGINT", interrupt);
    const end = await running.done;
    process.off("SIGINT", interrupt);
    line.clear();
    const { result } = requireDone(end);
    const after = ledgerAfter(ledger, result);
    writeLedger(path, after);
    if (flags.json) say(JSON.stringify(jsonOf(result, after, looked)));
    else for (const each of linesOf(result, after, looked)) say(each);
    return EXIT.done;
  },
};

type Asked = Pick<Parameters<typeof startCycle>[0]["job"], "count" | "ledger"> & {
  readonly seed: CommandContext["flags"][string];
};

function orderOf(
  flags: BacktestFlags,
  loaded: Loaded,
  cut: DataCut,
  { seed, count, ledger }: Asked,
): Parameters<typeof startCycle>[0] {
  const { paper } = readSafety(flags.safety ?? join(packageRoot, "safety.yaml")).limits;
  return {
    job: {
      seed: typeof seed === "string" ? seed : "1",
      cut,
      incumbents: loaded.rules.map(({ document }) => document),
      taken: loaded.leftOut.map(({ document: { id } }) => id),
      hints: [],
      symbols: loaded.markets.map(({ symbol }) => symbol),
      timeframes: [],
      count,
      shares: null,
      ledger,
      calibration: 1,
      leastImprovement: 0,
    },
    follow: [],
    markets: marketsWithin(loaded.markets, cut).map(({ symbol, instrument, candleMs, columns }) => ({
      symbol,
      instrument,
      candleMs,
      columns,
    })),
    costs: costsOf(flags, paper),
  };
}

/** @throws Exit 1 on a cycle that did not come to its end. */
function requireDone(end: CycleEnd): Extract<CycleEnd, { how: "done" }> {
  if (end.how === "done") return end;
  if (end.how === "failed") throw new Exit(EXIT.failed, `the cycle failed: ${end.why}`);
  throw new Exit(EXIT.failed, `${end.why}; the same command goes on where it stood`);
}

function numberOf(flag: string, given: unknown, usual: number, most: number): number {
  const least = flag === "--limit" ? 2 : 1;
  const count = Number(given ?? usual);
  if (Number.isSafeInteger(count) && count >= least && count <= most) return count;
  const what = flag === "--limit" ? "candidates" : "threads";
  throw inputError(flag, `"${String(given)}" is no number of ${what}`, `write ${flag} ${least} to ${flag} ${most}`);
}
