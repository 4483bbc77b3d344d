import { inputError } from "../../src/store/input.ts";
import type { CommandContext } from "../commands/command.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import { parseMarketFlags } from "../flags.ts";
import { helloOf } from "../operator.ts";
import { ensureGate } from "../startGate.ts";
import { targetOf } from "../target.ts";
import { sessionHome } from "./home.ts";

/** `trade` itself: a gate if none runs, then the cockpit on it; or a run without a screen. */
export async function session(
  { flags: given, home: base, say, words }: CommandContext,
  watchOnly: boolean,
): Promise<ExitCode> {
  const flags = parseMarketFlags(given);
  if (given["headless"] === true) {
    if (watchOnly) throw inputError("--headless", "there is nothing to watch without a screen", "see `trade status`");
    return (await import("./headless.ts")).headless({ flags: given, home: base, say, words }, flags);
  }
  if (!process.stdout.isTTY) {
    throw new Exit(EXIT.usage, "there is no terminal to draw on; run it in one, or add --headless");
  }
  const home = watchOnly ? await targetOf(base) : sessionHome(base, flags, false);
  if (!watchOnly) await ensureGate(home, flags);
  else if ((await helloOf(home)) === null) {
    throw new Exit(EXIT.unreachable, `no gate answers at ${home.root}; start one with \`trade gate start\``);
  }
  const { cockpit } = await import("./cockpit.ts");
  return cockpit({ home, watchOnly, say });
}
