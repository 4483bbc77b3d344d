import { memo } from "react";
import type { RuleRow } from "../../gate/contract/rulebook.ts";
import { entryOf } from "../../store/entryOf.ts";
import type { RuleStatus } from "../../store/rules/document.ts";
import { gain } from "../format.ts";
import { BLANK, type Line, line, span } from "../line.ts";
import type { Selection } from "../model.ts";
import { expectancy, hasEnough, winPercent } from "../record.ts";
import { type Column, table } from "../table.ts";
import type { Meaning } from "../theme.ts";
import { innerHeight, innerWidth, type PaneFrame, Panel } from "./Panel.tsx";
import { countNote, firstShown, markedRow, UNKNOWN } from "./rows.ts";

const STATUS_TONE: Readonly<Record<RuleStatus, Meaning>> = {
  active: "good",
  probation: "warn",
  paused: "warn",
  retired: "faint",
};
const toneOf = (value: string): Meaning => (value.startsWith("-") ? "loss" : /[1-9]/.test(value) ? "gain" : "plain");
const right = { align: "right", minWidth: 5, maxWidth: 14 } as const;
const left = { align: "left", minWidth: 6, maxWidth: 26 } as const;

const COLUMNS: readonly Column<RuleRow>[] = [
  { title: "RULE", rank: 0, ...left, minWidth: 12, text: ({ document }) => document.id, as: () => "strong" },
  { title: "VER", rank: 3, ...right, minWidth: 3, text: ({ document }) => `v${document.version}`, as: () => "label" },
  {
    title: "STATUS",
    rank: 0,
    ...left,
    text: ({ document }) => document.status,
    as: ({ document }) => STATUS_TONE[document.status],
  },
  { title: "TRADES", rank: 2, ...right, text: ({ stats }) => String(stats.trades) },
  {
    title: "WIN %",
    rank: 1,
    ...right,
    text: ({ stats }) => winPercent(stats),
    as: ({ stats }) => (hasEnough(stats) ? "plain" : "faint"),
  },
  {
    title: "NET",
    rank: 0,
    ...right,
    minWidth: 10,
    text: ({ stats }) => gain(stats.netPnl),
    as: ({ stats }) => toneOf(stats.netPnl),
  },
  {
    title: "EXPECTANCY",
    rank: 0,
    ...left,
    minWidth: 13,
    text: ({ stats }) => expectancy(stats),
    as: ({ stats }) => (hasEnough(stats) ? toneOf(String(stats.sumR)) : "faint"),
  },
  { title: "DENIED", rank: 4, ...right, text: ({ stats }) => `${stats.denied}/${stats.intents}`, as: () => "label" },
];

interface RulesProps extends PaneFrame {
  /** Whether the gate has answered yet: an empty list means something only then. */
  readonly isKnown: boolean;
  readonly rules: readonly RuleRow[];
  readonly theses: Readonly<Record<string, string>>;
  readonly selection: Selection;
}

/** Each rule with its record; with room also what it last claimed and when it enters. */
export const Rules = memo(function Rules({ isKnown, rules, theses, selection, ...frame }: RulesProps) {
  const height = innerHeight(frame) - 1;
  const each = Math.max(1, Math.min(4, Math.floor(height / Math.max(1, rules.length))));
  const shown = Math.min(rules.length, Math.floor(height / each));
  const first = firstShown(rules.length, selection.index, shown);
  const drawn = table(COLUMNS, rules, innerWidth(frame) - 2);
  const items = rules.map((rule, index) => {
    const head = markedRow(drawn.rows[index] ?? BLANK, index === selection.index, frame.focused);
    return [head, ...story(rule, entryOf(theses, rule.document.id))].slice(0, each);
  });
  const lines: readonly Line[] =
    rules.length === 0
      ? [line(isKnown ? "  no rule in the rulebook: accept a proposal, or `trade rules add FILE`" : UNKNOWN, "faint")]
      : [[span("  "), ...drawn.header], ...items.slice(first, first + shown).flat()];
  return <Panel {...frame} title="3 Rules" note={countNote(shown, rules.length)} lines={lines} />;
});

const story = ({ document }: RuleRow, claim: string | undefined): readonly Line[] => [
  [span("    thesis ", "label"), span(claim ?? document.thesis, "faint")],
  [span("    entry  ", "label"), span(document.entry, "faint")],
  BLANK,
];
