import { inputError } from "../../src/store/input.ts";
import { positiveMoney } from "../../src/store/money.ts";
import { EXIT, Exit, type ExitCode } from "../exit.ts";
import { askAsPerson, askGate } from "../operator.ts";
import { targetOf } from "../target.ts";
import type { Command, CommandContext } from "./command.ts";

/** What was bought by hand becomes a rule's position: from now on it has a stop, and the rule may sell it. */
export const adopt: Command = {
  usage: "adopt SYMBOL|order ID --rule ID --stop PRICE [--quantity Q]",
  about: "give what is held as EXTERNAL, or a foreign order, to a rule, with a stop",
  async run(context) {
    const [symbol = "", venueOrderId] = context.words;
    if (symbol === "order") return adoptOrder(context, venueOrderId);
    if (symbol === "") throw inputError("trade adopt", "what?", "give a symbol that `trade status` shows as EXTERNAL");
    const ruleId = textOf(context, "rule", "the rule that is to hold it");
    const stopPrice = moneyOf(context, "stop", "the price at which it is sold");
    const home = await targetOf(context.home);
    const { externals } = await askGate(home, (operator) => operator.call("status.get", {}));
    const held = externals.find((each) => each.symbol === symbol)?.quantity;
    if (held === undefined)
      throw new Exit(EXIT.refused, `nothing of ${symbol} is held as EXTERNAL; see \`trade status\``);
    const quantity = context.flags["quantity"] === undefined ? held : moneyOf(context, "quantity", "how much of it");
    await askAsPerson(home, (operator) => operator.call("external.adopt", { symbol, ruleId, quantity, stopPrice }));
    context.say(`${ruleId} holds ${quantity} ${symbol} from now on, with a stop at ${stopPrice}`);
    return EXIT.done;
  },
};

/** An entry that somebody placed by hand becomes a rule's: its fills get a stop, kill and flatten take it back. */
async function adoptOrder(context: CommandContext, venueOrderId: string | undefined): Promise<ExitCode> {
  if (venueOrderId === undefined || venueOrderId === "") {
    throw inputError("trade adopt order", "which?", "give an id that `trade status` shows as FOREIGN");
  }
  const ruleId = textOf(context, "rule", "the rule that is to own it");
  const stopPrice = moneyOf(context, "stop", "the price at which what it buys is sold");
  const home = await targetOf(context.home);
  await askAsPerson(home, (operator) => operator.call("order.adopt", { venueOrderId, ruleId, stopPrice }));
  context.say(`${ruleId} owns order ${venueOrderId} from now on; what it buys gets a stop at ${stopPrice}`);
  return EXIT.done;
}

function textOf({ flags }: CommandContext, name: string, what: string): string {
  const value = flags[name];
  if (typeof value !== "string" || value === "") throw inputError(`--${name}`, "is missing", `say ${what}`);
  return value;
}

function moneyOf(context: CommandContext, name: string, what: string): string {
  const value = positiveMoney.safeParse(textOf(context, name, what)).data;
  if (value === undefined) throw inputError(`--${name}`, "is no number above zero", `say ${what}`);
  return value;
}
