import meow from "meow";
import { inputError } from "../src/store/input.ts";
import { nearest } from "../src/store/nearest.ts";

/** Every flag of every command: its kind, and what it means in half a line. */
const FLAGS = {
  home: { type: "string", about: "folder of the account (default $TRADE_HOME, ~/.local/state/trade)" },
  mode: { type: "string", about: "paper (default) or live" },
  market: {
    type: "string",
    isMultiple: true,
    about: "auto, sim, coinbase, another exchange by its id in ccxt (EXPERIMENTAL), or replay:[SYMBOL=]FILE",
  },
  symbols: { type: "string", about: "BTC/USD,ETH/USD" },
  timeframe: { type: "string", about: "1m 5m 15m 30m 1h 2h 4h 6h 1d" },
  seed: { type: "string", about: "of the synthetic market" },
  speed: { type: "string", about: "market time over wall time in sim and replay, or max" },
  until: { type: "string", about: "end, or a number of candles" },
  headless: { type: "boolean", about: "no cockpit: run, then print a summary" },
  json: { type: "boolean", about: "for programs" },
  reason: { type: "string", about: "why, for the record" },
  yes: { type: "boolean", about: "do not ask" },
  limit: { type: "string", about: "how many lines" },
  rule: { type: "string", about: "which rule" },
  stop: { type: "string", about: "price of the stop" },
  quantity: { type: "string", about: "how much; all of it when not said" },
  candles: { type: "string", isMultiple: true, about: "of a backtest: [SYMBOL=]FILE, once for each symbol" },
  rules: { type: "string", about: "a file of rules: of a backtest, or of an account that is new" },
  safety: { type: "string", about: "of a backtest: hold it to the limits of that file" },
  plugins: { type: "string", about: "of a backtest: a plug-in, or a folder of them" },
  from: { type: "string", about: "first day or time of a backtest, UTC: 2026-01-31" },
  to: { type: "string", about: "last day or time of it" },
  feeBps: { type: "string", about: "commission of each side, in basis points" },
  spreadBps: { type: "string", about: "between bid and ask, in basis points" },
  slippageBps: { type: "string", about: "against every order that takes, in basis points" },
  equity: { type: "string", about: "cash that a backtest begins with" },
  size: { type: "string", about: "rule, fixed:N, risk:PCT or all-in" },
  closeAtEnd: { type: "boolean", about: "close what is open after the last candle" },
  sensitivity: { type: "boolean", about: "other fees and slippages; whether rules look ahead" },
  html: { type: "string", about: "write a report to that file" },
  threads: { type: "string", about: "of `evolve`: how many evaluate (default: all but one of the machine's)" },
  ledger: { type: "string", about: "of `evolve`: the file that counts every try (default: the account's own)" },
  file: { type: "string", about: "of `keys add`: the JSON file that Coinbase gave you" },
  shadow: { type: "boolean", about: "of `arm`: entries are judged, none leaves" },
  small: { type: "boolean", about: "of `arm`: entries leave, at a quarter of their size" },
  full: { type: "boolean", about: "of `arm`: entries leave" },
  live: { type: "boolean", about: "of `doctor`: open the key and ask Coinbase" },
  oneOrder: { type: "boolean", about: "of `doctor --live`: one order of about a dollar, placed and taken back" },
  systemd: { type: "boolean", about: "of `install`" },
  dryRun: { type: "boolean", about: "of `install`: print it, write nothing" },
  gateOnly: { type: "boolean", about: "of `arm`: though stops end with the gate, and nobody starts it again" },
  leaveUnprotected: { type: "boolean", about: "stop the gate though it runs stops itself" },
  heartbeatUrl: { type: "string", about: "of `gate run`: asked each minute, so that a dead gate is noticed" },
  supervised: { type: "boolean", about: "" }, // of `gate run`, for a supervisor's unit: people are not told
  help: { type: "boolean", shortFlag: "h", about: "this page" },
  version: { type: "boolean", about: "the version" },
} as const;

export interface Cli {
  readonly input: readonly string[];
  readonly flags: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
}

/** argv behind its wall. @throws InputError on a flag that no command knows. */
export function parseCli(argv: readonly string[], help: string): Cli & { readonly showHelp: () => void } {
  const flags = Object.fromEntries(Object.entries(FLAGS).map(([name, { about: _about, ...flag }]) => [name, flag]));
  const cli = meow(help, {
    importMeta: import.meta,
    argv: [...argv],
    flags,
    autoHelp: false,
    autoVersion: false,
    description: false,
  });
  const given: Cli["flags"] = cli.flags;
  const known = Object.keys(FLAGS);
  const unknown = Object.keys(given).find((name) => !known.includes(name) && name !== "h");
  if (unknown !== undefined) {
    const dashed = unknown.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    const near = nearest(unknown, known);
    throw inputError(
      `--${dashed}`,
      "no command knows this flag",
      near === null ? "see `trade --help`" : `did you mean --${near}?`,
    );
  }
  return { input: cli.input.map(String), flags: given, showHelp: () => process.stdout.write(`${help}\n`) };
}

/** The flags' part of the help page. */
export const flagLines = (): string =>
  Object.entries(FLAGS)
    .filter(([, { about }]) => about !== "")
    .map(([name, { about }]) => `  --${name.replaceAll(/[A-Z]/g, (l) => `-${l.toLowerCase()}`).padEnd(18)} ${about}`)
    .join("\n");
