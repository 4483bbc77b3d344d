import { applyEvent } from "../../src/agent/cockpit/fold.ts";
import { emptyView, type View } from "../../src/agent/cockpit/view.ts";
import { MINUTE_MS } from "../../src/store/time.ts";
import type { Hold } from "../../src/store/words/hold.ts";
import { equityWalk, POSITIONS, STATUS } from "./fixtureAccount.ts";
import { EVENTS } from "./fixtureEvents.ts";
import { idOf, NOW } from "./fixtureIds.ts";
import { ORDER_ASKED, PROPOSALS, SETTING_ASKED, ruleDocument, RULES } from "./fixtureRules.ts";

/** A working day: rules with records, open proposals, positions in gain and loss, a tape. */
export function richView(over: Partial<View> = {}): View {
  const started: View = {
    ...emptyView("cockpit"),
    link: { state: "live", detail: "" },
    agent: {
      state: "running",
      restarts: 0,
      detail: "",
      evolution: "",
      held: "",
      insights: {
        "ema-trend": [
          "v3: 41 trades, mean +0.21 R, believed +0.17 ± 0.13 R; 34 % of the proof that it earns; short of its promise by 2.1 R of 16",
          "its theses: stated 0.30 R, got 0.12 R over 84 trades; each R stated brought 0.40 (90 %: 0.10 to 0.70)",
          "SPREAD_TOO_WIDE blocked 31 alone and 4 with others: saved 6.2 R (90 %: 1.1 to 11.3)",
        ],
      },
    },
    status: STATUS,
    equity: equityWalk(),
    rules: RULES,
    proposals: PROPOSALS,
    theses: { "ema-trend": "fast average crossed over the slow one at 60,010.5; trend goes on" },
  };
  return { ...EVENTS.reduce(applyEvent, started), ...over };
}

const KILLED: Hold = {
  id: idOf(900),
  level: "halted",
  cause: "kill",
  since: NOW - 3 * MINUTE_MS,
  clearedBy: "operator",
  detail: "K pressed in the cockpit",
};
const DAILY: Hold = {
  id: idOf(901),
  level: "reducing",
  cause: "daily_loss",
  since: NOW - 40 * MINUTE_MS,
  clearedBy: "day",
  detail: "-2.1 % of day-open equity, limit -2 %",
};

/** Halted by kill while the daily loss holds too. */
export const haltedView = (): View =>
  richView({ status: { ...STATUS, trading: { state: "halted", holds: [DAILY, KILLED] } } });

/** An order waits for a yes, before what may be answered at leisure. */
export const asksView = (): View => richView({ proposals: [ORDER_ASKED, ...PROPOSALS] });

/** A change of what the loops run by waits, before others. */
export const settingView = (): View => richView({ proposals: [SETTING_ASKED, ...PROPOSALS] });

/** The gate fell silent. */
export const lostView = (): View =>
  richView({ link: { state: "lost", detail: "type: trade gate start (the gate hung up)" } });

/** Real money. */
export const liveView = (): View =>
  richView({
    status: {
      ...STATUS,
      mode: "live",
      arming: "full",
      market: "coinbase",
      speed: null,
      binding: { ...STATUS.binding, mode: "live", venue: "coinbase", market: { kind: "coinbase" } },
    },
  });

/** Real money at another exchange than Coinbase. */
export const otherVenueView = (): View => {
  const view = liveView();
  const { status } = view;
  if (status === null) throw new Error("a live view has a status");
  const binding = { ...status.binding, venue: "ccxt", market: { kind: "ccxt", exchange: "kraken" } } as const;
  return { ...view, status: { ...status, market: "kraken", binding } };
};

/** Names and texts at their longest, wide characters and an escape sequence in a thesis among them. */
export function longView(): View {
  const document = ruleDocument("a-rule-whose-name-takes-all-forty-places", {
    version: 1_000_000,
    thesis: "交易 ".repeat(60).trim(),
  });
  const stretched = RULES.map((row) => ({ ...row, document: { ...document, status: row.document.status } }));
  return richView({
    rules: stretched.slice(0, 1),
    proposals: PROPOSALS.map((row) => ({
      ...row,
      proposal: { ...row.proposal, document, rationale: `\u001b[31mred\n${"word ".repeat(190)}` },
    })),
    theses: { [document.id]: "交易 \u001b[2Jclear ".repeat(20) },
    status: {
      ...STATUS,
      account: { ...STATUS.account, equity: "123456789012.123456", dayPnl: "-98765432.1" },
      positions: POSITIONS.map((row) => ({
        ...row,
        ruleId: document.id,
        symbol: "A_SYMBOL_OF_20_CHARS/USDTUSDT",
        quantity: "0.000000000012345678",
      })),
      binding: { ...STATUS.binding, symbols: ["A_SYMBOL_OF_20_CHARS/USDTUSDT", "B_SYMBOL_OF_20_CHARS/USDTUSDT"] },
    },
  });
}

/** The first second: nothing is known yet. */
export const startView = (): View => emptyView("cockpit");
