import type { View } from "../agent/cockpit/view.ts";
import type { OperatorVerb } from "../gate/contract/operatorVerbs.ts";
import type { ProposalRow } from "../gate/contract/rulebook.ts";
import { alarmOf } from "./alarm.ts";
import { type Layout, layout, type PaneId } from "./layout.ts";

/** A command that leaves the screen, or something done to the screen itself. */
export interface SendCommand {
  readonly kind: "send";
  readonly verb: OperatorVerb;
  readonly params: Readonly<Record<string, unknown>>;
}
export type Command =
  | SendCommand
  | { readonly kind: "quit" }
  | { readonly kind: "redraw" }
  | { readonly kind: "cancelCycle" };

/** A question that only `y` answers with yes. Holds its command whole: what is asked about cannot change meanwhile. */
export interface Question {
  readonly title: string;
  readonly lines: readonly string[];
  readonly command: SendCommand;
}

export interface DetailOf {
  readonly pane: PaneId;
  /** Position, proposal or rule id; for the tape the line's seq. */
  readonly id: string;
}

type Mode =
  | { readonly kind: "normal" }
  | { readonly kind: "help"; readonly scroll: number }
  | { readonly kind: "confirm"; readonly question: Question }
  | { readonly kind: "input"; readonly text: string; readonly proposalId: string; readonly title: string }
  | { readonly kind: "filter"; readonly before: string }
  | { readonly kind: "detail"; readonly of: DetailOf; readonly scroll: number };

/** What came of the last thing asked. */
export interface Toast {
  readonly tone: "good" | "bad" | "plain";
  readonly text: string;
}

/** A row by its id, and where it stood, so that the choice stays near when the row goes. */
export interface Selection {
  readonly id: string | null;
  readonly index: number;
}
export type ListPane = "positions" | "rules" | "proposals";

/** All that the screen knows. `view` is the world outside, the rest is the operator's place in it. */
export interface Model {
  readonly view: View;
  readonly columns: number;
  readonly rows: number;
  readonly focus: PaneId;
  readonly selected: Readonly<Record<ListPane, Selection>>;
  /** The tape line at the bottom of its pane; null follows the newest. */
  readonly tapeAt: number | null;
  readonly filter: string;
  readonly mode: Mode;
  readonly toast: Toast | null;
}

const first = (view: View, pane: ListPane): Selection => settled({ id: null, index: 0 }, idsOf(view, pane));

export function createModel(view: View, columns: number, rows: number): Model {
  return {
    view,
    columns,
    rows,
    focus: "positions",
    selected: { positions: first(view, "positions"), rules: first(view, "rules"), proposals: first(view, "proposals") },
    tapeAt: null,
    filter: "",
    mode: { kind: "normal" },
    toast: null,
  };
}

/** Where everything stands now. */
export const layoutOf = ({ columns, rows, view }: Pick<Model, "columns" | "rows" | "view">): Layout =>
  layout(columns, rows, alarmOf(view) !== null);

/** Whether letters are text now: then `K` is a letter and only Ctrl-K kills. */
export const isTextField = ({ mode }: Model): boolean => mode.kind === "input" || mode.kind === "filter";

/** Proposals that wait for a person: orders first, which wait for minutes and not for days. */
export const openProposals = (view: View): readonly ProposalRow[] => {
  const open = view.proposals.filter(({ state }) => state === "open");
  const isOrder = ({ proposal }: ProposalRow): boolean => proposal.kind === "order.approve";
  return [...open.filter(isOrder), ...open.filter((row) => !isOrder(row))];
};

/** Ids of a pane's rows, in the order they are shown. */
export function idsOf(view: View, pane: ListPane): readonly string[] {
  if (pane === "positions") return (view.status?.positions ?? []).map((row) => row.positionId);
  if (pane === "rules") return view.rules.map((row) => row.document.id);
  return openProposals(view).map((row) => row.proposal.proposalId);
}

/** Tape lines that pass the filter, oldest first. */
export function shownTape({ view, filter }: Pick<Model, "view" | "filter">) {
  const wanted = filter.toLowerCase();
  return wanted === "" ? view.tape : view.tape.filter((line) => line.text.toLowerCase().includes(wanted));
}

/** The selected row where it stands now: the same id, else its neighbor. */
export function settled(selection: Selection, ids: readonly string[]): Selection {
  const at = selection.id === null ? -1 : ids.indexOf(selection.id);
  const index = at >= 0 ? at : Math.max(0, Math.min(selection.index, ids.length - 1));
  return { id: ids[index] ?? null, index };
}
