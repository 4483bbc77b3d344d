import { confirm } from "../confirm.ts";
import { EXIT } from "../exit.ts";
import { askAsPerson, askGate } from "../operator.ts";
import { targetOf } from "../target.ts";
import { type Command, reasonOf } from "./command.ts";

/** Only orders that reduce exposure, until the operator resumes. */
export const reduce: Command = {
  usage: "reduce",
  about: "only reducing orders from now on; entries off",
  async run(context) {
    const reason = reasonOf(context, "trade reduce");
    await askGate(await targetOf(context.home), (operator) => operator.call("trading.reduce", { reason }));
    context.say("reducing: only orders that reduce exposure pass. `trade resume` clears it.");
    return EXIT.done;
  },
};

/** Clears the holds that are the operator's to clear, after a question. */
export const resume: Command = {
  usage: "resume [--yes]",
  about: "clear kill, reduce, flatten and drawdown holds (asks)",
  async run(context) {
    const home = await targetOf(context.home);
    const { trading } = await askGate(home, (operator) => operator.call("status.get", {}));
    if (trading.holds.length === 0) {
      context.say("nothing holds trading");
      return EXIT.done;
    }
    for (const { cause, detail, clearedBy } of trading.holds)
      context.say(`${cause}: ${detail} (cleared by ${clearedBy})`);
    if (!(await confirm(context.flags, "resume trading?"))) return EXIT.refused;
    const reason = reasonOf(context, "trade resume");
    const { holds } = await askAsPerson(home, (operator) => operator.call("trading.resume", { reason }));
    context.say(holds.length === 0 ? "active" : `still held by ${holds.map(({ cause }) => cause).join(", ")}`);
    return EXIT.done;
  },
};
