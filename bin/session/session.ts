import { inputError } from "../../src/store/input.ts";
import type { CommandContext } from "../commands/command.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import { type MarketFlags, parseMarketFlags, speedOf } from "../flags.ts";
import { flagOf, type Home } from "../home.ts";
import { helloOf } from "../operator.ts";
import { preferred } from "../preferred.ts";
import { ensureGate } from "../startGate.ts";
import { targetOf } from "../target.ts";
import { sessionHome } from "./home.ts";

/** `trade` itself: a gate if none runs, then the cockpit on it; or a run without a screen. */
export async function session(
  { flags: given, home: base, say, words }: CommandContext,
  watchOnly: boolean,
): Promise<ExitCode> {
  const asked = parseMarketFlags(given);
  if (given["headless"] === true) {
    if (watchOnly) throw inputError("--headless", "there is nothing to watch without a screen", "see `trade status`");
    const { flags, line } = await preferred(asked, base);
    if (line !== null) process.stderr.write(`${line}\n`);
    return (await import("./headless.ts")).headless({ flags: given, home: base, say, words }, flags);
  }
  if (!process.stdout.isTTY) {
    throw new Exit(EXIT.usage, "there is no terminal to draw on; run it in one, or add --headless");
  }
  const home = watchOnly ? await targetOf(base) : await opened(base, asked, say);
  if (watchOnly && (await helloOf(home)) === null) {
    throw new Exit(
      EXIT.unreachable,
      `no gate answers at ${home.root}; start one with \`trade gate start${flagOf(home)}\``,
    );
  }
  const { cockpit } = await import("./cockpit.ts");
  return cockpit({ home, watchOnly, say });
}

/** The home of this session's account, with its gate running. */
async function opened(base: Home, asked: MarketFlags, say: (line: string) => void): Promise<Home> {
  const { flags, line } = await preferred(asked, base);
  if (line !== null) say(line);
  const home = sessionHome(base, flags, false);
  const { hello, started } = await ensureGate(home, flags);
  if (!started && asked.speed !== undefined && speedOf(asked.speed) !== hello.speed) {
    say(`the gate already runs at speed ${hello.speed ?? 1}: --speed counts from its next start`);
  }
  return home;
}
