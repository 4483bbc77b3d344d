import { type BasisFact, basisFacts } from "../agent/cockpit/basisText.ts";
import { entryOf } from "../store/entryOf.ts";
import type { RuleDocument } from "../store/rules/document.ts";
import { utcText } from "../store/time.ts";
import type { Basis } from "../store/words/basis.ts";
import { isOfRule, moveOf, type Proposal, type SettingsProposal, titleOf } from "../store/words/proposal.ts";
import type { ProposalRow, RuleRow } from "../gate/contract/rulebook.ts";
import type { PositionRow } from "../gate/contract/status.ts";
import { plain, wrapIndented, wrapWords } from "./cells.ts";
import { gain, grouped, NONE, rMultiple } from "./format.ts";
import { BLANK, type Line, line, span } from "./line.ts";
import { type DetailOf, layoutOf, type Model } from "./model.ts";
import { expectancy, winPercent } from "./record.ts";
import { riskText } from "./riskText.ts";
import { diffLines, ruleText } from "./ruleText.ts";
import type { Meaning } from "./theme.ts";

/** Columns of text in a detail window on that screen. */
export const detailColumns = ({ columns }: Pick<Model, "columns">): number => Math.max(20, columns - 8);
/** Rows of text in a detail window on that screen. */
export const detailRows = (model: Pick<Model, "columns" | "rows" | "view">): number =>
  Math.max(1, layoutOf(model).body.height - 4);

const wrapped = (text: string, columns: number, as: Meaning = "plain"): readonly Line[] =>
  wrapWords(plain(text), columns).map((row) => line(row, as));
const field = (name: string, value: string, as: Meaning = "plain"): Line => [
  span(name.padEnd(14), "label"),
  span(value, as),
];

/** The whole text of the detail window; it scrolls when it is longer than the window. */
export function detailLines(model: Model): readonly Line[] {
  if (model.mode.kind !== "detail") return [];
  const columns = detailColumns(model);
  const found = linesOf(model, model.mode.of, columns);
  return found ?? [line("It is gone: see the tape for what became of it.", "warn")];
}

function linesOf({ view }: Model, { pane, id }: DetailOf, columns: number): readonly Line[] | null {
  if (pane === "pnl") return view.status === null ? null : riskText(view.status.risk);
  if (pane === "positions") {
    const row = view.status?.positions.find(({ positionId }) => positionId === id);
    return row === undefined ? null : positionDetail(row);
  }
  if (pane === "rules") {
    const row = view.rules.find(({ document }) => document.id === id);
    return row === undefined
      ? null
      : ruleDetail(row, entryOf(view.theses, id), entryOf(view.agent.insights, id) ?? [], columns);
  }
  if (pane === "proposals") {
    const row = view.proposals.find(({ proposal }) => proposal.proposalId === id);
    return row === undefined ? null : proposalDetail(row, view.rules, columns);
  }
  const row = view.tape.find(({ seq }) => String(seq) === id);
  if (row === undefined) return null;
  return [
    field("event", `${row.seq}  ${row.type}`),
    field("at", `${utcText(row.at)} UTC`),
    BLANK,
    ...wrapped(row.text, columns),
  ];
}

function positionDetail(row: PositionRow): readonly Line[] {
  const pnl = gain(row.unrealizedPnl).trim();
  return [
    field("rule", row.ruleId, "strong"),
    field("position", `${row.side} ${grouped(row.quantity)} ${row.symbol}`),
    field("opened", `${utcText(row.openedAt)} UTC at ${grouped(row.entryPrice)}`),
    field("mark", grouped(row.markPrice)),
    field("unrealized", `${pnl}  ${rMultiple(row.r)}`, row.unrealizedPnl.startsWith("-") ? "loss" : "gain"),
    field("stop", `${grouped(row.stopPrice)}  ${row.stopKind}`),
    field("target", row.targetPrice === null ? NONE : grouped(row.targetPrice)),
    field("id", row.positionId, "faint"),
    BLANK,
    line(
      row.stopKind === "EXCHANGE" ? "The whole stop rests at the venue." : "This stop works only while the gate lives.",
      row.stopKind === "EXCHANGE" ? "good" : "warn",
    ),
    BLANK,
    [span("c", "key"), span(" closes it (asks)   "), span("Esc", "key"), span(" back")],
    [span("why", "label"), span(`  trade why ${row.positionId}`, "faint")],
  ];
}

function ruleDetail(
  { document, stats }: RuleRow,
  claim: string | undefined,
  insights: readonly string[],
  columns: number,
): readonly Line[] {
  return [
    field("trades", `${stats.trades}, ${winPercent(stats)} % won, net ${gain(stats.netPnl).trim()}, fees included`),
    field("expectancy", `${expectancy(stats)} a trade`),
    field("intents", `${stats.intents} asked, ${stats.denied} denied`),
    BLANK,
    ...(claim === undefined ? [] : [...wrapped(`latest thesis: ${claim}`, columns, "strong"), BLANK]),
    ...insights.flatMap((sentence) => wrapped(sentence, columns)),
    ...(insights.length === 0 ? [] : [BLANK]),
    ...ruleText(document).flatMap((row) => wrapIndented(plain(row), columns).map((text) => line(text))),
  ];
}

