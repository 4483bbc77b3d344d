import { inputError } from "../../src/store/input.ts";
import type { CommandContext } from "../commands/command.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import { type MarketFlags, parseMarketFlags, speedOf } from "../flags.ts";
import { flagOf, type Home, makeHome } from "../home.ts";
import { helloOf } from "../operator.ts";
import { preferred } from "../preferred.ts";
import { ensureGate } from "../startGate.ts";
import { targetOf } from "../target.ts";
import { walledHome, wallIn } from "../walls/wallIn.ts";
import { sessionHome } from "./home.ts";

/** `trade` itself: a gate if none runs, then the cockpit on it; or a run without a screen. */
export async function session(
  { flags: given, home: base, say, words }: CommandContext,
  watchOnly: boolean,
): Promise<ExitCode> {
  const asked = parseMarketFlags(given);
  if (given["headless"] === true) {
    if (watchOnly) throw inputError("--headless", "there is nothing to watch without a screen", "see `trade status`");
    const { flags, line } = walledHome() === null ? await preferred(asked, base) : { flags: asked, line: null };
    if (line !== null) process.stderr.write(`${line}\n`);
    return (await import("./headless.ts")).headless({ flags: given, home: base, say, words }, flags);
  }
  if (!process.stdout.isTTY) {
    throw new Exit(EXIT.usage, "there is no terminal to draw on; run it in one, or add --headless");
  }
  const home = await homeFor(base, asked, say, watchOnly);
  if ((await helloOf(home)) === null) {
    throw new Exit(
      EXIT.unreachable,
      `no gate answers at ${home.root}; start one with \`trade gate start${flagOf(home)}\``,
    );
  }
  const { cockpit } = await import("./cockpit.ts");
  return cockpit({ home, watchOnly, say });
}

/** Whose gate this session is on. Within walls that was settled before: no gate can be started from in there. */
async function homeFor(base: Home, asked: MarketFlags, say: (line: string) => void, watchOnly: boolean): Promise<Home> {
  if (watchOnly) return targetOf(base);
  const walled = walledHome();
  return walled ?? (await opened(base, asked, say));
}

/** The home of this session's account, with its gate running: from here on within walls, where there are any. */
async function opened(base: Home, asked: MarketFlags, say: (line: string) => void): Promise<Home> {
  const { flags, line } = await preferred(asked, base);
  if (line !== null) say(line);
  const home = sessionHome(base, flags, false);
  const { hello, started } = await ensureGate(home, flags);
  makeHome(home);
  if (!started && asked.speed !== undefined && speedOf(asked.speed) !== hello.speed) {
    say(`the gate already runs at speed ${hello.speed ?? 1}: --speed counts from its next start`);
  }
  const why = await wallIn(home, hello.binding);
  say(`no walls: ${why}; what the agent runs could read the gate's folder (SECURITY.md)`);
  return home;
}
