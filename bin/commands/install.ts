import { mkdirSync, statSync, writeFileSync } from "node:fs";
import { userInfo } from "node:os";
import { dirname, join } from "node:path";
import { inputError, shellWord } from "../../src/store/input.ts";
import { marketName } from "../../src/store/words/account.ts";
import { bindingOf } from "../binding.ts";
import { EXIT, Exit } from "../exit.ts";
import { parseMarketFlags, symbolsOf } from "../flags.ts";
import { ownUid, packageRoot } from "../home.ts";
import { PLACES, stepsText, unitText, usersText } from "../install/units.ts";
import type { Command, CommandContext } from "./command.ts";

/** A gate under a user of its own, kept alive by systemd: the full wall between agent and key. */
export const install: Command = {
  usage: "install --systemd [--dry-run]",
  about: "a gate under a user of its own, by systemd; --dry-run prints what it would do",
  run(context) {
    const { flags, say } = context;
    if (flags["systemd"] !== true) throw inputError("trade install", "how?", "write `trade install --systemd`");
    const files: readonly (readonly [string, string])[] = [
      [PLACES.users, usersText()],
      [PLACES.unit, unitText(programOf(context))],
    ];
    const isDry = flags["dryRun"] === true;
    if (!isDry && ownUid() !== 0) {
      throw new Exit(EXIT.refused, "only root writes units: run it with sudo, or look with --dry-run");
    }
    for (const [path, text] of files) {
      if (isDry) for (const line of [`# ${path}`, text]) say(line);
      else write(path, text, say);
    }
    const owner = statSync(packageRoot).uid;
    if (owner !== 0)
      say(`# ${packageRoot} belongs to user ${owner}, who could replace the program: install it as root`);
    say(`# ${isDry ? "then" : "now"}, as root:`);
    for (const step of stepsText(userInfo().username, shellWord(join(packageRoot, "bin", "trade")))) say(step);
    return Promise.resolve(EXIT.done);
  },
};

function programOf({ flags }: CommandContext) {
  const { symbols, timeframe, market = ["coinbase"] } = parseMarketFlags(flags);
  const { venue, market: bound } = bindingOf({ mode: "live", market });
  const words = [
    "--mode",
    "live",
    "--market",
    venue === "ccxt" ? marketName(bound) : "coinbase",
    ...(symbols === undefined ? [] : ["--symbols", symbolsOf(symbols).join(",")]),
    ...(timeframe === undefined ? [] : ["--timeframe", timeframe]),
  ];
  const nodeFlags = ["--disable-sigusr1", "--disable-warning=ExperimentalWarning"];
  return { node: process.execPath, nodeFlags, main: join(packageRoot, "dist", "bin", "main.js"), words };
}

function write(path: string, text: string, say: (line: string) => void): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text, { mode: 0o644 });
  say(`written: ${path}`);
}
