import { inputError } from "../../src/store/input.ts";
import { SMALL_PCT } from "../../src/store/words/arming.ts";
import { typedInPerson } from "../confirm.ts";
import { NOTHING_ASKED } from "../doctor/examination.ts";
import { examined } from "../doctor/table.ts";
import { EXIT, Exit } from "../exit.ts";
import type { Home } from "../home.ts";
import { askAsPerson, askGate } from "../operator.ts";
import { targetOf } from "../target.ts";
import { type Command, type CommandContext, reasonOf } from "./command.ts";

const MEANS = {
  shadow: "entries are judged, and none leaves",
  small: `entries leave, at ${SMALL_PCT} % of the limits on their size`,
  full: "entries leave, at the limits of safety.yaml",
} as const;
type Level = keyof typeof MEANS;
const LEVELS = Object.keys(MEANS) as readonly Level[];

/** A person's word that real money may be traded with: typed, and proven by the passphrase. */
export const arm: Command = {
  usage: "arm --shadow|--small|--full [--gate-only]",
  about: "a live account: judge only, trade small, trade full (asks)",
  async run(context) {
    const level = levelOf(context);
    const home = await targetOf(context.home);
    const { mode, account, arming, venue } = await askGate(home, (operator) => operator.call("status.get", {}));
    if (mode !== "live") throw new Exit(EXIT.refused, `${home.root}: this account is paper; only a live one is armed`);
    const agrees = venue.reconciled ? "ledger and venue agree" : "ledger and venue are NOT known to agree";
    context.say(
      `LIVE, real money: equity ${account.equity} ${account.currency}; ${agrees}; armed until now: ${arming}`,
    );
    context.say(`${level}: ${MEANS[level]}`);
    if (level !== "shadow") await requireFit(home);
    const acceptsGateOnly = context.flags["gateOnly"] === true;
    if (acceptsGateOnly) context.say("GATE-ONLY: where no stop can rest at the exchange, a gate that dies leaves none");
    const word = acceptsGateOnly ? "LIVE GATE-ONLY" : "LIVE";
    if (!(await typedInPerson(`type ${word} to arm: `, word))) return EXIT.refused;
    const reason = reasonOf(context, "trade arm");
    await askAsPerson(home, (operator) => operator.call("trading.arm", { level, acceptsGateOnly, reason }));
    context.say(`armed, ${level}: ${MEANS[level]}; \`trade disarm\` takes it back, \`trade kill\` stops everything`);
    return EXIT.done;
  },
};

/** Back to nothing, without a question: it only makes things safer. */
export const disarm: Command = {
  usage: "disarm",
  about: "no entry leaves a live account any more; working ones are canceled, stops stay",
  async run(context) {
    const reason = reasonOf(context, "trade disarm");
    await askGate(await targetOf(context.home), (operator) => operator.call("trading.disarm", { reason }));
    context.say("disarmed: no entry leaves; stops stay. `trade arm` lets it go again.");
    return EXIT.done;
  },
};

/** @throws Exit 5 with what the doctor finds bad: real money does not go out from a machine that is not fit. */
async function requireFit(home: Home): Promise<void> {
  const rows = await examined({ home, env: process.env, ...NOTHING_ASKED, symbols: [] });
  const [first, ...others] = rows.filter(({ state }) => state === "bad");
  if (first === undefined) return;
  const more = others.length === 0 ? "" : ` (and ${others.length} more: \`trade doctor\`)`;
  throw new Exit(EXIT.unsafe, `${first.name}: ${first.what}; ${first.remedy}${more}`);
}

function levelOf({ flags }: CommandContext): Level {
  const [level, ...others] = LEVELS.filter((name) => flags[name] === true);
  if (level !== undefined && others.length === 0) return level;
  throw inputError("trade arm", "how far?", "say one of --shadow, --small, --full");
}
