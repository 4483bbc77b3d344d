import { existsSync, readFileSync } from "node:fs";
import { inputError } from "../../src/store/input.ts";
import { EXIT, type ExitCode } from "../exit.ts";
import { parseMarketFlags, speedOf, untilOf } from "../flags.ts";
import { runGate } from "../gate/run.ts";
import { preferred } from "../preferred.ts";
import { sessionHome } from "../session/home.ts";
import { ensureGate } from "../startGate.ts";
import { stopGate } from "../stopGate.ts";
import { targetOf } from "../target.ts";
import { wordsOf } from "../asked.ts";
import type { Command, CommandContext } from "./command.ts";
import { status } from "./status.ts";

const LOG_LINES = 50;

const actions: Readonly<Record<string, (context: CommandContext) => Promise<ExitCode>>> = {
  /** In this very process: what `start` and a supervisor run. */
  run({ home, flags }) {
    process.title = `trade-gate ${home.root}`;
    const market = parseMarketFlags(flags);
    const speed = market.speed === undefined ? null : speedOf(market.speed);
    const isSupervised = flags["supervised"] === true;
    return runGate({
      home,
      flags: market,
      speed,
      untilTicks: untilOf(market.until),
      isSupervised,
      heartbeatUrl: urlOf(flags["heartbeatUrl"]),
    }) as Promise<ExitCode>;
  },
  async start({ home, flags, say }) {
    const { flags: market, line } = await preferred(parseMarketFlags(flags), home);
    if (line !== null) say(line);
    const own = sessionHome(home, market, false);
    const url = urlOf(flags["heartbeatUrl"]);
    const { hello, started } = await ensureGate(own, market, url === undefined ? [] : ["--heartbeat-url", url]);
    const where = own.root === home.root ? "" : `, at ${own.root}`;
    say(`gate pid ${hello.pid} ${started ? "started" : "already runs"}: ${wordsOf(hello.binding)}${where}`);
    return EXIT.done;
  },
  async stop({ home, flags, say }) {
    const leaveUnprotected = flags["leaveUnprotected"] === true;
    const stopped = await stopGate(await targetOf(home), leaveUnprotected);
    say(
      `${stopped ? "the gate is stopped" : "no gate runs"}: nothing trades, and stops that it ran itself no longer run`,
    );
    return EXIT.done;
  },
  status: (context) => status.run(context),
  async logs({ home, flags, say }) {
    const { gateLog } = await targetOf(home);
    const text = existsSync(gateLog) ? readFileSync(gateLog, "utf8").trimEnd() : "";
    const lines = text === "" ? [] : text.split("\n").slice(-LOG_LINES);
    if (flags["json"] === true) say(JSON.stringify(lines));
    else for (const line of lines) say(line);
    return EXIT.done;
  },
};

/** An address on the web. @throws InputError on what is none. */
function urlOf(flag: unknown): string | undefined {
  if (flag === undefined) return undefined;
  const url = typeof flag === "string" && URL.canParse(flag) ? new URL(flag) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw inputError("--heartbeat-url", "this is no address", "write https://… of whoever is to notice a dead gate");
  }
  return url.href;
}

/** The gate's process. */
export const gate: Command = {
  usage: "gate start|stop|status|logs|run",
  about: "the gate's process: start detached, stop, run in the foreground",
  run(context) {
    const [word = "status"] = context.words;
    const action = Object.hasOwn(actions, word) ? actions[word] : undefined;
    if (action === undefined)
      throw inputError("trade gate", `"${word}" is not known`, `use ${Object.keys(actions).join(", ")}`);
    return action(context);
  },
};
