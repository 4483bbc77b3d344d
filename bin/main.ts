import { inputError } from "../src/store/input.ts";
import { nearest } from "../src/store/nearest.ts";
import { flagLines, parseCli } from "./cli.ts";
import type { CommandContext } from "./commands/command.ts";
import { commands } from "./commands/table.ts";
import { EXIT, endOf, type ExitCode } from "./exit.ts";
import { endWithStarter } from "./walls/wallIn.ts";
import { homeOf } from "./home.ts";
import { packageVersion } from "./version.ts";

const help = (): string =>
  `trade: a terminal trading cockpit. The agent wants, the gate decides, you see.

  trade${" ".repeat(24)} open the cockpit (starts the gate if none runs; paper unless you say live)
  trade watch${" ".repeat(18)} the same screen, reading only
${Object.values(commands)
  .map(({ usage, about }) => `  trade ${usage.length > 22 ? `${usage}\n${" ".repeat(30)}` : usage.padEnd(23)} ${about}`)
  .join("\n")}

Flags
${flagLines()}

Exit codes: 0 done, 1 failed, 2 wrong usage, 3 refused by the gate, 4 gate unreachable, 5 not safe to start.`;

async function run(argv: readonly string[]): Promise<ExitCode> {
  const cli = parseCli(argv, help());
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  if (cli.flags["help"] === true) say(help());
  else if (cli.flags["version"] === true) say(packageVersion());
  else {
    const home = homeOf(typeof cli.flags["home"] === "string" ? cli.flags["home"] : undefined, process.env);
    const [name, ...words] = cli.input;
    const context: CommandContext = { words, flags: cli.flags, home, say };
    if (name === undefined || name === "watch")
      return (await import("./session/session.ts")).session(context, name === "watch");
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (command !== undefined) return command.run(context);
    const near = nearest(name, [...Object.keys(commands), "watch"]);
    throw inputError(
      `trade ${name}`,
      "no such command",
      near === null ? "see `trade --help`" : `did you mean \`trade ${near}\`?`,
    );
  }
  return EXIT.done;
}

// Under the shim of an old Node: when that is gone, however it went, so are we, in order.
process.channel?.unref();
endWithStarter();
process.on("disconnect", () => process.kill(process.pid, "SIGTERM"));

const argv = process.argv.slice(2);
const isGate = argv[0] === "gate" && argv[1] === "run";
// A reader that has seen enough (`trade log | head`) ends a command, and never a gate.
process.stdout.on("error", () => isGate || process.exit());
process.stderr.on("error", () => {});

try {
  process.exitCode = await run(argv);
} catch (error) {
  const { code, line } = endOf(error);
  process.stderr.write(`trade: ${line}\n`);
  process.exitCode = code;
}
