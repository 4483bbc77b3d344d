import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { Worker } from "node:worker_threads";
import { supportsColor } from "chalk";
import { ttyFeed } from "../../src/tui/input/ttyFeed.ts";
import { mountCockpit } from "../../src/tui/mount.tsx";
import { EXIT, type ExitCode } from "../exit.ts";
import { flagOf, type Home } from "../home.ts";
import { askGate } from "../operator.ts";
import { isAlive } from "../pid.ts";
import { startAgentWorker } from "./agent.ts";
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
  const agent = role === "watch" ? null : startAgentWorker(home, null, { onView: (view) => port.agent(view) });
  const keys = new Worker(new URL("../tty-worker.js", import.meta.url), {
    workerData: { socketPath: home.operatorSocket, killFile: home.killFile },
  });
  const feed = ttyFeed(keys);
  const { palette, colorLevel } = colors();
  const screen = mountCockpit({ port, ...feed, stdout: process.stdout, palette, colorLevel });
  writeFileSync(home.cockpitMark, `${process.pid}\n`, { mode: 0o600 });
  for (const signal of ["SIGTERM", "SIGHUP", "SIGINT"] as const) process.once(signal, () => screen.unmount());
  await screen.waitUntilExit();
  feed.stop();
  port.stop();
  await agent?.stop();
  rmSync(home.cockpitMark, { force: true });
  say(await goodbye(home, role));
  return EXIT.done;
}

async function agentIsBusy(home: Home): Promise<boolean> {
  const { agent } = await askGate(home, (operator) => operator.call("status.get", {}));
  return agent.connected;
}

/** NO_COLOR (no-color.org) strips every color; TRADE_PALETTE=colorblind tells gain from loss by blue and orange. */
function colors(): { palette: "default" | "colorblind" | "none"; colorLevel: 0 | 1 | 2 | 3 } {
  const { NO_COLOR, TRADE_PALETTE } = process.env;
  if (NO_COLOR !== undefined && NO_COLOR !== "") return { palette: "none", colorLevel: 0 };
  const colorLevel = supportsColor === false ? 0 : supportsColor.level;
  return { palette: TRADE_PALETTE === "colorblind" ? "colorblind" : "default", colorLevel };
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
