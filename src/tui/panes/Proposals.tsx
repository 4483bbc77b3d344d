import { memo } from "react";
import { isEvolving } from "../../agent/cockpit/evolving.ts";
import type { ProposalRow, RuleRow } from "../../gate/contract/rulebook.ts";
import type { Timestamp } from "../../store/time.ts";
import { type Direction, isOfRule, type Proposal, titleOf } from "../../store/words/proposal.ts";
import { cut, plain, wrapWords } from "../cells.ts";
import { duration, grouped } from "../format.ts";
import { BLANK, type Line, line, span, spread } from "../line.ts";
import type { Selection } from "../model.ts";
import type { Meaning } from "../theme.ts";
import { innerHeight, innerWidth, type PaneFrame, Panel } from "./Panel.tsx";
import { countNote, firstShown, markedRow, UNKNOWN } from "./rows.ts";

const DIRECTIONS: Readonly<Record<Direction, readonly [string, Meaning]>> = {
  tighten: ["tightens", "good"],
  neutral: ["neutral ", "plain"],
  loosen: ["LOOSENS ", "warn"],
};

/** What is told by what it is: a single order that is larger than goes by itself, and what the loops run by. */
const KINDS: Readonly<Partial<Record<Proposal["kind"], readonly [string, Meaning]>>> = {
  "order.approve": ["ORDER   ", "warn"],
  "settings.change": ["SETTING ", "plain"],
};

interface ProposalsProps extends PaneFrame {
  /** Only those that wait for a person. */
  readonly proposals: readonly ProposalRow[];
  readonly rules: readonly RuleRow[];
  /** How far the cycle of evolution is that runs now, what a due one waits for, or what the last one came to; empty: none. */
  readonly evolution: string;
  /** Why loop 2 waits; empty when it does not. */
  readonly held: string;
  /** Market time, to say how long they still wait; null when it is not known. */
  readonly now: Timestamp | null;
  readonly selection: Selection;
}

/** What waits for the operator's yes or no, and why it was proposed. */
export const Proposals = memo(function Proposals({
  proposals,
  rules,
  evolution,
  held,
  now,
  selection,
  ...frame
}: ProposalsProps) {
  // Progress gives way to what waits for a person; that nothing goes on because so much waits does not.
  const isHeld = held !== "" && !isEvolving(evolution);
  const news = isHeld ? held : evolution;
  const least = isHeld ? Math.min(2, proposals.length) : proposals.length;
  const isTold = news !== "" && innerHeight(frame) > least;
  const height = innerHeight(frame) - Number(isTold);
  const each = Math.max(1, Math.min(6, Math.floor(height / Math.max(1, proposals.length))));
  const shown = Math.min(proposals.length, Math.floor(height / each));
  const first = firstShown(proposals.length, selection.index, shown);
  const width = innerWidth(frame);
  const items = proposals.map((row, index) => {
    const head = markedRow(
      headOf(row, { rules, now, width: width - 2, isAlone: each === 1 }),
      index === selection.index,
      frame.focused,
    );
    return [head, ...rationale(row, width, each - 1)];
  });
  const isNone = proposals.length === 0;
  const lines = isNone
    ? [line(now === null ? UNKNOWN : "  none waits for you", "faint")]
    : items.slice(first, first + shown).flat();
  const told = isTold ? newsLines(news, width - 2, isNone ? height : 1, isHeld ? "warn" : "label") : [];
  const why = isTold || !isHeld ? [] : [span(`${cut(plain(held), width - 30)}  `, "warn")];
  const note = [...why, ...countNote(shown, proposals.length)];
  return <Panel {...frame} title="4 Proposals" note={note} lines={[...told, ...lines]} />;
});

/** As many rows as there are for it. */
function newsLines(news: string, width: number, rows: number, as: Meaning): readonly Line[] {
  const words = rows === 1 ? [] : wrapWords(plain(news), width);
  const kept = words.length > rows ? [...words.slice(0, rows - 1), words.slice(rows - 1).join(" ")] : words;
  return (rows === 1 ? [plain(news)] : kept).map((text) => line(`  ${cut(text, width)}`, as));
}

interface Head {
  readonly rules: readonly RuleRow[];
  readonly now: Timestamp | null;
  readonly width: number;
  /** The rationale has no row of its own. */
  readonly isAlone: boolean;
}

function headOf({ proposal }: ProposalRow, { rules, now, width, isAlone }: Head): Line {
  const { expiresAt, filedBy } = proposal;
  const [word, as] = KINDS[proposal.kind] ?? DIRECTIONS[proposal.direction];
  const left = now === null ? "" : expiresAt > now ? `  ${duration(expiresAt - now)} left` : "  expired";
  const more = isAlone ? span(proposal.rationale, "faint") : span(`by the ${filedBy}`, "label");
  const facts: Line = [span(`${word} `, as), ...named(proposal, rules), more];
  return spread(facts, [span(left, "label")], width);
}

/** The rule and its versions, the order and what it is worth, or the setting before and after. */
function named(proposal: Proposal, rules: readonly RuleRow[]): Line {
  if (proposal.kind === "order.approve") {
    return [span(`${titleOf(proposal)} `, "strong"), span(`worth ${grouped(proposal.notional)}  `)];
  }
  if (!isOfRule(proposal)) {
    return [span(`${proposal.key} `, "strong"), span(`${proposal.before} → ${proposal.value}  `)];
  }
  const { document } = proposal;
  const before = rules.find((row) => row.document.id === document.id)?.document.version;
  const versions = before === undefined ? `new v${document.version}` : `v${before} → v${document.version}`;
  return [span(`${document.id} `, "strong"), span(`${versions}  `)];
}

/** The rationale in at most `rows` rows behind the mark; a last blank row when it leaves room. */
function rationale({ proposal }: ProposalRow, width: number, rows: number): readonly Line[] {
  if (rows <= 0) return [];
  const words = wrapWords(plain(proposal.rationale), width - 4);
  const kept = words.slice(0, rows > 2 ? rows - 1 : rows);
  const cut = words.length > kept.length;
  const lines = kept.map((text, index) => [
    span(`    ${text}${cut && index === kept.length - 1 ? " …" : ""}`, "faint"),
  ]);
  return rows > 2 ? [...lines, BLANK] : lines;
}
