import { memo } from "react";
import type { TapeLine, Tone } from "../../agent/cockpit/view.ts";
import { clockText } from "../format.ts";
import { joined, type Line, line, recolored, span } from "../line.ts";
import type { Meaning } from "../theme.ts";
import { innerHeight, type PaneFrame, Panel } from "./Panel.tsx";

const TONES: Readonly<Record<Tone, Meaning>> = {
  plain: "plain",
  good: "gain",
  bad: "loss",
  warn: "warn",
  faint: "faint",
};

interface TapeProps extends PaneFrame {
  /** Lines that pass the filter, oldest first. */
  readonly tape: readonly TapeLine[];
  readonly total: number;
  readonly filter: string;
  /** Whether the filter is being typed. */
  readonly isTyping: boolean;
  /** The line at the bottom; null is the newest. */
  readonly at: number | null;
}

/** What happened, in words, newest at the bottom. */
export const Tape = memo(function Tape({ tape, total, filter, isTyping, at, ...frame }: TapeProps) {
  const found = at === null ? tape.length - 1 : tape.findIndex(({ seq }) => seq >= at);
  const cursor = found < 0 ? tape.length - 1 : found;
  const height = innerHeight(frame);
  const end = Math.min(tape.length, Math.max(cursor + 1, height));
  const first = Math.max(0, end - height);
  const lines = tape
    .slice(first, end)
    .map((row, index) => rowOf(row, frame.focused && at !== null && first + index === cursor));
  const below = tape.length - end;
  const empty = filter === "" ? "  nothing happened yet" : `  nothing matches "${filter}"`;
  const note = joined(
    [below > 0 ? [span(`↓ ${below} newer`, "warn")] : [], filterNote(filter, isTyping, tape.length, total)],
    span("  "),
  );
  return <Panel {...frame} title="5 Tape" note={note} lines={lines.length === 0 ? [line(empty, "faint")] : lines} />;
});

function rowOf({ at, text, tone }: TapeLine, isCursor: boolean): Line {
  const [word = "", ...rest] = text.split("  ");
  const row: Line = [
    span(`${clockText(at)}  `, "faint"),
    span(word.padEnd(12), TONES[tone]),
    span(rest.join("  "), tone === "faint" ? "faint" : "plain"),
  ];
  return isCursor ? recolored(row, "selected") : row;
}

function filterNote(filter: string, isTyping: boolean, shown: number, total: number): Line {
  if (isTyping) return [span("/", "key"), span(filter, "strong"), span("█", "focus")];
  if (filter === "") return [span(String(total), "label")];
  return [span(`/${filter}`, "key"), span(` ${shown} of ${total}`, "label")];
}
