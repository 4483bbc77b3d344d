import { existsSync, writeFileSync } from "node:fs";
import { recover } from "../../src/gate/heart/recover.ts";
import { type JournalReader, openJournalToRead } from "../../src/store/journal/journal.ts";
import { EXIT, Exit } from "../exit.ts";
import { type Home, makeHome } from "../home.ts";
import { askGate } from "../operator.ts";
import { targetOf } from "../target.ts";
import { type Command, reasonOf } from "./command.ts";

/** Kill: at once, without a question. Where no gate takes it, it leaves a file that the gate obeys before anything else. */
export const kill: Command = {
  usage: "kill",
  about: "halt at once: entries off, agent locked out, stops stay (no question)",
  async run(context) {
    const home = await targetOf(context.home);
    try {
      await askGate(home, (operator) => operator.call("trading.halt", { reason: reasonOf(context, "trade kill") }));
    } catch (error) {
      // Also after a refusal: a gate of another version, or one that is about to end, still looks for the file.
      leaveKillFile(home, context.say);
      if (!(error instanceof Exit)) throw error;
      if (error.code === EXIT.refused) context.say(error.message);
      return error.code;
    }
    context.say("halted: working entries are canceled, the agent is locked out, stops stay. `trade resume` clears it.");
    return EXIT.done;
  },
};

function leaveKillFile(home: Home, say: (line: string) => void): void {
  makeHome(home);
  writeFileSync(home.killFile, "trade kill\n", { mode: 0o600 });
  say(`no gate took it: ${home.killFile} is written; a gate that runs obeys it, one that starts before anything else`);
  for (const line of restingEntries(home)) say(line);
}

/** The entries that may still rest at the venue, as of the journal's last word. */
function restingEntries(home: Home): string[] {
  if (!existsSync(home.gateDb)) return ["no entries are known: this home has no account"];
  let journal: JournalReader | undefined;
  try {
    journal = openJournalToRead(home.gateDb);
    const entries = Object.values(recover({ ...journal, loadSnapshot: () => null }).orders).filter(
      ({ spec }) => spec.role === "entry",
    );
    if (entries.length === 0) return ["no entry was working when the gate fell still"];
    return entries.map(
      ({ spec, state }) =>
        `may still rest: ${spec.side} ${spec.quantity} ${spec.symbol} ${state} ${spec.clientOrderId}`,
    );
  } catch (error) {
    // The kill stands; what may still rest has to be looked up at the venue.
    return [`what may still rest is not known: ${error instanceof Error ? error.message : String(error)}`];
  } finally {
    journal?.close();
  }
}
