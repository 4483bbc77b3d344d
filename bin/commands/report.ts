import { ruleReports, type RuleReport, tradeReportOf } from "../../src/gate/report/trades.ts";
import { recover } from "../../src/gate/heart/recover.ts";
import { gateEvents } from "../../src/store/events/gate.ts";
import type { Trade } from "../../src/store/words/trade.ts";
import { utcText } from "../../src/store/time.ts";
import { EXIT, Exit } from "../exit.ts";
import { openedJournal } from "../record.ts";
import { targetOf } from "../target.ts";
import type { Command } from "./command.ts";

const PAGE = 5_000;
const SHOWN = 20;

/** What the rules' trades came to, and what their fills cost beside the paper venue's model; works with the gate down. */
export const report: Command = {
  usage: "report [--rule ID] [--json]",
  about: "what each rule's trades came to, and live minus paper in bp a side",
  async run({ home, flags, say }) {
    const journal = openedJournal(await targetOf(home));
    try {
      const { costs } = recover({ ...journal, loadSnapshot: () => null });
      if (costs === null) throw new Exit(EXIT.failed, "this journal holds no account yet; run `trade` first");
      const only = flags["rule"];
      const trades = tradesOf(journal).filter(({ ruleId }) => only === undefined || ruleId === only);
      const rules = ruleReports(trades, costs);
      const rows = trades.map((trade) => tradeReportOf(trade, costs));
      if (flags["json"] === true) {
        say(JSON.stringify({ rules, trades: rows }));
        return EXIT.done;
      }
      if (trades.length === 0) say("no trade has closed yet");
      for (const each of rules) say(lineOf(each));
      for (const { exitAt, symbol, ruleId, r, slippageBps, feeBps, gapBps } of rows.slice(-SHOWN)) {
        const inR = r === null ? "" : ` ${r.toFixed(2)}R`;
        say(
          `  ${utcText(exitAt)} ${symbol} ${ruleId}${inR}  slippage ${slippageBps}  fees ${feeBps}  gap ${gapBps} bp`,
        );
      }
      return EXIT.done;
    } finally {
      journal.close();
    }
  },
};

const lineOf = ({ ruleId, trades, wins, netPnl, fees, meanR, slippageBps, feeBps, gapBps }: RuleReport): string =>
  `${ruleId}  ${trades} trades, ${wins} won  net ${netPnl}  fees ${fees}  mean ${meanR === null ? "–" : `${meanR}R`}` +
  `  slippage ${slippageBps}  fees ${feeBps}  live minus paper ${gapBps} bp a side`;

function tradesOf(journal: ReturnType<typeof openedJournal>): readonly Trade[] {
  const trades: Trade[] = [];
  const last = journal.head().seq;
  for (let from = 1; from <= last; from += PAGE) {
    for (const { type, data } of journal.read(from, PAGE)) {
      if (type === "position.closed") trades.push(gateEvents["position.closed"].parse(data));
    }
  }
  return trades;
}
