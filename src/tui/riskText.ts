import type { Risk, RiskFigure } from "../gate/contract/risk.ts";
import { toNumber } from "../store/money.ts";
import { cash, gain } from "./format.ts";
import { BLANK, cell, type Line, line, span } from "./line.ts";
import type { Meaning } from "./theme.ts";

/** Used so much of a limit, a person should know. */
const NEAR = 0.8;

/** What the account could lose: each figure beside its limit, then the stress grid. */
export function riskText({ why, figures, confidencePct, scenarios, assumed, venues, stress }: Risk): readonly Line[] {
  const elsewhere = seenLines(venues);
  if (why !== null) {
    return [line("Risk cannot be worked out, and entries are denied until it can:", "warn"), line(why), ...elsewhere];
  }
  const history = `${scenarios} days of history${assumed ? "; the assumed day is the worse one" : ""}`;
  return [
    [cell("", 19), cell("NOW", 12, "label", "right"), cell("LIMIT", 12, "label", "right"), span("   USED", "label")],
    ...figures.map(figureLine),
    line(`one day at ${confidencePct} %: ${history}`, "faint"),
    BLANK,
    ...grid(stress),
    ...elsewhere,
  ];
}

function figureLine({ name, value, used, limit, per }: RiskFigure): Line {
  const share = toNumber(limit) > 0 ? toNumber(used) / toNumber(limit) : 1;
  const as: Meaning = share > 1 ? "loss" : share > NEAR ? "warn" : "plain";
  const percent = `${Math.round(share * 100)} %`.padStart(7);
  return [
    cell(name, 19, "label"),
    cell(cash(value), 12, as, "right"),
    cell(cash(limit), 12, "label", "right"),
    span(percent, as),
    span(`  ${per}`, "faint"),
  ];
}

/** Prices down the side, volatilities across; the worst corner is marked. */
function grid(stress: Risk["stress"]): readonly Line[] {
  const volatilities = [...new Set(stress.map(({ volatilityPoints }) => volatilityPoints))];
  const prices = [...new Set(stress.map(({ pricePct }) => pricePct))];
  const worst = stress.reduce<Risk["stress"][number] | null>(
    (found, each) => (found === null || toNumber(each.pnl) < toNumber(found.pnl) ? each : found),
    null,
  );
  const at = (pricePct: number, points: number) =>
    stress.find((each) => each.pricePct === pricePct && each.volatilityPoints === points);
  const signed = (value: number): string => `${value > 0 ? "+" : ""}${value}`;
  return [
    line("If every price and every volatility jumped at once", "label"),
    [cell("price", 10, "label"), ...volatilities.map((each) => cell(`vol ${signed(each)}`, 15, "label", "right"))],
    ...prices.map((price): Line => [
      cell(`${signed(price)} %`, 10, "label"),
      ...volatilities.map((points) => {
        const found = at(price, points);
        const isWorst = found !== undefined && worst !== null && found.pnl === worst.pnl && found.pnl.startsWith("-");
        return cell(found === undefined ? "" : gain(found.pnl).trim(), 15, isWorst ? "loss" : "plain", "right");
      }),
    ]),
  ];
}

/** What is held at derivatives venues, which all figures count. */
const seenLines = (venues: Risk["venues"]): readonly Line[] =>
  venues.flatMap(({ source, ageMs, isUnknown, positions }) => [
    BLANK,
    line(
      `${source}: ${ageMs === null ? "not seen yet" : `seen ${Math.round(ageMs / 1_000)} s ago`}${isUnknown ? ", not known: entries are denied" : ""}`,
      isUnknown ? "warn" : "label",
    ),
    ...positions.map(({ name, quantity, price, currency }): Line => [
      cell(name, 28, "label"),
      cell(quantity, 14, "plain", "right"),
      span(`  at ${cash(price)} ${currency}`, "faint"),
    ]),
  ]);
