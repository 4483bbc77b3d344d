import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test from "ava";
import { ask, glance, statusOf } from "../e2e/gateLine.ts";
import { gatePid, killHard, trade, until } from "../e2e/trade.ts";
import { filledAccount, STILL } from "./account.ts";
import { onTmux, openTrade, type Screen } from "./tmux.ts";

/** The source tree's folder, not dist's: captures are committed and read in review. */
const FOLDER = new URL("../../../test/terminal/captures/", import.meta.url);
const TITLES = ["1 P&L", "2 Positions", "3 Rules", "4 Proposals", "5 Tape"];
const SIZES = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const;

let account: Awaited<ReturnType<typeof filledAccount>>;
test.before(async () => {
  account = await filledAccount();
});
test.after.always(() => account?.remove());

/** Drawn with everything the gate and the agent have to say: nothing moves after that on a clock that stands. */
const isSettled = /agent ● running(?=[\s\S]*AGENT +attached)/;

onTmux("the cockpit fills 80×24, 120×40 and 200×60, wraps no line, and follows the window", async (t) => {
  const home = account.copy(t);
  const screen = await openTrade(t, { home, columns: 80, rows: 24 }, ...STILL);
  for (const [columns, rows] of SIZES) {
    await screen.resize(columns, rows);
    const lines = await drawn(screen, rows);
    t.is(lines.length, rows);
    t.is(lines.at(-1), "", "the frame is at most rows − 1 high");
    for (const line of lines) t.true(line.length <= columns, line);
    for (const title of TITLES)
      t.true(
        lines.some((line) => line.includes(title)),
        title,
      );
    const file = new URL(`still-${columns}x${rows}.txt`, FOLDER);
    const capture = `${masked(lines).join("\n").trimEnd()}\n`;
    if (process.env["UPDATE_CAPTURES"] === "1") writeFileSync(file, capture);
    t.true(existsSync(file), "run with UPDATE_CAPTURES=1 and look at the new capture");
    t.is(capture, readFileSync(file, "utf8"));
  }
});

onTmux("K halts at once, q leaves the gate running, and the next cockpit shows the same account", async (t) => {
  const home = account.copy(t);
  const screen = await openTrade(t, { home }, ...STILL);
  await screen.shows(isSettled);
  const before = await statusOf(home);
  await screen.press("K");
  await until("halted", async () => (await statusOf(home)).trading.state === "halted");
  await screen.shows(/HALTED +kill: K pressed in the cockpit/);
  await screen.press("q");
  const left = await screen.shows(/END 0/);
  t.regex(left, /The gate \(pid \d+\) goes on: 2 positions keep their stops\./);
  t.regex(left.replaceAll("\n", ""), /No agent runs now: .*`trade status`, end it with `trade gate stop`/);
  const alone = await statusOf(home);
  t.deepEqual([alone.gate.pid, alone.agent.connected], [before.gate.pid, false]);
  t.deepEqual(alone.account, before.account);
  const again = await openTrade(t, { home });
  const shown = await again.shows(/agent ● running[\s\S]*HALTED/);
  t.true(shown.includes(grouped(before.account.equity)), shown);
  t.is((await statusOf(home)).gate.pid, before.gate.pid);
});

onTmux("a second trade watches and says so; under NO_COLOR it paints without colors", async (t) => {
  const home = account.copy(t);
  const first = await openTrade(t, { home }, ...STILL);
  await first.shows(isSettled);
  t.regex(await first.painted(), COLOR, "a terminal with colors gets some");
  const second = await openTrade(t, { home, columns: 80, rows: 24, env: { NO_COLOR: "1" } });
  await second.shows(/TRADE watch[\s\S]*5 Tape/);
  t.notRegex(await second.painted(), COLOR);
  await second.press("q");
  const left = await second.shows(/END 0/);
  t.regex(left, /another agent runs on this gate: watching/);
  t.notRegex(left, /No agent runs now/);
  t.true((await statusOf(home)).agent.connected);
});

onTmux(
  "a dead gate is NO LINK with the command to type, a dead cockpit leaves the stops: both are begun again",
  async (t) => {
    const home = account.copy(t);
    const screen = await openTrade(t, { home, columns: 80, rows: 24 }, ...STILL);
    await screen.shows(isSettled);
    await killHard(gatePid(home) ?? 0);
    await screen.shows(/NO LINK +type in another pane: trade gate start · nothing trades/);
    t.is((await trade(home, "gate", "start", ...STILL)).code, 0);
    await until("the agent is back", async () => (await glance(home))?.agent.connected);
    await screen.shows(/^(?![\s\S]*NO LINK)[\s\S]*agent ● running/);
    const before = await statusOf(home);
    await killHard(Number(readFileSync(join(home, "run", "cockpit.pid"), "utf8")));
    await screen.shows(/END 137/);
    const alone = await until("the lease is free", async () => {
      const now = await statusOf(home);
      return now.agent.connected ? null : now;
    });
    t.deepEqual(alone.positions, before.positions);
    t.true(alone.positions.every(({ stopKind }) => stopKind === "EXCHANGE"));
    const next = await openTrade(t, { home });
    await next.shows(isSettled);
    await next.press("q");
    t.regex(await next.shows(/END 0/), /the last cockpit ended abruptly; .*type: stty sane/);
  },
);

onTmux("a rule that was added waits in the proposals pane until a and y let it into the rulebook", async (t) => {
  const home = account.copy(t);
  const screen = await openTrade(t, { home }, ...STILL);
  await screen.shows(isSettled);
  const file = join(home, "mine.yaml");
  const [starter = ""] = readFileSync("rules/starter.yaml", "utf8").split(/^- /m).slice(1);
  writeFileSync(file, starter.replace("id: ema-trend", "id: my-own").replaceAll(/^ {2}/gm, ""));
  t.is((await trade(home, "rules", "add", file)).code, 0);
  await screen.shows(/▸ LOOSENS +my-own/);
  await screen.press("4", "a");
  await screen.shows(/y yes, do it/);
  t.true(
    (await ask(home, (gate) => gate.call("rules.get", {}))).rules.every(({ document }) => document.id !== "my-own"),
  );
  await screen.press("y");
  await screen.shows(/3 Rules[\s\S]*my-own[\s\S]*4 Proposals[\s\S]*none waits for you/);
  const { rules } = await ask(home, (gate) => gate.call("rules.get", {}));
  t.true(rules.some(({ document }) => document.id === "my-own"));
});

/** An SGR with a color in it: 30–37, 38;…, 90–97 and the same of the background. */
// oxlint-disable-next-line no-control-regex
const COLOR = /\u001b\[(?:\d+;)*(?:[34][0-8]|9[0-7]|10[0-7])[;m]/;

/** "4999.5" as the screen writes it: "4,999.50". */
const grouped = (amount: string): string =>
  Number(amount).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** The lines of that many rows once two looks in a row show the same. */
async function drawn(screen: Screen, rows: number): Promise<readonly string[]> {
  let last = "";
  return until(`a frame of ${rows} rows`, async () => {
    const lines = await screen.lines();
    const now = lines.join("\n");
    const isSame = now === last;
    last = now;
    // The footer is in the last row but one: the frame is of this size.
    const isWhole = lines.length === rows && /q quit/.test(lines.at(-2) ?? "");
    return isSame && isWhole && isSettled.test(now) ? lines : null;
  });
}

/** Without what differs from run to run: the gate's pid, and the gap that takes up the difference. */
const masked = (lines: readonly string[]): readonly string[] =>
  lines.map((line) => line.replace(/ +gate \d+/, "  gate PID"));
