import { connect } from "node:net";
import { connectGate } from "../../src/agent/gateClient/connectGate.ts";
import type { Hello } from "../../src/gate/contract/agentVerbs.ts";
import { operatorVerbs } from "../../src/gate/contract/operatorVerbs.ts";
import type { Status } from "../../src/gate/contract/status.ts";
import { inputError } from "../../src/store/input.ts";
import { openJournalToRead } from "../../src/store/journal/journal.ts";
import type { CommandContext } from "../commands/command.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import type { MarketFlags } from "../flags.ts";
import { flagOf, type Home } from "../home.ts";
import { askGate, type Operator } from "../operator.ts";
import { isWithinWalls, wallIn } from "../walls/wallIn.ts";
import { ensureGate } from "../startGate.ts";
import { stopGate } from "../stopGate.ts";
import { machineRandom, machineTimers } from "../timers.ts";
import type { AgentReport } from "../../src/agent/runtime/report.ts";
import { idOfName } from "../../src/store/ids.ts";
import { type RunningAgent, startAgentWorker } from "./agent.ts";
import { sessionHome } from "./home.ts";

/** A gate that is gone for longer ends the run. */
const GATE_PATIENCE_MS = 60_000;

/** What a run came to: the last line of stdout. Amounts are decimal strings. */
export interface Summary {
  readonly candles: number;
  readonly signals: number;
  readonly intents: number;
  readonly approved: number;
  readonly denied: Readonly<Record<string, number>>;
  readonly orders: number;
  readonly fills: number;
  readonly trades: number;
  readonly fees: string;
  readonly realizedPnl: string;
  readonly finalEquity: string;
  readonly wallSeconds: number;
  readonly candlesPerSecond: number;
  /** Heads of both hash chains: the same inputs give the same. */
  readonly journal: { readonly gate: string; readonly agent: string };
}

/** The whole journey through both processes without a screen, until the market ends or somebody interrupts. */
export async function headless({ home: base, flags, say }: CommandContext, market: MarketFlags): Promise<ExitCode> {
  const bounded = market.until !== undefined || market.speed === "max";
  if (bounded && market.mode === "live") {
    // It would be a second account in a folder of its own, on the same money.
    throw inputError(
      "--mode live",
      "a live account has no bounded run",
      "leave out --until and --speed, and end it yourself",
    );
  }
  const asked = bounded ? { speed: "max", ...market } : market;
  const home = sessionHome(base, asked, bounded);
  const hello = await gateFor(home, asked, bounded);
  const startedMs = performance.now();
  let report: AgentReport | undefined;
  let down: (detail: string) => void = () => {};
  const agent = startAgentWorker(home, idOfName(`agent of ${hello.journalId}`), {
    onReport(latest) {
      report = latest;
    },
    onView({ state, detail }) {
      if (state === "down") down(detail);
    },
  });
  const how = await ended(home, (listener) => {
    down = listener;
  });
  const wallSeconds = (performance.now() - startedMs) / 1_000;
  const { status, gateHead } = await lastWords(home, agent);
  if (bounded) await stopGate(home, true);
  const summary = summaryOf({
    status,
    report,
    wallSeconds,
    heads: { gate: bounded ? headOf(home.gateDb) : gateHead, agent: headOf(home.agentDb) },
  });
  if (flags["json"] === true) say(JSON.stringify(summary));
  else for (const [name, value] of Object.entries(summary)) say(`${name.padEnd(17)} ${wordOf(value)}`);
  if (how.complete) return EXIT.done;
  throw new Exit(EXIT.failed, how.reason);
}

/** The gate of this run. One that goes on is walled off from its agent; a bounded one has a paper account of its own. */
async function gateFor(home: Home, asked: MarketFlags, bounded: boolean): Promise<Hello> {
  if (isWithinWalls(home)) return askGate(home, (_operator, hello) => Promise.resolve(hello));
  const { hello } = await ensureGate(home, asked);
  if (!bounded) process.stderr.write(`no walls: ${await wallIn(home, hello.binding)} (SECURITY.md)\n`);
  return hello;
}

interface Ending {
  readonly complete: boolean;
  readonly reason: string;
}

/** Resolves when the market has ended, the agent is down for good, the gate stays away, or somebody interrupts. */
function ended(home: Home, onDown: (listener: (detail: string) => void) => void): Promise<Ending> {
  return new Promise((done) => {
    let callOff = (): void => {};
    const finish = (ending: Ending): void => {
      callOff();
      link.stop();
      done(ending);
    };
    const link = connectGate({
      path: home.operatorSocket,
      client: `headless ${process.pid}`,
      verbs: operatorVerbs,
      connect: (path) => connect(path),
      monotonicMs: machineTimers.monotonicMs,
      setTimer: machineTimers.after,
      random: machineRandom,
      journalId: () => null,
      fromSeq: () => null,
      onEnded: ({ reason }) => finish({ complete: !/did not acknowledge/.test(reason), reason }),
      onState(state) {
        callOff();
        if (state !== "lost") return;
        const reason = `the gate at ${home.root} is gone; start it again with \`trade gate start${flagOf(home)}\``;
        callOff = machineTimers.after(GATE_PATIENCE_MS, () => finish({ complete: false, reason }));
      },
    });
    onDown((detail) => finish({ complete: false, reason: `the agent is down: ${detail}` }));
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => finish({ complete: true, reason: signal }));
    }
  });
}

interface Outcome {
  readonly status: Status;
  readonly report: AgentReport | undefined;
  readonly wallSeconds: number;
  readonly heads: Summary["journal"];
}

function summaryOf({ status, report, wallSeconds, heads }: Outcome): Summary {
  const { account, counts } = status;
  const candles = report?.candles ?? 0;
  return {
    candles,
    signals: report?.signals ?? 0,
    intents: counts.intents,
    approved: counts.approved,
    denied: counts.denied,
    orders: counts.orders,
    fills: counts.fills,
    trades: account.trades,
    fees: account.fees,
    realizedPnl: account.realizedPnl,
    finalEquity: account.equity,
    wallSeconds: Number(wallSeconds.toFixed(3)),
    candlesPerSecond: Math.round(candles / Math.max(wallSeconds, 0.001)),
    journal: heads,
  };
}

/** What the account came to and the head of its chain, as the gate tells them; the agent is ended after. */
async function lastWords(home: Home, agent: RunningAgent): Promise<{ status: Status; gateHead: string }> {
  try {
    const status = await askGate(home, (operator) => operator.call("status.get", {}));
    return { status, gateHead: await askGate(home, lastHash) };
  } finally {
    // Also where no gate answers: its thread would keep this process alive for ever.
    await agent.stop();
  }
}

/** The head of the gate's chain as it tells it: its file is out of reach. */
const lastHash = async (operator: Operator): Promise<string> =>
  (await operator.call("events.read", { fromSeq: null, limit: 1 })).events.at(-1)?.hash ?? "";

function headOf(path: string): string {
  const journal = openJournalToRead(path);
  try {
    return journal.head().hash;
  } finally {
    journal.close();
  }
}

const wordOf = (value: Summary[keyof Summary]): string =>
  typeof value === "object"
    ? Object.entries(value)
        .map(([key, each]) => `${key} ${String(each)}`)
        .join(", ") || "none"
    : String(value);