function proposalDetail(row: ProposalRow, rules: readonly RuleRow[], columns: number): readonly Line[] {
  const { proposal } = row;
  const state = row.state === "open" ? "waits for you" : `${row.state}${row.reason === null ? "" : `: ${row.reason}`}`;
  return [
    field("state", state, row.state === "open" ? "warn" : "plain"),
    field("change", `${proposal.kind}, ${moveOf(proposal)}; filed by the ${proposal.filedBy}`),
    field("filed", `${utcText(proposal.filedAt)} UTC`),
    field("expires", `${utcText(proposal.expiresAt)} UTC`),
    field("id", proposal.proposalId, "faint"),
    BLANK,
    ...(!isOfRule(proposal) || proposal.basis === undefined
      ? wrapped(proposal.rationale, columns, "strong")
      : basisText(proposal.basis, columns)),
    BLANK,
    ...changeText(proposal, rules, columns),
  ];
}

function changeText(proposal: Proposal, rules: readonly RuleRow[], columns: number): readonly Line[] {
  switch (proposal.kind) {
    case "order.approve":
      return orderText(proposal);
    case "settings.change":
      return settingText(proposal, columns);
    case "rule.add":
    case "rule.replace":
      return ruleChange(proposal.document, rules, columns);
  }
}

const TONES: Readonly<Record<BasisFact["tone"], Meaning>> = { plain: "plain", good: "gain", bad: "loss" };
const NAME_COLUMNS = 14;

/** What a proposal of the loops rests on: longer facts go on below, behind their names. */
const basisText = (basis: Basis, columns: number): readonly Line[] =>
  basisFacts(basis).flatMap(({ name, text, tone }) =>
    wrapWords(plain(text), Math.max(20, columns - NAME_COLUMNS)).map((row, i) =>
      field(i === 0 ? name : "", row, TONES[tone]),
    ),
  );

/** What a large order would be, and what its rule expects of it. */
function orderText({ intent, notional }: Extract<Proposal, { kind: "order.approve" }>): readonly Line[] {
  const { thesis, limitPrice, stopPrice, targetPrice } = intent;
  return [
    field("order", `${intent.side} ${grouped(intent.quantity)} ${intent.symbol}, ${intent.type}`),
    field("worth", grouped(notional)),
    field("limit", limitPrice === undefined ? "none: at the market, within the collar" : grouped(limitPrice)),
    field("stop", stopPrice === undefined ? "none" : grouped(stopPrice)),
    field("target", targetPrice === undefined ? "none" : grouped(targetPrice)),
    field("rule", `${intent.ruleId} v${intent.ruleVersion}`),
    field("wrong if", thesis.invalidation),
    ...thesis.evidence.map((each) => field("seen", each)),
  ];
}

/** What the loops would run by. */
const settingText = ({ key, value, before }: SettingsProposal, columns: number): readonly Line[] => [
  field("setting", key),
  field("is", before),
  field("would be", value),
  BLANK,
  ...wrapped("Accepted, the loops run by it from the next candle on, and `trade settings` keeps it.", columns),
];

function ruleChange(document: RuleDocument, rules: readonly RuleRow[], columns: number): readonly Line[] {
  const incumbent = rules.find((row) => row.document.id === document.id)?.document;
  return [
    line(incumbent === undefined ? "new rule" : `against version ${incumbent.version} in the rulebook`, "label"),
    ...changes(incumbent === undefined ? [] : ruleText(incumbent), ruleText(document), columns),
  ];
}

const SIGNS: Readonly<Record<"-" | "+" | " ", Meaning>> = { "-": "loss", "+": "gain", " ": "faint" };

const changes = (before: readonly string[], after: readonly string[], columns: number): readonly Line[] =>
  diffLines(before, after).flatMap(({ sign, text }) =>
    wrapIndented(plain(text), columns - 2).map((row) => [span(`${sign} ${row}`, SIGNS[sign])]),
  );

/** What stands in the window's title. */
export function detailTitle({ pane, id }: DetailOf, { view }: Model): string {
  if (pane === "rules") return `Rule ${id}`;
  if (pane === "tape") return "Event";
  if (pane === "pnl") return `Risk in ${view.status?.account.currency ?? "?"}`;
  if (pane === "positions")
    return `Position ${view.status?.positions.find((row) => row.positionId === id)?.symbol ?? ""}`;
  const found = view.proposals.find(({ proposal }) => proposal.proposalId === id)?.proposal;
  return `Proposal ${found === undefined ? "" : titleOf(found)}`;
}
