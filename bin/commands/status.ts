import { askGate } from "../operator.ts";
import { EXIT } from "../exit.ts";
import { targetOf } from "../target.ts";
import type { Status } from "../../src/gate/contract/status.ts";
import type { Command } from "./command.ts";
import { utcText } from "../../src/store/time.ts";

/** What is true now, from the gate itself. */
export const status: Command = {
  usage: "status [--json]",
  about: "what is true now: trading state, account, positions, orders",
  async run({ home, flags, say }) {
    const now = await askGate(await targetOf(home), (operator) => operator.call("status.get", {}));
    if (flags["json"] === true) say(JSON.stringify(now));
    else for (const line of linesOf(now)) say(line);
    return EXIT.done;
  },
};

const armedText = ({ arming }: Status): string =>
  arming === null ? "" : arming === "off" ? " · NOT ARMED: nothing is entered" : ` · armed ${arming}`;

function linesOf(now: Status): string[] {
  const { account, trading, gate, agent, data } = now;
  return [
    `${now.mode.toUpperCase()} on ${now.market}${now.binding.market.kind === "ccxt" ? " (EXPERIMENTAL)" : ""} · ${now.binding.symbols.join(" ")} ${now.binding.timeframe} ${armedText(now)} · gate pid ${gate.pid} since ${gate.since}`,
    `trading  ${trading.state.toUpperCase()}${trading.holds.map((hold) => ` · ${hold.cause}: ${hold.detail} (cleared by ${hold.clearedBy})`).join("")}`,
    `agent    ${agent.connected ? "connected" : "not connected"}${agent.heartbeatAgeMs === null ? "" : `, heard ${agent.heartbeatAgeMs} ms ago`} · dead-man ${agent.deadMan}${agent.deadManNext === null || !agent.deadMan.match(/warned|canceled/) ? "" : `, ${agent.deadManNext.stage} in ${Math.round(agent.deadManNext.inMs)} ms`}`,
    `venue    ${now.venue.reconciled ? "agrees with the ledger" : "NOT RECONCILED: nothing is entered"}${now.venue.reconciledAgoMs === null ? "" : `, looked at ${now.venue.reconciledAgoMs} ms ago`}`,
    `data     ${data.at === null ? "none yet" : `${utcText(data.at)} UTC, age ${data.ageMs} ms`}${data.stale ? " STALE" : ""}`,
    `account  equity ${account.equity} ${account.currency} · cash ${account.cash} · today ${account.dayPnl} · week ${account.weekPnl} · drawdown ${account.drawdownPct} % · fees ${account.fees} · ${account.trades} trades`,
    ...now.positions.map(
      (each) =>
        `position ${each.symbol} ${each.side} ${each.quantity} @ ${each.entryPrice} · now ${each.markPrice} · ${each.unrealizedPnl} · stop ${each.stopPrice} ${each.stopKind}${each.stopVerifiedAgoMs === null ? "" : ` (seen ${each.stopVerifiedAgoMs} ms ago)`} · ${each.ruleId}`,
    ),
    ...now.externals.map(
      ({ symbol, quantity, value }) =>
        `EXTERNAL ${symbol} ${quantity} · ${value === null ? "no price" : `worth ${value}`} · not by this gate: \`trade adopt\` gives it a stop`,
    ),
    ...now.foreignOrders.map(
      ({ venueOrderId, symbol, side, quantity, limitPrice }) =>
        `FOREIGN  ${side} ${quantity} ${symbol} ${limitPrice ?? ""} · ${venueOrderId} · not by this gate: \`trade adopt order ${venueOrderId}\` gives it to a rule`,
    ),
    ...now.orders.map(
      (each) =>
        `order    ${each.role} ${each.side} ${each.quantity} ${each.symbol} ${each.type} ${each.price ?? "market"} · ${each.state} · ${each.clientOrderId}`,
    ),
  ];
}
