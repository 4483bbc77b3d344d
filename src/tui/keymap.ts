import { MIN_COLUMNS, MIN_ROWS, type PaneId, PANES } from "./layout.ts";
import type { Model } from "./model.ts";

/** Where a key means something: a pane in focus, a mode, or a screen too small to show panes. */
export type Context = "normal" | "dialog" | "confirm" | "field" | "small" | PaneId;

export type ActionName =
  | "kill"
  | "flatten"
  | "reduce"
  | "resume"
  | "accept"
  | "reject"
  | "closePosition"
  | "pauseRule"
  | "resumeRule"
  | "open"
  | "filter"
  | "risk"
  | "cancelCycle"
  | "help"
  | "nextPane"
  | "previousPane"
  | "toPane"
  | "down"
  | "up"
  | "pageDown"
  | "pageUp"
  | "first"
  | "last"
  | "back"
  | "yes"
  | "no"
  | "submit"
  | "redraw"
  | "quit";

export interface KeyRow {
  /** Any of these, by the names that keys.ts gives. */
  readonly keys: readonly string[];
  readonly when: readonly Context[];
  readonly does: ActionName;
  /** How the keys are written on the screen. */
  readonly shown: string;
  /** One or two words for the footer; empty keeps it out of there. */
  readonly label: string;
  /** One line for the help. */
  readonly help: string;
  readonly group: "always" | "act" | "move" | "dialogs";
}

const all = ["normal", "dialog", "confirm", "small"] as const;
const row = (
  group: KeyRow["group"],
  shown: string,
  keys: readonly string[],
  when: readonly Context[],
  does: ActionName,
  label: string,
  help: string,
): KeyRow => ({ group, shown, keys, when, does, label, help });

/** Every key of the cockpit, most urgent first: what update obeys, what the footer offers and what the help prints. */
export const KEYMAP: readonly KeyRow[] = [
  row("always", "K", ["K"], all, "kill", "KILL", "kill: halt, cancel entries"),
  row("always", "Ctrl-K", ["ctrl+k"], [...all, "field"], "kill", "", "kill, also in a text field"),
  row("dialogs", "y", ["y", "Y"], ["confirm"], "yes", "yes, do it", "yes to the question"),
  row("dialogs", "n", ["n", "N", "esc", "q", "enter"], ["confirm"], "no", "no", "no (also Esc, q, Enter)"),
  row("dialogs", "Enter", ["enter"], ["field"], "submit", "send", "send the text; keep filter"),
  row("dialogs", "Esc", ["esc"], ["field", "dialog", "normal"], "back", "", "close; clear filter, message"),
  row("act", "a", ["a"], ["proposals"], "accept", "accept", "accept the proposal (asks)"),
  row("act", "x", ["x"], ["proposals"], "reject", "reject", "reject it (asks for a reason)"),
  row("act", "c", ["c"], ["positions"], "closePosition", "close", "close the position (asks)"),
  row("act", "p", ["p"], ["rules"], "pauseRule", "pause", "pause the rule: no entries"),
  row("act", "P", ["P"], ["rules"], "resumeRule", "resume rule", "resume the rule (asks)"),
  row("act", "F", ["F"], ["normal"], "flatten", "flatten", "flatten: close all (asks)"),
  row("act", "r", ["r"], ["normal"], "reduce", "reduce", "reduce: exits only (asks)"),
  row("act", "R", ["R"], ["normal"], "resume", "resume", "resume: clear holds (asks)"),
  row("act", "X", ["X"], ["normal"], "cancelCycle", "", "stop the cycle of evolution"),
  row("always", "?", ["?"], ["normal", "dialog"], "help", "help", "this help"),
  row("always", "Ctrl-L", ["ctrl+l"], [...all, "field"], "redraw", "", "clear and redraw"),
  row("always", "Ctrl-C", ["ctrl+c"], [...all, "field"], "quit", "", "leave, from anywhere"),
  row("always", "q", ["q"], ["normal", "dialog", "small"], "quit", "quit", "leave: the gate goes on"),
  row("move", "Enter", ["enter"], ["positions", "rules", "proposals", "tape"], "open", "details", "details of the row"),
  row("move", "v", ["v"], ["normal"], "risk", "risk", "risk: Greeks, stress, limits"),
  row("move", "/", ["/"], ["normal"], "filter", "filter", "filter the tape"),
  row("move", "1-5", ["1", "2", "3", "4", "5"], ["normal"], "toPane", "pane", "to that pane"),
  row("move", "Tab l →", ["tab", "l", "right"], ["normal"], "nextPane", "next pane", "next pane"),
  row("move", "⇧Tab h ←", ["shift+tab", "h", "left"], ["normal"], "previousPane", "", "previous pane"),
  row("move", "j ↓", ["j", "down"], ["normal", "dialog"], "down", "", "down one row"),
  row("move", "k ↑", ["k", "up"], ["normal", "dialog"], "up", "", "up one row"),
  row("move", "PgDn", ["pagedown"], ["normal", "dialog"], "pageDown", "", "down ten rows"),
  row("move", "PgUp", ["pageup"], ["normal", "dialog"], "pageUp", "", "up ten rows"),
  row("move", "g Home", ["g", "home"], ["normal", "dialog"], "first", "", "first row, oldest line"),
  row("move", "G End", ["G", "end"], ["normal", "dialog"], "last", "", "last row, newest line"),
];

/** The contexts that hold now, most particular first. */
export function contextsOf({ mode, focus, columns, rows }: Model): readonly Context[] {
  if (mode.kind === "input" || mode.kind === "filter") return ["field"];
  if (mode.kind === "confirm") return ["confirm"];
  if (columns < MIN_COLUMNS || rows < MIN_ROWS) return ["small"];
  if (mode.kind === "help") return ["dialog"];
  if (mode.kind === "detail") return [mode.of.pane, "dialog"];
  return [focus, "normal"];
}

/** Whether that row holds now. Details do not open out of details. */
const holds = ({ mode }: Model, { when, does }: KeyRow, contexts: readonly Context[]): boolean =>
  when.some((one) => contexts.includes(one)) && (does !== "open" || mode.kind === "normal");

/** What that key does now; null when it means nothing here. */
export function actionFor(model: Model, key: string): ActionName | null {
  const contexts = contextsOf(model);
  const found = KEYMAP.find((row) => row.keys.includes(key) && holds(model, row, contexts));
  return found?.does ?? null;
}

/** Rows for the footer: what can be pressed now and has a label, most urgent first. */
export function offered(model: Model): readonly KeyRow[] {
  const contexts = contextsOf(model);
  return KEYMAP.filter((row) => row.label !== "" && holds(model, row, contexts));
}

/** The pane of key "1" to "5". */
export const paneOf = (key: string): PaneId => PANES[Number(key) - 1] ?? "pnl";
