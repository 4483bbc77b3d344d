import { EventEmitter } from "node:events";
import test from "ava";
import { KEYMAP } from "../../src/tui/keymap.ts";
import { STATUS } from "./fixtureAccount.ts";
import { haltedView, liveView, otherVenueView, longView, lostView, richView, startView } from "./fixtures.ts";
import { openScreen } from "./terminal.ts";

const SIZES = [
  [80, 20],
  [80, 24],
  [97, 33],
  [100, 34],
  [120, 40],
  [160, 45],
  [200, 60],
] as const;
// oxlint-disable-next-line no-control-regex -- it is about control sequences
const COLOR = /\u001b\[(?:\d+;)*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;\d+)*m/;
const ESC = "\u001b";
const KILL = [{ verb: "trading.halt", params: { reason: "K pressed in the cockpit" } }];

for (const [columns, rows] of SIZES) {
  test.serial(`at ${columns}×${rows} nothing wraps, scrolls or reaches the last row, whatever is shown`, async (t) => {
    for (const view of [richView(), haltedView(), lostView(), liveView(), longView(), startView()]) {
      const screen = openScreen(view, { columns, rows });
      await screen.press("?");
      await screen.press(ESC, "4", "\r");
      await screen.press(ESC);
      const { active } = screen.terminal.buffer;
      t.is(active.length, rows, "the alternate screen has no scrollback to fall into");
      for (let y = 0; y < rows; y += 1) t.false(active.getLine(y)?.isWrapped, `row ${y}`);
      t.is(screen.lines().at(-1), "");
      for (const title of ["1 P&L", "2 Positions", "3 Rules", "4 Proposals", "5 Tape"])
        t.true(screen.text().includes(title), title);
      t.true(screen.text().includes("K KILL"));
      screen.app.unmount();
    }
  });
}

test.serial("K sends the halt at once and the answer is shown", async (t) => {
  const screen = openScreen(richView());
  await screen.press("K");
  t.deepEqual(screen.sent, KILL);
  t.regex(screen.text(), /trading\.halt: done/);
  screen.app.unmount();
});

test.serial("the kill key stays on the screen however long an answer is", async (t) => {
  const worker = new EventEmitter();
  const killed = (listener: (answer: { ok: boolean; text: string } | null) => void) => {
    worker.on("killed", listener);
    return () => worker.off("killed", listener);
  };
  const screen = openScreen(richView(), { columns: 80, rows: 24, killed });
  worker.emit("killed", { ok: false, text: "word ".repeat(60) });
  await screen.settle();
  t.regex(screen.lines()[22] ?? "", /✖ kill: word.*… K KILL/);
  screen.app.unmount();
});

test.serial("K kills in a window too small for panes", async (t) => {
  const screen = openScreen(richView(), { columns: 50, rows: 8 });
  await screen.settle();
  t.regex(screen.text(), /needs 80×20/);
  t.regex(screen.text(), /PAPER ACTIVE/);
  await screen.press("K");
  t.deepEqual(screen.sent, KILL);
  screen.app.unmount();
});

test.serial("K in a bracketed paste is nothing, in a text field a letter; Ctrl-K kills", async (t) => {
  const fields: boolean[] = [];
  const screen = openScreen(richView(), { textField: (isFocused) => fields.push(isFocused) });
  await screen.press(`${ESC}[200~K${ESC}[201~`);
  t.deepEqual(screen.sent, []);
  await screen.press("/", "K");
  t.deepEqual(screen.sent, []);
  t.regex(screen.text(), /\/K█/);
  await screen.press("\u000b");
  t.deepEqual(screen.sent, KILL);
  await screen.press("\r");
  t.deepEqual(fields, [true, false]);
  screen.app.unmount();
});

test.serial("keys typed faster than they are read are told apart", async (t) => {
  const screen = openScreen(richView());
  await screen.press("2jK");
  t.deepEqual(screen.sent, KILL);
  screen.app.unmount();
});

