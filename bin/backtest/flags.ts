import { inputError } from "../../src/store/input.ts";
import type { RuleDocument } from "../../src/store/rules/document.ts";
import { DAY_MS } from "../../src/store/time.ts";
import { symbol } from "../../src/store/words/intent.ts";
import type { CommandContext } from "../commands/command.ts";

/** What `trade backtest` was asked for. Numbers that were not given are undefined: safety.yaml says them. */
export interface BacktestFlags {
  readonly candles: readonly { readonly symbol: string | null; readonly path: string }[];
  readonly rules: string;
  readonly safety: string | undefined;
  readonly plugins: string | undefined;
  readonly html: string | undefined;
  readonly from: number | undefined;
  readonly to: number | undefined;
  readonly feeBps: number | undefined;
  readonly spreadBps: number | undefined;
  readonly slippageBps: number | undefined;
  readonly equity: number | undefined;
  /** Null: each rule's own. */
  readonly size: RuleDocument["size"] | null;
  readonly closeAtEnd: boolean;
  readonly sensitivity: boolean;
  readonly json: boolean;
}

type Given = CommandContext["flags"];

/** The flags behind their wall. @throws InputError "--fee-bps: what; what to do". */
export function backtestFlags(flags: Given): BacktestFlags {
  const text = (name: string): string | undefined => (typeof flags[name] === "string" ? flags[name] : undefined);
  const candles = Array.isArray(flags["candles"]) ? flags["candles"].map(candlesOf) : [];
  if (candles.length === 0) throw inputError("--candles", "there is none", "write --candles BTC/USD=prices.csv");
  const rules = text("rules");
  if (rules === undefined || rules === "")
    throw inputError("--rules", "there is none", "write --rules rules/starter.yaml");
  return {
    candles,
    rules,
    safety: text("safety"),
    plugins: text("plugins"),
    html: text("html"),
    from: dayOf(text, "from", 0),
    to: dayOf(text, "to", DAY_MS - 1),
    feeBps: numberOf("--fee-bps", text("feeBps"), 0, 1_000),
    spreadBps: numberOf("--spread-bps", text("spreadBps"), 0, 1_000),
    slippageBps: numberOf("--slippage-bps", text("slippageBps"), 0, 1_000),
    equity: numberOf("--equity", text("equity"), Number.MIN_VALUE, 1e15),
    size: sizeOf(text("size") ?? "rule"),
    closeAtEnd: flags["closeAtEnd"] === true,
    sensitivity: flags["sensitivity"] === true,
    json: flags["json"] === true,
  };
}

function candlesOf(given: string): BacktestFlags["candles"][number] {
  const [head = "", ...rest] = given.split("=");
  if (rest.length === 0 || !head.includes("/") || /[.\\]/.test(head)) return { symbol: null, path: given };
  const parsed = symbol.safeParse(head);
  if (!parsed.success) throw inputError("--candles", `"${head}" is no symbol`, "write --candles BTC/USD=prices.csv");
  return { symbol: parsed.data, path: rest.join("=") };
}

function numberOf(name: string, text: string | undefined, min: number, max: number): number | undefined {
  if (text === undefined) return undefined;
  const value = Number(text);
  if (text.trim() !== "" && value >= min && value <= max) return value;
  throw inputError(
    name,
    `"${text}" is not understood`,
    `write a number from ${min === Number.MIN_VALUE ? "above 0" : min} to ${max}`,
  );
}

/** "2026-01-31", "2026-01-31T12:00:00Z" or milliseconds since 1970; `whole` is added to a day alone. */
function dayOf(given: (name: string) => string | undefined, name: string, whole: number): number | undefined {
  const text = given(name);
  if (text === undefined) return undefined;
  if (/^\d{9,15}$/.test(text)) return Number(text);
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text);
  const at = isDay ? Date.parse(`${text}T00:00:00Z`) + whole : text.endsWith("Z") ? Date.parse(text) : Number.NaN;
  if (Number.isFinite(at)) return at;
  throw inputError(
    `--${name}`,
    `"${text}" is no UTC day or time`,
    "write 2026-01-31, 2026-01-31T12:00:00Z or milliseconds",
  );
}

function sizeOf(text: string): BacktestFlags["size"] {
  if (text === "rule") return null;
  if (text === "all-in") return { allIn: true };
  const [kind, number = ""] = text.split(":");
  const value = Number(number);
  if (number !== "" && value > 0 && Number.isFinite(value)) {
    if (kind === "fixed") return { fixed: value };
    if (kind === "risk" && value <= 100) return { riskPct: value };
  }
  throw inputError("--size", `"${text}" is not understood`, "write rule, fixed:0.01, risk:0.5 or all-in");
}
