import test from "ava";
import type { View } from "../../src/agent/cockpit/view.ts";
import { contextsOf, KEYMAP } from "../../src/tui/keymap.ts";
import { type Command, createModel, isTextField, type Model } from "../../src/tui/model.ts";
import { update } from "../../src/tui/update.ts";
import { haltedView, liveView, lostView, richView, startView } from "./fixtures.ts";
import { PROPOSALS } from "./fixtureRules.ts";

const KILL = { kind: "send", verb: "trading.halt", params: { reason: "K pressed in the cockpit" } } as const;

/** Presses keys one after another; gives the last model and everything that was commanded. */
function press(
  view: View,
  keys: readonly string[],
  columns = 120,
  rows = 40,
): { model: Model; commands: readonly Command[] } {
  let model = createModel(view, columns, rows);
  const commands: Command[] = [];
  for (const key of keys) {
    const step = update(model, { type: "key", key });
    model = step.model;
    commands.push(...step.commands);
  }
  return { model, commands };
}
const sentBy = (view: View, ...keys: readonly string[]): readonly Command[] => press(view, keys).commands;

test("K kills at once: in every view, mode and window, also a watcher's", (t) => {
  const watch: View = { ...liveView(), role: "watch" };
  for (const view of [richView(), haltedView(), lostView(), liveView(), startView(), watch]) {
    for (const before of [[], ["?"], ["F"], ["2", "enter"], ["5"]]) {
      t.deepEqual(press(view, [...before, "K"]).commands, [KILL], `${view.role} after ${before.join(" ")}`);
    }
    t.deepEqual(press(view, ["K"], 40, 10).commands, [KILL]);
  }
});

test("K in a text field is a letter, Ctrl-K kills there and leaves the text", (t) => {
  for (const keys of [["4", "x"], ["/"]]) {
    const { model, commands } = press(richView(), [...keys, "K", "ctrl+k"]);
    t.deepEqual(commands, [KILL]);
    t.true(isTextField(model));
    t.is(model.mode.kind === "input" ? model.mode.text : model.filter, "K");
  }
});

test("pasted text is text in a field and nothing anywhere else", (t) => {
  const paste = { type: "paste", text: "K\nF y" } as const;
  const outside = update(createModel(richView(), 120, 40), paste);
  t.deepEqual(outside.commands, []);
  t.is(outside.model.mode.kind, "normal");
  const inside = update(press(richView(), ["/"]).model, paste);
  t.is(inside.model.filter, "K F y");
});

test("a kill by the worker is told, not sent again", (t) => {
  const model = createModel(richView(), 120, 40);
  const told = update(model, { type: "killed", answer: null });
  t.deepEqual(told.commands, []);
  t.regex(told.model.toast?.text ?? "", /kill sent/);
  const failed = update(model, { type: "killed", answer: { ok: false, text: "NOT HALTED" } });
  t.is(failed.model.toast?.tone, "bad");
});

for (const [key, verb, before] of [
  ["F", "account.flatten", []],
  ["r", "trading.reduce", []],
  ["R", "trading.resume", []],
  ["c", "position.close", ["2"]],
  ["a", "proposal.accept", ["4"]],
  ["P", "rule.resume", ["3"]],
] as const) {
  test(`${key} asks: only y sends ${verb}`, (t) => {
    t.deepEqual(sentBy(richView(), ...before, key), []);
    for (const no of ["n", "esc", "enter", "q", " ", "F"]) t.deepEqual(sentBy(richView(), ...before, key, no), [], no);
    const [command] = sentBy(richView(), ...before, key, "y");
    t.is(command?.kind === "send" ? command.verb : null, verb);
  });
}

test("what was asked about is what is sent, whatever the list has become meanwhile", (t) => {
  const asked = press(richView(), ["4", "a"]).model;
  const changed = update(asked, { type: "viewChanged", view: richView({ proposals: PROPOSALS.slice(1) }) }).model;
  const [command] = update(changed, { type: "key", key: "y" }).commands;
  t.like(command, { params: { proposalId: PROPOSALS[0]?.proposal.proposalId } });
});

test("the selection follows its row, and stays near when the row goes", (t) => {
  const second = press(richView(), ["4", "j"]).model;
  const rest = update(second, { type: "viewChanged", view: richView({ proposals: PROPOSALS.slice(1) }) }).model;
  t.deepEqual(rest.selected.proposals, { id: PROPOSALS[1]?.proposal.proposalId ?? null, index: 0 });
  const none = update(rest, { type: "viewChanged", view: richView({ proposals: [] }) }).model;
  t.deepEqual(none.selected.proposals, { id: null, index: 0 });
  t.deepEqual(update(none, { type: "key", key: "a" }).commands, []);
});

