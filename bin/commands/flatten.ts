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
  const remaining = await untilFlat(home, symbol);
  if (remaining.length === 0) {
    context.say("flat: nothing is held and no entry is working");
    return EXIT.done;
  }
  for (const line of remaining) context.say(`still there: ${line}`);
  context.say("exits are sent again with every tick until it is flat; see `trade status`");
  return EXIT.failed;
}

async function untilFlat(home: Home, symbol: string | null): Promise<readonly string[]> {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const left = await askGate(home, (operator) => remainingOf(operator, symbol));
    if (left.length === 0 || performance.now() > deadline) return left;
    await sleep(LOOK_MS);
  }
}

async function remainingOf(operator: Operator, symbol: string | null): Promise<string[]> {
  const { positions, orders } = await operator.call("status.get", {});
  const concerns = (of: string): boolean => symbol === null || of === symbol;
  return [
    ...positions
      .filter((each) => concerns(each.symbol))
      .map((each) => `${each.quantity} ${each.symbol} (${each.ruleId})`),
    ...orders
      .filter((each) => each.role === "entry" && concerns(each.symbol))
      .map((each) => `entry ${each.quantity} ${each.symbol} ${each.state}`),
  ];
}