test.serial("a kill by the worker is shown and not sent again", async (t) => {
  const worker = new EventEmitter();
  const screen = openScreen(richView(), {
    killed: (listener) => {
      worker.on("killed", listener);
      return () => worker.off("killed", listener);
    },
  });
  worker.emit("killed", { ok: true, text: "HALTED" });
  await screen.settle();
  t.regex(screen.text(), /kill: HALTED/);
  t.deepEqual(screen.sent, []);
  screen.app.unmount();
});

test.serial("flatten asks; n sends nothing, y sends it", async (t) => {
  const screen = openScreen(richView());
  await screen.press("F");
  t.regex(screen.text(), /Flatten: close every position/);
  await screen.press("n");
  t.deepEqual(screen.sent, []);
  t.notRegex(screen.text(), /Flatten: close every position/);
  await screen.press("F", "y");
  t.deepEqual(screen.sent, [{ verb: "account.flatten", params: {} }]);
  screen.app.unmount();
});

test.serial("the help lists every key of the table, also in the smallest window", async (t) => {
  for (const [columns, rows] of [
    [80, 20],
    [80, 24],
    [120, 40],
  ] as const) {
    const screen = openScreen(richView(), { columns, rows });
    await screen.press("?");
    const first = screen.text();
    await screen.press("G");
    const all = first + screen.text();
    for (const { shown, help } of KEYMAP) {
      t.true(all.includes(shown.padEnd(9) + help.slice(0, 25)), `${shown} at ${columns}×${rows}`);
    }
    screen.app.unmount();
  }
});

test.serial("LIVE, PAPER and the market are told in words", async (t) => {
  const paper = openScreen(richView());
  await paper.settle();
  t.regex(paper.lines()[0] ?? "", /PAPER +SIM/);
  paper.app.unmount();
  const live = openScreen(liveView());
  await live.settle();
  t.regex(live.lines()[0] ?? "", /LIVE real money +COINBASE/);
  live.app.unmount();
  const other = openScreen(otherVenueView());
  await other.settle();
  t.regex(other.lines()[0] ?? "", /LIVE real money +KRAKEN +EXPERIMENTAL/);
  other.app.unmount();
});

test.serial("a lost link says what to type and marks everything else as old", async (t) => {
  const screen = openScreen(lostView());
  await screen.settle();
  t.regex(screen.lines()[0] ?? "", /NO LINK  all below is old · .*trade gate start/);
  const colors = new Set<number>();
  for (let y = 1; y < 38; y += 1) {
    for (let x = 0; x < 120; x += 1) {
      const cell = screen.terminal.buffer.active.getLine(y)?.getCell(x);
      if (cell !== undefined && cell.getChars().trim() !== "") colors.add(cell.getFgColor());
    }
  }
  t.deepEqual([...colors], [0x767676], "one faint color for all that is old");
  screen.app.unmount();
});

test.serial("an agent that is not well is told across the screen, with its reason", async (t) => {
  const screen = openScreen(richView());
  await screen.settle();
  for (const [state, first] of [
    ["down", / AGENT DOWN  no new entries · the disk is full/],
    ["restarting", / AGENT RESTARTING  the disk is full/],
    ["stale", / NO SIGNALS  the disk is full/],
    ["reconnecting", / AGENT RECONNECTING  the disk is full/],
  ] as const) {
    await screen.change(
      richView({ agent: { state, restarts: 1, detail: "the disk is full", evolution: "", held: "", insights: {} } }),
    );
    t.regex(screen.lines()[0] ?? "", first);
    t.notRegex(screen.text(), /agent ● running/);
  }
  screen.app.unmount();
});

test.serial("at 80 columns the header keeps the speed, every hold's cause and its way out", async (t) => {
  const halted = haltedView();
  const { status } = halted;
  const screen = openScreen({ ...halted, status: status && { ...status, speed: 9_000 } }, { columns: 80, rows: 24 });
  await screen.settle();
  t.regex(screen.lines()[0] ?? "", / 5m ×9000 /);
  t.regex(screen.lines()[1] ?? "", / HALTED {2}kill until R · daily_loss until the UTC day ends/);
  screen.app.unmount();
});

test.serial("the oldest line of the tape stands at the top of a full pane", async (t) => {
  const screen = openScreen(richView());
  await screen.press("5", "g");
  const [, ...tape] = screen.lines().slice(screen.lines().findIndex((row) => row.includes("5 Tape")));
  const told = tape.map((row) => /││ (\d\d:\d\d:\d\d)/.exec(row)?.[1]).filter((at) => at !== undefined);
  t.true(told.length > 4, `${told.length} lines`);
  screen.app.unmount();
});

