import test from "ava";
import { liveView, richView } from "./fixtures.ts";
import { openScreen } from "./terminal.ts";

const shown = async (view: ReturnType<typeof richView>): Promise<string> => {
  const screen = openScreen(view, { columns: 120, rows: 40 });
  await screen.settle();
  const text = screen.text();
  screen.app.unmount();
  return text;
};

test.serial(
  "the header says in a word whether walls stand between the agent and the key; a watcher has none to speak of",
  async (t) => {
    t.regex(await shown(richView({ walls: true })), /walls ■/);
    t.regex(await shown(richView({ walls: false })), /walls □ open/);
    t.notRegex(await shown(richView()), /walls/);
  },
);

test.serial("live is said in words, with how far it is armed", async (t) => {
  const live = liveView();
  for (const [arming, words] of [
    ["off", "LIVE not armed"],
    ["shadow", "LIVE shadow"],
    ["small", "LIVE real money, small"],
    ["full", "LIVE real money"],
  ] as const) {
    const status = live.status === null ? null : { ...live.status, arming };
    t.true((await shown({ ...live, status })).includes(words), words);
  }
});
