import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import test, { type ExecutionContext } from "ava";
import { ask, statusOf } from "../e2e/gateLine.ts";
import { stageFor } from "../e2e/stage.ts";
import { gatePid, killHard, trade, until } from "../e2e/trade.ts";
import { VENUE } from "../e2e/venue.ts";
import { hasTmux, terminal } from "./tmux.ts";

const run = hasTmux() ? test : test.skip; // house-ok: a machine without tmux says so below
const SIZES = [
  [80, 24],
  [120, 40],
  [200, 60],
] as const;
const PANES = ["1 P&L", "2 Positions", "3 Rules", "4 Proposals", "5 Tape"];
const update = process.env["UPDATE_CAPTURES"] === "1";

test("terminal tests need tmux", (t) => {
  if (!hasTmux()) t.log("not run: there is no tmux on this machine");
  t.pass();
});

/** What differs from run to run: pids, and how long ago the data came. */
const masked = (lines: readonly string[]): string =>
  `${lines
    .map((line) =>
      line
        // A pid may have more or fewer digits: what stands beside it moves.
        .replace(/ +gate \d+ +· /, "  gate PID · ")
        .replace(/data \d+\.\d s/, "data 0.0 s")
        .trimEnd(),
    )
    .join("\n")
    .trimEnd()}\n`;

/** The home of an account that has traded for some hours (live: once) and in which nothing happens any more. */
async function standing(t: ExecutionContext): Promise<string> {
  const stage = await stageFor(t, { seed: "screen" });
  if (stage.account !== null) {
    (await stage.holding()).kill("SIGKILL");
    return stage.home;
  }
  const { home } = stage;
  await trade(home, "--headless", ...stage.flags, "--until", "260");
  const account = join(home, "runs", readdirSync(join(home, "runs"))[0] ?? "");
  await trade(account, "gate", "start", "--speed", "0.001");
  return account;
}

run("at every size all panes are there, nothing wraps, and the picture is the one that was reviewed", async (t) => {
  const account = await standing(t);
  for (const [columns, rows] of SIZES) {
    const screen = terminal(t, { home: account, columns, rows }, "watch");
    await screen.sees(/trades|realized/);
    await screen.sees(/ACTIVE|REDUCING|HALTED/);
    const lines = await until("a still picture", async () => {
      const before = screen.lines().join("\n");
      await new Promise((wake) => setTimeout(wake, 400));
      return screen.lines().join("\n") === before ? screen.lines() : null;
    });
    t.true(lines.findLastIndex((line) => line.trim() !== "") + 1 <= rows - 1, `height at ${columns}`);
    for (const line of lines) t.true(line.length <= columns, line);
    for (const pane of PANES)
      t.true(
        lines.some((line) => line.includes(pane)),
        `${pane} at ${columns}×${rows}`,
      );
    const path = `test/terminal/captures/${columns}x${rows}.txt`;
    // No two days at an exchange look alike: there is a picture of made up prices only.
    if (VENUE === "coinbase") continue;
    if (update) writeFileSync(path, masked(lines));
    else t.is(masked(lines), existsSync(path) ? readFileSync(path, "utf8") : "", "UPDATE_CAPTURES=1 draws it anew");
  }
});

run("K kills at once; leaving keeps the gate; coming back shows the truth", async (t) => {
  const stage = await stageFor(t);
  const { home } = stage;
  const first = terminal(t, { home, columns: 120, rows: 40 }, ...stage.shown);
  await first.sees(/agent ● running/);
  first.press("K");
  await until("halted", async () => (await statusOf(home)).trading.state === "halted");
  await first.sees(/HALTED +kill: K pressed/);
  const { gate } = await statusOf(home);
  first.press("q");
  await first.sees(/The gate \(pid \d+\) goes on[\s\S]*LEFT 0/);
  t.is(gatePid(home), gate.pid);
  const second = terminal(t, { home, columns: 120, rows: 40 }, ...stage.again);
  await second.sees(/HALTED +kill: K pressed/);
  second.press("R");
  if (stage.venue === "sim") {
    await second.sees(/\?/);
    second.press("y");
  } else {
    // The process of the agent proves nobody: the screen says what to type elsewhere.
    await second.sees(/LIVE: type this in another terminal: trade resume/);
    t.is((await stage.person("resume", "--yes")).code, 0);
  }
  await second.sees(/ACTIVE/);
  t.is((await statusOf(home)).trading.state, "active");
});

