import type { Risk } from "../../src/gate/contract/risk.ts";
import { EXIT } from "../exit.ts";
import { askGate } from "../operator.ts";
import { targetOf } from "../target.ts";
import type { Command } from "./command.ts";

/** What the account as it stands could lose, beside what safety.yaml lets it. */
export const risk: Command = {
  usage: "risk [--json]",
  about: "Greeks, value at risk and the stress grid, beside their limits",
  async run({ home, flags, say }) {
    const now = await askGate(await targetOf(home), (operator) => operator.call("status.get", {}));
    if (flags["json"] === true) say(JSON.stringify({ currency: now.account.currency, ...now.risk }));
    else for (const line of linesOf(now.risk, now.account.currency)) say(line);
    return EXIT.done;
  },
};

function linesOf(
  { why, figures, confidencePct, scenarios, assumed, venues, stress }: Risk,
  currency: string,
): string[] {
  const elsewhere = seenLines(venues);
  if (why !== null) return [`risk cannot be worked out, and entries are denied until it can: ${why}`, ...elsewhere];
  const history = `${scenarios} days of history${assumed ? "; the assumed day is the worse one" : ""}`;
  return [
    `${"".padEnd(19)}${"now".padStart(16)}${"limit".padStart(16)}  ${currency}`,
    ...figures.map(
      ({ name, value, limit, per }) =>
        `${name.padEnd(19)}${short(value).padStart(16)}${short(limit).padStart(16)}  ${per}`,
    ),
    `one day at ${confidencePct} %: ${history}`,
    ...stress.map(
      ({ pricePct, volatilityPoints, pnl }) =>
        `prices ${String(pricePct).padStart(4)} %, volatility ${String(volatilityPoints).padStart(4)}${short(pnl).padStart(16)}`,
    ),
    ...elsewhere,
  ];
}

/** Two decimals, or eight of what is small: accounts may count in BTC. */
const short = (amount: string): string =>
  Math.abs(Number(amount)) >= 1 || Number(amount) === 0 ? Number(amount).toFixed(2) : amount;

/** What is held at derivatives venues, which all figures count. */
const seenLines = (venues: Risk["venues"]): string[] =>
  venues.flatMap(({ source, ageMs, isUnknown, positions }) => [
    `${source}: ${ageMs === null ? "not seen yet" : `seen ${Math.round(ageMs / 1_000)} s ago`}${isUnknown ? ", not known: entries are denied" : ""}`,
    ...positions.map(
      ({ name, quantity, price, currency }) =>
        `  ${name.padEnd(28)}${quantity.padStart(14)} at ${short(price)} ${currency}`,
    ),
  ]);