test.serial("NO_COLOR draws without a single color", async (t) => {
  for (const level of [0, 3] as const) {
    const screen = openScreen(haltedView(), { palette: "none", colorLevel: level });
    await screen.press("?");
    await screen.press(ESC, "F", "n");
    t.notRegex(screen.taken(), COLOR, `level ${level}`);
    screen.app.unmount();
  }
  const colored = openScreen(haltedView());
  await colored.settle();
  t.regex(colored.taken(), COLOR);
  colored.app.unmount();
});

test.serial("a steady frame costs a small part of a full one", async (t) => {
  const screen = openScreen(richView());
  await screen.settle();
  const full = screen.taken().length;
  for (let n = 1; n <= 5; n += 1) {
    const account = { ...STATUS.account, equity: `10023${n}.12` };
    await screen.change(
      richView({ status: { ...STATUS, account, data: { ...STATUS.data, at: (STATUS.data.at ?? 0) + n * 1_000 } } }),
    );
    const steady = screen.taken().length;
    t.true(steady > 0 && steady < full / 15, `${steady} of ${full} bytes`);
  }
  screen.app.unmount();
});

test.serial("a resize is drawn at once and cleanly when it stands still", async (t) => {
  const screen = openScreen(richView());
  await screen.settle();
  await screen.resize(80, 24);
  await new Promise<void>((done) => setTimeout(done, 160));
  await screen.settle();
  const fresh = openScreen(richView(), { columns: 80, rows: 24 });
  await fresh.settle();
  t.deepEqual(screen.lines(), fresh.lines());
  screen.app.unmount();
  fresh.app.unmount();
});

test.serial("Ctrl-L heals what another program wrote over the screen", async (t) => {
  const screen = openScreen(richView());
  await screen.settle();
  const before = screen.lines();
  screen.terminal.write(`${ESC}[5;1HBroadcast message from root`);
  await screen.settle();
  t.notDeepEqual(screen.lines(), before);
  await screen.press("\f");
  t.deepEqual(screen.lines(), before);
  screen.app.unmount();
});

test.serial("q leaves the screen and sends nothing", async (t) => {
  const screen = openScreen(richView());
  await screen.press("q");
  await screen.app.waitUntilExit();
  t.deepEqual(screen.sent, []);
  t.is(screen.terminal.buffer.active.type, "normal");
});

test.serial("a cycle of evolution is told in the proposals' pane, and X ends it", async (t) => {
  const evolution = "evolving 34/97, best so far ema-trend +0.12 R over 140 trades, about 12 s left";
  const agent = { state: "running", restarts: 0, detail: "", evolution, held: "", insights: {} } as const;
  const screen = openScreen(richView({ agent }), { columns: 120, rows: 40 });
  await screen.settle();
  t.regex(screen.text(), /evolving 34\/97, best so far ema-trend/);
  await screen.press("X");
  t.is(screen.canceled(), 1);
  await screen.change(richView());
  await screen.press("X");
  t.is(screen.canceled(), 1, "where none runs there is nothing to end");
  await screen.change(richView({ agent: { ...agent, evolution: "evolution waits: 12 of the 60 hours" } }));
  t.regex(screen.text(), /evolution waits: 12 of the 60 hours/);
  await screen.press("X");
  t.is(screen.canceled(), 1, "one that waits for candles does not run");
  t.regex(screen.text(), /no cycle of evolution runs here/);
  screen.app.unmount();
});

test.serial("a rule may be named as what every object has: nothing is told of it that nobody said", async (t) => {
  const view = richView();
  const rules = view.rules.slice(0, 1).map((row) => ({ ...row, document: { ...row.document, id: "constructor" } }));
  const screen = openScreen({ ...view, rules }, { columns: 120, rows: 40 });
  await screen.press("3");
  await screen.press("\r");
  t.regex(screen.text(), /constructor/);
  t.notRegex(screen.text(), /native code|function Object/);
  screen.app.unmount();
});