run("a second cockpit becomes a watcher, and says so", async (t) => {
  const stage = await stageFor(t);
  const { home } = stage;
  const first = terminal(t, { home, columns: 100, rows: 30 }, ...stage.shown);
  await first.sees(/agent ● running/);
  const second = terminal(t, { home, columns: 100, rows: 30 }, ...stage.again);
  await second.sees(/WATCH/i);
  t.true((await statusOf(home)).agent.connected);
});

run("a gate that is killed is said on the screen with what to type, and a new one is taken up", async (t) => {
  const stage = await stageFor(t);
  const { home } = stage;
  const screen = terminal(t, { home, columns: 120, rows: 40 }, ...stage.shown);
  await screen.sees(/agent ● running/);
  await killHard(gatePid(home) ?? 0);
  const lost = await screen.sees(/NO LINK/);
  t.true(lost.includes("trade gate start"));
  t.is((await trade(home, "gate", "start", ...stage.again)).code, 0);
  await until("taken up", () => !screen.lines().some((line) => line.includes("NO LINK")));
  await until("the agent is back", async () => (await statusOf(home)).agent.connected);
});

run(
  "a cockpit that is killed hard leaves the gate alone, and the next one says how to mend the terminal",
  async (t) => {
    const stage = await stageFor(t);
    const { home } = stage;
    const first = terminal(t, { home, columns: 120, rows: 40 }, ...stage.shown);
    await first.sees(/agent ● running/);
    await killHard(first.pid());
    t.false(
      (
        await until("alone", async () => {
          const now = await statusOf(home);
          return now.agent.connected ? null : now;
        })
      ).agent.connected,
    );
    const second = terminal(t, { home, columns: 120, rows: 40 }, ...stage.again);
    await second.sees(/agent ● running/);
    second.press("q");
    await second.sees(/LEFT 0/);
    t.true(second.lines().join("\n").includes("stty sane"));
  },
);

run("a proposal is accepted with two keys, and its rule stands in the rulebook", async (t) => {
  const stage = await stageFor(t);
  const { home } = stage;
  const screen = terminal(t, { home, columns: 120, rows: 40 }, ...stage.shown);
  await screen.sees(/agent ● running/);
  // In live the starter rules wait as well, and would stand before it.
  for (const id of await waiting(home)) t.is((await trade(home, "proposals", "reject", id)).code, 0);
  const file = join(home, "night-owl.yaml");
  const text = readFileSync("rules/starter.yaml", "utf8").split("\n- ")[1] ?? "";
  writeFileSync(file, text.replace(/^id: .*$/m, "id: night-owl").replaceAll(/^ {2}/gm, ""));
  t.is((await trade(home, "rules", "add", file)).code, 0);
  await screen.sees(/LOOSENS +night-owl/);
  screen.press("4");
  screen.press("a");
  if (stage.venue === "sim") {
    await screen.sees(/night-owl[\s\S]*\?/);
    screen.press("y");
  } else {
    // What loosens is not accepted in the agent's own process: a person types it elsewhere.
    const told = await screen.sees(/LIVE: type this in another terminal: trade proposals accept \S+/);
    const [, id = ""] = /trade proposals accept (\S+)/.exec(told) ?? [];
    t.is((await stage.person("proposals", "accept", id)).code, 0, id);
  }
  await until("accepted", async () => /night-owl/.test((await trade(home, "rules")).stdout));
});

const waiting = async (home: string): Promise<readonly string[]> => {
  const { proposals } = await ask(home, (operator) => operator.call("proposals.get", {}));
  return proposals.filter(({ state }) => state === "open").map(({ proposal }) => proposal.proposalId);
};

run("NO_COLOR draws without a single color", async (t) => {
  const stage = await stageFor(t);
  const { home } = stage;
  const screen = terminal(t, { home, columns: 80, rows: 24, env: { NO_COLOR: "1" } }, ...stage.shown);
  await screen.sees(/5 Tape/);
  const color = new RegExp(`${String.fromCodePoint(27)}\\[[0-9;]*(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])m`);
  t.notRegex(screen.colored(), color);
});

run("a window that is resized is drawn anew, and one that is too small still takes the kill key", async (t) => {
  const stage = await stageFor(t);
  const { home } = stage;
  const screen = terminal(t, { home, columns: 120, rows: 40 }, ...stage.shown);
  await screen.sees(/agent ● running/);
  screen.resize(90, 26);
  await until(
    "fits",
    () => screen.lines().every((line) => line.length <= 90) && screen.lines().some((line) => line.includes("5 Tape")),
  );
  screen.resize(40, 8);
  await screen.sees(/needs 80×20/);
  screen.press("K");
  await until("halted", async () => (await statusOf(home)).trading.state === "halted");
  t.pass();
});
