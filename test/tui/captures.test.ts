import { existsSync, readFileSync, writeFileSync } from "node:fs";
import test from "ava";
import type { View } from "../../src/agent/cockpit/view.ts";
import { asksView, haltedView, liveView, longView, lostView, richView, settingView, startView } from "./fixtures.ts";
import { openScreen } from "./terminal.ts";

/** The source tree's folder, not dist's: captures are committed and read in review. */
const FOLDER = new URL("../../../test/tui/captures/", import.meta.url);
const SIZES = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const;
const VIEWS: Readonly<Record<string, () => View>> = {
  rich: richView,
  halted: haltedView,
  asks: asksView,
  lost: lostView,
  live: liveView,
  long: longView,
  start: startView,
};
const TITLES = ["1 P&L", "2 Positions", "3 Rules", "4 Proposals", "5 Tape"];

for (const [columns, rows] of SIZES) {
  for (const [name, view] of Object.entries(VIEWS)) {
    test.serial(`the ${name} screen at ${columns}×${rows} is the one that was reviewed`, async (t) => {
      const screen = openScreen(view(), { columns, rows });
      await screen.settle();
      const lines = screen.lines();
      screen.app.unmount();
      const file = new URL(`${name}-${columns}x${rows}.txt`, FOLDER);
      const drawn = `${lines.join("\n").trimEnd()}\n`;
      if (process.env["UPDATE_CAPTURES"] === "1") writeFileSync(file, drawn);
      t.true(existsSync(file), "run with UPDATE_CAPTURES=1 and look at the new capture");
      t.is(drawn, readFileSync(file, "utf8"));
      t.is(lines.at(-1), "", "the last row stays empty: the frame is at most rows − 1 high");
      for (const title of TITLES) t.true(drawn.includes(title), title);
    });
  }
}

for (const [keys, name, view] of [
  [["?"], "help"],
  [["F"], "flatten"],
  [["4", "x", "t", "o", "o"], "reject"],
  [["4", "\r"], "proposal"],
  [["3", "\r"], "rule"],
  [["2", "\r"], "position"],
  [["v"], "risk"],
  [["4", "\r"], "order", asksView],
  [["4", "a"], "approve", asksView],
  [["4", "\r"], "setting", settingView],
  [["4", "a"], "take-setting", settingView],
] as const) {
  for (const [columns, rows] of SIZES) {
    test.serial(`the ${name} window at ${columns}×${rows} is the one that was reviewed`, async (t) => {
      const screen = openScreen((view ?? richView)(), { columns, rows });
      await screen.press(...keys);
      const drawn = `${screen.text().trimEnd()}\n`;
      screen.app.unmount();
      const file = new URL(`${name}-${columns}x${rows}.txt`, FOLDER);
      if (process.env["UPDATE_CAPTURES"] === "1") writeFileSync(file, drawn);
      t.is(drawn, readFileSync(file, "utf8"));
    });
  }
}
