import { setTimeout as sleep } from "node:timers/promises";
import { inputError } from "../../src/store/input.ts";
import { symbol as symbolWall } from "../../src/store/words/intent.ts";
import { confirm } from "../confirm.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import type { Home } from "../home.ts";
import { askGate, type Operator } from "../operator.ts";
import { targetOf } from "../target.ts";
import type { Command, CommandContext } from "./command.ts";

const PATIENCE_MS = 20_000;
const LOOK_MS = 200;

/** Everything out, after a question; then looks until it is flat, or lists what remains. */
export const flatten: Command = {
  usage: "flatten [--yes]",
  about: "cancel entries, close every position, hold new ones (asks)",
  run: (context) => leave(context, null, "close every position and cancel every entry?"),
};

/** One symbol out, after a question. */
export const close: Command = {
  usage: "close SYMBOL [--yes]",
  about: "close what is held of one symbol (asks)",
  run(context) {
    const parsed = symbolWall.safeParse(context.words[0]);
    if (!parsed.success) throw inputError("trade close", "which symbol?", "write `trade close BTC/USD`");
    return leave(context, parsed.data, `close ${parsed.data}?`);
  },
};

async function leave(context: CommandContext, symbol: string | null, question: string): Promise<ExitCode> {
  const home = await targetOf(context.home);
  const symbols = await askGate(home, (_operator, { binding }) => Promise.resolve(binding.symbols));
  if (symbol !== null && !symbols.includes(symbol)) {
    throw new Exit(EXIT.refused, `this account does not trade ${symbol}; close one of ${symbols.join(", ")}`);
  }
  if (!(await confirm(context.flags, question))) return EXIT.refused;
  await askGate(home, (operator) =>
    symbol === null ? operator.call("account.flatten", {}) : operator.call("position.close", { symbol }),
  );
  const { working, strangers } = await untilFlat(home, symbol);
  for (const line of strangers) context.say(`left alone: ${line}`);
  if (working.length === 0) {
    context.say("flat: nothing is held and no entry is working");
    return EXIT.done;
  }
  for (const line of working) context.say(`still there: ${line}`);
  context.say("exits are sent again with every tick until it is flat; see `trade status`");
  return EXIT.failed;
}

/** What is left, in words: of the rules, which keeps it from being flat, and of strangers, which a flatten never touches. */
interface Left {
  readonly working: readonly string[];
  readonly strangers: readonly string[];
}

async function untilFlat(home: Home, symbol: string | null): Promise<Left> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const left = await askGate(home, (operator) => remainingOf(operator, symbol));
    if (left.working.length === 0 || performance.now() > deadline) return left;
    await sleep(LOOK_MS);
  }
}

async function remainingOf(operator: Operator, symbol: string | null): Promise<Left> {
  const { positions, orders, externals, foreignOrders, flattening } = await operator.call("status.get", {});
  const ofIt = <Row extends { readonly symbol: string }>(rows: readonly Row[]): readonly Row[] =>
    rows.filter((row) => symbol === null || row.symbol === symbol);
  const working = [
    ...ofIt(positions).map((each) => `${each.quantity} ${each.symbol} (${each.ruleId})`),
    ...ofIt(orders)
      .filter(({ role }) => role === "entry")
      .map((each) => `entry ${each.quantity} ${each.symbol} ${each.state}`),
  ];
  // The ledger alone proves nothing: what it does not know of yet may still be there.
  if (working.length === 0 && flattening.includes(symbol)) working.push("the venue has not confirmed it yet");
  return {
    working,
    strangers: [
      ...ofIt(externals).map((each) => `${each.quantity} ${each.symbol}, EXTERNAL`),
      ...ofIt(foreignOrders).map((each) => `foreign order ${each.venueOrderId}, ${each.side} ${each.quantity}`),
    ],
  };
}
