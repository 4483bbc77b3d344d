import { inputError } from "../../src/store/input.ts";
import { negate, positiveMoney } from "../../src/store/money.ts";
import { EXIT, Exit } from "../exit.ts";
import { askGate } from "../operator.ts";
import { targetOf } from "../target.ts";
import { type Command, reasonOf } from "./command.ts";

/** Money in or out of a paper account: it moves the baselines, and is nobody's gain or loss. */
export const cash: Command = {
  usage: "cash deposit|withdraw AMOUNT [--reason WHY]",
  about: "money in or out of a paper account; never counted as gain or loss",
  async run(context) {
    const [word = "", given = ""] = context.words;
    if (word !== "deposit" && word !== "withdraw") {
      throw inputError("trade cash", word === "" ? "what?" : `"${word}" is not known`, "write deposit or withdraw");
    }
    const amount = positiveMoney.safeParse(given).data;
    if (amount === undefined)
      throw inputError("trade cash", `"${given}" is no amount`, "write a number such as 250.50");
    // Told twice under one reference it is booked once: without a reason each call is another.
    const reference = reasonOf(context, `${word} ${new Date().toISOString()}`);
    await askGate(await targetOf(context.home), (operator, { binding }) => {
      // No passphrase would help: the gate takes nobody's word for what the venue itself tells.
      if (binding.mode === "live") {
        const remedy = "move it at the venue: the gate sees it there and books it";
        throw new Exit(EXIT.refused, `only a paper account takes a person's word for money in or out; ${remedy}`);
      }
      return operator.call("cash.move", { amount: word === "deposit" ? amount : negate(amount), reference });
    });
    context.say(`${word === "deposit" ? "paid in" : "paid out"} ${amount}: ${reference}`);
    return EXIT.done;
  },
};
