import type { Answer } from "../agent/cockpit/port.ts";
import type { View } from "../agent/cockpit/view.ts";
import { ACTIONS } from "./actions.ts";
import { actionFor } from "./keymap.ts";
import { type Command, idsOf, isTextField, type Model, type SendCommand, settled } from "./model.ts";

export type Message =
  | { readonly type: "key"; readonly key: string }
  | { readonly type: "paste"; readonly text: string }
  | { readonly type: "resize"; readonly columns: number; readonly rows: number }
  | { readonly type: "viewChanged"; readonly view: View }
  | { readonly type: "answered"; readonly verb: SendCommand["verb"]; readonly answer: Answer }
  /** The worker that owns the terminal saw the kill key and has acted on it; this key never comes as "key". */
  | { readonly type: "killed"; readonly answer: Answer | null };

export interface Step {
  readonly model: Model;
  readonly commands: readonly Command[];
}

/** Longest text a field takes: the contract's limit for a reason. */
const MAX_FIELD = 500;

/** The whole behavior of the screen: what a message makes of the model, and what has to be done about it. */
export function update(model: Model, message: Message): Step {
  switch (message.type) {
    case "key":
      return onKey(model, message.key);
    case "paste":
      return still(isTextField(model) ? typed(model, message.text) : model);
    case "resize":
      return still({ ...model, columns: message.columns, rows: message.rows });
    case "viewChanged":
      return still(withView(model, message.view));
    case "answered":
      return still({ ...model, toast: toastOf(message.verb, message.answer) });
    case "killed":
    default:
      return still({ ...model, toast: killToast(message.answer) });
  }
}

const still = (model: Model): Step => ({ model, commands: [] });

const toastOf = (verb: string, { ok, text }: Answer) => ({
  tone: ok ? ("good" as const) : ("bad" as const),
  text: `${verb}: ${text}`,
});

const killToast = (answer: Answer | null) =>
  answer === null ? ({ tone: "plain", text: "kill sent …" } as const) : toastOf("kill", answer);

function withView(model: Model, view: View): Model {
  const { positions, rules, proposals } = model.selected;
  return {
    ...model,
    view,
    selected: {
      positions: settled(positions, idsOf(view, "positions")),
      rules: settled(rules, idsOf(view, "rules")),
      proposals: settled(proposals, idsOf(view, "proposals")),
    },
  };
}

function onKey(model: Model, key: string): Step {
  const action = actionFor(model, key);
  if (action !== null) return ACTIONS[action](model, key);
  if (!isTextField(model)) return still(model);
  if (key === "backspace") return still(withText(model, letters(textOf(model)).slice(0, -1).join("")));
  if (key === "ctrl+u") return still(withText(model, ""));
  const letter = key === "space" ? " " : key;
  return still(letters(letter).length === 1 ? typed(model, letter) : model);
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });
/** Characters as a person counts them, so that backspace takes a whole one. */
const letters = (text: string): readonly string[] => Array.from(graphemes.segment(text), ({ segment }) => segment);
const textOf = (model: Model): string => (model.mode.kind === "input" ? model.mode.text : model.filter);

function withText(model: Model, text: string): Model {
  if (model.mode.kind === "input") return { ...model, mode: { ...model.mode, text } };
  return { ...model, filter: text, tapeAt: null };
}

const typed = (model: Model, text: string): Model =>
  withText(model, `${textOf(model)}${text.replace(/\s+/g, " ")}`.slice(0, MAX_FIELD));
