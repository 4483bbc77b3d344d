import { writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  AGENT_CAPS,
  backtest as run,
  CASH_CAPS,
  NO_CAPS,
  type PluginTape,
} from "../../src/agent/strategy/backtest/backtest.ts";
import type { BacktestOptions, BacktestResult } from "../../src/agent/strategy/backtest/result.ts";
import { statsOf } from "../../src/agent/strategy/backtest/stats/summary.ts";
import { tapeOfEvaluator } from "../../src/agent/strategy/backtest/tape.ts";
import { pluginEvaluator } from "../../src/agent/strategy/plugin.ts";
import { inferTimeframeMs } from "../../src/store/market/timeframe.ts";
import { readSafety } from "../../src/gate/safety/load.ts";
import type { Safety } from "../../src/gate/safety/schema.ts";
import { inputError, InputError } from "../../src/store/input.ts";
import { costsOf } from "../backtest/costs.ts";
import { backtestFlags, type BacktestFlags } from "../backtest/flags.ts";
import { honestyOf } from "../backtest/honesty.ts";
import { htmlOf } from "../backtest/html.ts";
import { type GateLimits, limitsOf } from "../backtest/limits.ts";
import { load, type Loaded } from "../backtest/load.ts";
import { jsonOf, linesOf, type Report } from "../backtest/report.ts";
import { sensitivityOf } from "../backtest/sensitivity.ts";
import { EXIT, Exit } from "../exit.ts";
import { packageRoot } from "../home.ts";
import { loadPlugins } from "../plugins.ts";
import type { Command } from "./command.ts";

/** Rules over recorded candles: what they would have done, and what that would have cost. No gate, no account. */
export const backtest: Command = {
  usage: "backtest --candles [SYMBOL=]FILE --rules FILE [--safety FILE] [--html FILE] [--json]",
  about: "rules over recorded candles, costs included",
  async run({ flags: given, say }) {
    const flags = backtestFlags(given);
    const plugins = await tapesOf(flags.plugins);
    const loaded = load(flags);
    const safety = readSafety(flags.safety ?? join(packageRoot, "safety.yaml"));
    const options = optionsOf(flags, loaded, safety);
    const limits = flags.safety === undefined ? null : limitsOf(loaded, safety, options);
    const result = run(loaded.rules, loaded.markets, { ...options, limits, curve: true }, new Map(), plugins);
    if (result.bars === 0) throw noCandles();
    if (limits !== null && !flags.closeAtEnd) requireAlike(result, limits.account);
    const report: Report = {
      result,
      stats: statsOf(result, options.equity, loaded.markets),
      options,
      currency: loaded.currency,
      sensitivity: flags.sensitivity ? sensitivityOf(loaded, options, plugins) : null,
      honesty: flags.sensitivity ? honestyOf(loaded, plugins) : null,
    };
    if (flags.html !== undefined) writeReport(flags.html, htmlOf(report, loaded));
    if (flags.json) say(JSON.stringify(jsonOf(report)));
    else for (const line of linesOf(report)) say(line);
    return EXIT.done;
  },
};

/** What the account may differ by from the gate's own ledger, which reckons in decimals. */
const NEAR = 1e-6;

/** @throws Exit when the gate that was asked holds another account than the backtest: then neither is to be believed. */
function requireAlike({ finalEquity, trades }: BacktestResult, account: GateLimits["account"]): void {
  if (trades.length === account.trades && Math.abs(finalEquity - account.equity) < NEAR) return;
  const [ours, theirs] = [`${trades.length} trades, ${finalEquity}`, `${account.trades} trades, ${account.equity}`];
  throw new Exit(
    EXIT.failed,
    `the backtest (${ours}) and the gate (${theirs}) disagree; please report it with the files`,
  );
}

/** @throws InputError when one of them cannot be loaded. */
async function tapesOf(path: string | undefined): Promise<ReadonlyMap<string, PluginTape>> {
  if (path === undefined) return new Map();
  const { strategies, problems } = await loadPlugins(path);
  const [problem, ...others] = problems;
  if (problem !== undefined) throw new InputError(problem, others);
  if (strategies.size === 0) throw inputError(path, "there is no plug-in", "give a file, or a folder that holds one");
  return new Map(
    [...strategies].map(([id, strategy]) => [
      id,
      (rule, symbol, columns) => {
        const onFault = (fault: string): never => {
          throw inputError("--plugins", fault, "mend it; see docs/plugins.md");
        };
        const post = { symbol, candleMs: inferTimeframeMs(columns.ts), onFault };
        return tapeOfEvaluator(pluginEvaluator(strategy, rule, post), rule, columns);
      },
    ]),
  );
}

/** What was not said is as on a new paper account: the costs and the cash of safety.yaml. */
function optionsOf(flags: BacktestFlags, { currency }: Loaded, { limits: { paper } }: Safety): BacktestOptions {
  const equity = flags.equity ?? paper.startingCash[currency];
  if (equity === undefined) {
    throw inputError("--equity", `safety.yaml has no starting cash in ${currency}`, "write --equity 10000");
  }
  return {
    costs: costsOf(flags, paper),
    equity,
    ...capsOf(flags.size),
    closeAtEnd: flags.closeAtEnd,
    ...(flags.from === undefined ? {} : { from: flags.from }),
    ...(flags.to === undefined ? {} : { to: flags.to }),
  };
}

/** A rule's own size is what the agent would send; of those asked for here a fixed one is taken as it is. */
function capsOf(size: BacktestFlags["size"]): typeof AGENT_CAPS | typeof CASH_CAPS | typeof NO_CAPS {
  if (size === null) return AGENT_CAPS;
  return "fixed" in size ? NO_CAPS : CASH_CAPS;
}

const noCandles = (): InputError =>
  inputError("--from, --to", "no candle lies between them", "give days that the candles have");

function writeReport(path: string, html: string): void {
  try {
    writeFileSync(path, html);
  } catch (error) {
    const why = error instanceof Error && "code" in error ? String(error.code) : String(error);
    throw inputError(path, `the report cannot be written (${why})`, "give --html a file that can be");
  }
}
