import { isEvolving } from "../agent/cockpit/evolving.ts";
import type { ProposalRow } from "../gate/contract/rulebook.ts";
import { titleOf } from "../store/words/proposal.ts";
import { refusedHere } from "./authority.ts";
import type { ActionName } from "./keymap.ts";
import { paneOf } from "./keymap.ts";
import { type PaneId, PANES } from "./layout.ts";
import {
  idsOf,
  type ListPane,
  type Model,
  openProposals,
  type Question,
  type SendCommand,
  shownTape,
} from "./model.ts";
import { moved } from "./movement.ts";
import * as ask from "./questions.ts";
import type { Step } from "./update.ts";

type Action = (model: Model, key: string) => Step;
const NORMAL = { kind: "normal" } as const;
const PAGE = 10;
const CANCEL_CYCLE = { kind: "cancelCycle" } as const;

const still = (model: Model): Step => ({ model, commands: [] });
const say = (model: Model, text: string, tone: "bad" | "plain" = "plain"): Step =>
  still({ ...model, toast: { tone, text } });

/** Sends, or says why not; every way out of a dialog. */
function sent(model: Model, command: SendCommand): Step {
  const back: Model = { ...model, mode: NORMAL };
  const refusal = refusedHere(model.view, command);
  if (refusal !== null) return say(back, refusal, "bad");
  return { model: { ...back, toast: { tone: "plain", text: `${command.verb} sent …` } }, commands: [command] };
}

function asked(model: Model, question: Question): Step {
  const refusal = refusedHere(model.view, question.command);
  if (refusal !== null) return say(model, refusal, "bad");
  return still({ ...model, mode: { kind: "confirm", question }, toast: null });
}

/** The row that a key is about: the one whose details are open, else the selected one. */
const selectedId = ({ mode, selected }: Model, pane: ListPane): string | null =>
  mode.kind === "detail" && mode.of.pane === pane ? mode.of.id : selected[pane].id;
const position = (model: Model) =>
  model.view.status?.positions.find((row) => row.positionId === selectedId(model, "positions"));
const rule = (model: Model) => model.view.rules.find((row) => row.document.id === selectedId(model, "rules"));
const proposal = (model: Model) =>
  openProposals(model.view).find((row) => row.proposal.proposalId === selectedId(model, "proposals"));

/** Does `then` with the selected row, or says that there is none. */
function withRow<Row>(find: (model: Model) => Row | undefined, then: (model: Model, row: Row) => Step): Action {
  return (model) => {
    const row = find(model);
    return row === undefined ? say(model, "nothing is selected here") : then(model, row);
  };
}

function step(model: Model, by: 1 | -1): Step {
  const at = PANES.indexOf(model.focus) + by;
  return still({ ...model, focus: PANES.at(at % PANES.length) ?? "pnl" });
}

function opened(model: Model): Step {
  const id = idInFocus(model, model.focus);
  if (id === null) return say(model, "nothing is selected here");
  return still({ ...model, mode: { kind: "detail", of: { pane: model.focus, id }, scroll: 0 } });
}

function idInFocus(model: Model, pane: PaneId): string | null {
  if (pane === "pnl") return null;
  if (pane !== "tape")
    return idsOf(model.view, pane).includes(model.selected[pane].id ?? "") ? model.selected[pane].id : null;
  const seq = model.tapeAt ?? shownTape(model).at(-1)?.seq;
  return seq === undefined ? null : String(seq);
}

function rejecting(model: Model, { proposal }: ProposalRow): Step {
  const { proposalId } = proposal;
  const refusal = refusedHere(model.view, ask.rejectProposal(proposalId, "-"));
  if (refusal !== null) return say(model, refusal, "bad");
  return still({ ...model, mode: { kind: "input", text: "", proposalId, title: titleOf(proposal) }, toast: null });
}

function submitted(model: Model): Step {
  if (model.mode.kind !== "input") return still({ ...model, mode: NORMAL });
  const reason = model.mode.text.trim();
  if (reason === "") return say(model, "a reason is needed: the loops learn from it (Esc leaves)", "bad");
  return sent(model, ask.rejectProposal(model.mode.proposalId, reason));
}

/** Esc: out of the innermost thing; in no dialog it clears message, filter and scroll. */
function back(model: Model): Step {
  if (model.mode.kind === "filter") return still({ ...model, mode: NORMAL, filter: model.mode.before });
  if (model.mode.kind !== "normal") return still({ ...model, mode: NORMAL });
  return still({ ...model, toast: null, filter: "", tapeAt: null });
}

function quit(model: Model, key: string): Step {
  const inDialog = model.mode.kind !== "normal";
  if (key === "q" && inDialog) return still({ ...model, mode: NORMAL });
  return { model, commands: [{ kind: "quit" }] };
}

/** What each row of the keymap does. */
export const ACTIONS: Readonly<Record<ActionName, Action>> = {
  kill: (model) => {
    const { model: next, commands } = sent(model, ask.KILL);
    return { model: model.mode.kind === "confirm" ? next : { ...next, mode: model.mode }, commands };
  },
  flatten: (model) => asked(model, ask.flattenQuestion(model.view.status?.positions ?? [])),
  reduce: (model) => asked(model, ask.REDUCE),
  resume: (model) => asked(model, ask.RESUME),
  accept: withRow(proposal, (model, row) => asked(model, ask.acceptQuestion(row))),
  reject: withRow(proposal, rejecting),
  closePosition: withRow(position, (model, row) => asked(model, ask.closeQuestion(row))),
  pauseRule: withRow(rule, (model, row) => sent(model, ask.pauseRule(row.document.id))),
  resumeRule: withRow(rule, (model, row) => asked(model, ask.resumeRuleQuestion(row))),
  open: opened,
  risk: (model) => still({ ...model, mode: { kind: "detail", of: { pane: "pnl", id: "risk" }, scroll: 0 } }),
  cancelCycle: (model) =>
    isEvolving(model.view.agent.evolution)
      ? {
          model: { ...model, toast: { tone: "plain", text: "the cycle of evolution ends" } },
          commands: [CANCEL_CYCLE],
        }
      : say(model, "no cycle of evolution runs here"),
  filter: (model) => still({ ...model, focus: "tape", mode: { kind: "filter", before: model.filter } }),
  help: (model) => still({ ...model, mode: model.mode.kind === "help" ? NORMAL : { kind: "help", scroll: 0 } }),
  nextPane: (model) => step(model, 1),
  previousPane: (model) => step(model, -1),
  toPane: (model, key) => still({ ...model, focus: paneOf(key) }),
  down: (model) => still(moved(model, 1)),
  up: (model) => still(moved(model, -1)),
  pageDown: (model) => still(moved(model, PAGE)),
  pageUp: (model) => still(moved(model, -PAGE)),
  first: (model) => still(moved(model, -Infinity)),
  last: (model) => still(moved(model, Infinity)),
  back,
  yes: (model) => (model.mode.kind === "confirm" ? sent(model, model.mode.question.command) : still(model)),
  no: (model) => say({ ...model, mode: NORMAL }, "nothing was sent"),
  submit: submitted,
  redraw: (model) => ({ model, commands: [{ kind: "redraw" }] }),
  quit,
};