test("a rejection goes out with its reason, and never without one", (t) => {
  t.deepEqual(sentBy(richView(), "4", "x", "enter"), []);
  const [command] = sentBy(richView(), "4", "x", ...Array.from("too loose"), "backspace", "enter");
  t.like(command, { verb: "proposal.reject", params: { reason: "too loos" } });
});

test("in LIVE the screen sends nothing that needs a person, and says what to type", (t) => {
  const { model, commands } = press(liveView(), ["R", "y"]);
  t.deepEqual(commands, []);
  t.regex(model.toast?.text ?? "", /another terminal: trade resume/);
  t.deepEqual(sentBy(liveView(), "4", "a", "y"), [], "the first proposal loosens");
  t.is(sentBy(liveView(), "4", "j", "a", "y").length, 1, "the second one tightens");
  t.is(sentBy(liveView(), "F", "y").length, 1);
});

test("what is to be typed elsewhere has as much of a proposal's id as no other begins with, and fits the screen", (t) => {
  const named = (ids: readonly string[]): View => ({
    ...liveView(),
    proposals: ids.map((proposalId) => ({ ...PROPOSALS[0]!, proposal: { ...PROPOSALS[0]!.proposal, proposalId } })),
  });
  const told = (...ids: readonly string[]): string => press(named(ids), ["4", "a", "y"]).model.toast?.text ?? "";
  const [first, then, twin] = ["2d5d", "2d5e", "2d5d"].map((ms, n) => `01a2168f-${ms}-7000-800${n}-576cac5f0000`);
  t.regex(told(first!, then!), /trade proposals accept 01a2168f-2d5d$/);
  t.regex(told(first!, twin!), /trade proposals accept 01a2168f-2d5d-7000-8000$/, "filed within the same millisecond");
  t.true(told(first!, then!).length <= 80);
});

test("a watcher sends nothing but the kill", (t) => {
  const view: View = { ...richView(), role: "watch" };
  for (const keys of [
    ["F", "y"],
    ["r", "y"],
    ["R", "y"],
    ["2", "c", "y"],
    ["4", "a", "y"],
    ["4", "x", "w", "enter"],
    ["3", "p"],
  ]) {
    t.deepEqual(sentBy(view, ...keys), [], keys.join(" "));
  }
});

test("the tape stays where the operator scrolled it while lines come", (t) => {
  const scrolled = press(richView(), ["5", "k", "k"]).model;
  const at = scrolled.tapeAt;
  t.truthy(at);
  const later = update(scrolled, { type: "viewChanged", view: richView() }).model;
  t.is(later.tapeAt, at);
  t.is(update(later, { type: "key", key: "G" }).model.tapeAt, null);
});

test("Esc takes a filter back, Enter keeps it", (t) => {
  t.is(press(richView(), ["/", "b", "t", "c", "enter"]).model.filter, "btc");
  t.is(press(richView(), ["/", "b", "esc"]).model.filter, "");
  t.is(press(richView(), ["/", "b", "enter", "esc"]).model.filter, "");
});

test("q leaves the screen, or the dialog it stands in; Ctrl-C always the screen; neither stops the gate", (t) => {
  t.deepEqual(sentBy(richView(), "q"), [{ kind: "quit" }]);
  t.deepEqual(sentBy(richView(), "?", "q"), []);
  t.deepEqual(sentBy(richView(), "4", "x", "ctrl+c"), [{ kind: "quit" }]);
});

test("no key means two things at once", (t) => {
  for (const before of [[], ["?"], ["F"], ["/"], ["1"], ["3"], ["4"], ["5"], ["2", "enter"]]) {
    const contexts = contextsOf(press(richView(), before).model);
    const seen = new Map<string, string>();
    for (const { keys, does } of KEYMAP.filter((row) => row.when.some((one) => contexts.includes(one)))) {
      for (const key of keys) t.is(seen.get(key) ?? does, does, key);
      for (const key of keys) seen.set(key, does);
    }
  }
});

test("an answer is shown with its verb", (t) => {
  const model = createModel(richView(), 120, 40);
  const { toast } = update(model, {
    type: "answered",
    verb: "rule.pause",
    answer: { ok: false, text: "UNKNOWN_ID" },
  }).model;
  t.deepEqual(toast, { tone: "bad", text: "rule.pause: UNKNOWN_ID" });
});
