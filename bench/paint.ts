import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { line, micro, percentile } from "./measure.ts";

const RUNS = 5;
const LOOK_MS = 5;

/** From typing the command to the first painted frame in tmux, gate already running, beside the smallest Ink program. */
export async function benchPaint(): Promise<void> {
  if (!hasTmux()) {
    line("spawn → first paint", "not run", "there is no tmux", null);
    return;
  }
  const home = mkdtempSync(join(tmpdir(), "trade-bench-"));
  const trade = resolve("bin/trade");
  const node = process.execPath;
  execFileSync(node, [trade, "gate", "start", "--home", home, "--market", "sim", "--speed", "300"]);
  try {
    const ours = await paints(`${node} ${trade} --home ${home}`, "P&L");
    const least = await paints(`${node} ${join(import.meta.dirname, "minimalInk.js")}`, "PAINTED");
    const ratio = percentile(ours, 0.5) / percentile(least, 0.5);
    line("spawn → first paint (p50 / max)", micro(ours), `minimal Ink ${micro(least)}`, ratio);
  } finally {
    execFileSync(node, [trade, "gate", "stop", "--home", home]);
    rmSync(home, { recursive: true, force: true });
  }
}

async function paints(command: string, mark: string): Promise<number[]> {
  const samples: number[] = [];
  for (let run = 0; run < RUNS; run += 1) samples.push(await paint(command, mark));
  return samples;
}

async function paint(command: string, mark: string): Promise<number> {
  const tmux = (...argv: string[]): string =>
    execFileSync("tmux", ["-L", "trade-bench", ...argv], { encoding: "utf8" });
  const from = performance.now();
  tmux("new-session", "-d", "-s", "paint", "-x", "120", "-y", "40", `NODE_ENV=production ${command}; sleep 9`);
  try {
    while (performance.now() - from < 10_000) {
      if (tmux("capture-pane", "-p", "-t", "paint").includes(mark)) return (performance.now() - from) * 1_000;
      await sleep(LOOK_MS);
    }
    throw new Error(`${mark} was not painted within 10 s`);
  } finally {
    tmux("kill-session", "-t", "paint");
  }
}

function hasTmux(): boolean {
  try {
    execFileSync("tmux", ["-V"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}
