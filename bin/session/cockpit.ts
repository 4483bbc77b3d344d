import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { supportsColor } from "chalk";
import { ttyFeed } from "../../src/tui/input/ttyFeed.ts";
import { mountCockpit } from "../../src/tui/mount.tsx";
import { palettes, type Settings } from "../../src/store/settings/schema.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { flagOf, type Home } from "../home.ts";
import { askGate } from "../operator.ts";
import { isAlive } from "../pid.ts";
import { settingsOrNone } from "../preferred.ts";
import { gateIsOutOfReach, isWithinWalls } from "../walls/wallIn.ts";
import { startAgentWorker } from "./agent.ts";
import { followAgent } from "./follow.ts";
import { GatePort } from "./port.ts";

export interface CockpitOptions {
  readonly home: Home;
  readonly watchOnly: boolean;
  readonly say: (line: string) => void;
}

/** The screen, and unless it only watches the agent, until the operator leaves. The gate goes on either way. */
export async function cockpit({ home, watchOnly, say }: CockpitOptions): Promise<ExitCode> {
  const busy = await agentIsBusy(home);
  const role = watchOnly || busy ? "watch" : "cockpit";
  if (busy && !watchOnly) say("another agent runs on this gate: watching");
  adviseAfterCrash(home, say);
  const port = new GatePort(home, role);
  if (role === "cockpit") port.walls(gateIsOutOfReach(home));
  const follow = followAgent(port, () => agentIsBusy(home));
  const agent = role === "watch" ? null : startAgentWorker(home, null, { onView: (view) => void follow(view) });
  if (agent !== null) port.runs(agent);
  const keys = new Worker(new URL("../tty-worker.js", import.meta.url), {
    workerData: {
      socketPath: home.operatorSocket,
      killFile: isWithinWalls(home) ? home.agentKillFile : home.killFile,
    },
  });
  const feed = ttyFeed(keys);
  const { palette, colorLevel } = colors(settingsOrNone(home));
  const screen = mountCockpit({ port, ...feed, stdout: process.stdout, palette, colorLevel });
  writeFileSync(home.cockpitMark, `${process.pid}\n`, { mode: 0o600 });
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => screen.unmount());
  // A closed terminal hangs up twice, by itself and by the shim: the second one must not cut the first one short.
  process.on("SIGHUP", () => screen.unmount());
  // A terminal that is gone (a dropped line, a closed window) ends the screen in order, not by an error.
  feed.ended(() => screen.unmount());
  keys.once("error", () => screen.unmount());
  process.stdout.on("error", () => screen.unmount());
  await screen.waitUntilExit();
  feed.stop();
  port.stop();
  await agent?.stop();
  rmSync(home.cockpitMark, { force: true });
  say(await goodbye(home, port.view().role));
  return EXIT.done;
}

async function agentIsBusy(home: Home): Promise<boolean> {
  const { agent } = await askGate(home, (operator) => operator.call("status.get", {}));
  return agent.connected;
}

/** NO_COLOR (no-color.org) strips every color; colorblind, by TRADE_PALETTE or as a setting, tells gain from loss by blue and orange. */
function colors(settings: Settings): { palette: "default" | "colorblind" | "none"; colorLevel: 0 | 1 | 2 | 3 } {
  const { NO_COLOR, TRADE_PALETTE } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return { palette: "none", colorLevel: 0 };
  const palette = palettes.safeParse(TRADE_PALETTE).data ?? settings.palette ?? "default";
  return { palette, colorLevel: palette === "none" || supportsColor === false ? 0 : supportsColor.level };
}

/** A cockpit that was killed leaves the terminal raw: its mark tells the next one. */
function adviseAfterCrash(home: Home, say: (line: string) => void): void {
  if (!existsSync(home.cockpitMark)) return;
  const pid = Number(readFileSync(home.cockpitMark, "utf8"));
  if (!isAlive(pid)) say("the last cockpit ended abruptly; if the terminal behaves oddly afterwards, type: stty sane");
}

async function goodbye(home: Home, role: "cockpit" | "watch"): Promise<string> {
  const flag = flagOf(home);
  try {
    const { gate, positions } = await askGate(home, (operator) => operator.call("status.get", {}));
    const { length } = positions;
    const kept =
      length === 0
        ? "nothing is held"
        : length === 1
          ? "1 position keeps its stop"
          : `${length} positions keep their stops`;
    const agent = role === "watch" ? "" : " No agent runs now: no new entries until `trade` is started again.";
    return `The gate (pid ${gate.pid}) goes on: ${kept}.${agent} See \`trade status${flag}\`, end it with \`trade gate stop${flag}\`.`;
  } catch {
    return `No gate answers: nothing trades, and stops that the gate ran itself do not run. Start it with \`trade gate start${flag}\`.`;
  }
}
