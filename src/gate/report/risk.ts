import { absolute, fromNumber, isLess, negate, percentOf, roundTo } from "../../store/money.ts";
import type { Timestamp } from "../../store/time.ts";
import type { Risk, RiskFigure } from "../contract/risk.ts";
import { equityAt } from "../ledger/equity.ts";
import type { GateState } from "../mind/state.ts";
import { type AccountRisk, accountRisk } from "../risk/account.ts";
import type { Limits } from "../safety/schema.ts";

/** What people read has eight decimals at most. */
const shown = (value: number): string => roundTo(fromNumber(value), "0.00000001", "nearest");

/** The account's risk as it stands, each figure beside its limit. Says what could not be valued rather than guess it. */
export function riskOf(state: GateState, limits: Limits, now: Timestamp): Risk {
  const venues = venuesOf(state, limits, now);
  try {
    const found = accountRisk(state, limits, now);
    const { scenarios, assumed } = found.day;
    return {
      why: null,
      figures: figuresOf(found, limits, equityAt(state)),
      confidencePct: limits.risk.varConfidencePct,
      scenarios,
      assumed,
      venues,
      stress: found.stress.map(({ pnl, ...corner }) => ({ ...corner, pnl: shown(pnl) })),
    };
  } catch (error) {
    const why = (error instanceof Error ? error.message : String(error)).slice(0, 200);
    const { varConfidencePct: confidencePct } = limits.risk;
    return { why, figures: [], confidencePct, scenarios: 0, assumed: true, venues, stress: [] };
  }
}

function figuresOf({ greeks, day, worst }: AccountRisk, { risk }: Limits, equity: string): RiskFigure[] {
  const figure = (name: RiskFigure["name"], value: number, percent: number, per: string): RiskFigure => {
    const text = shown(value);
    const used = name === "theta" || name === "worst corner" ? lossOf(text) : absolute(text);
    const limit = percentOf(equity, percent);
    return { name, value: text, used, limit: isLess(limit, "0") ? "0" : limit, per };
  };
  return [
    figure("delta", greeks.delta, risk.maxDeltaPct, "if all prices doubled"),
    figure("gamma", greeks.gamma1Pct, risk.maxGammaPct, "of delta per 1 %"),
    figure("vega", greeks.vega, risk.maxVegaPct, "per point of vol"),
    figure("theta", greeks.theta, risk.maxThetaPct, "per day"),
    figure("rho", greeks.rho, risk.maxRhoPct, "per point of interest"),
    figure("value at risk", day.valueAtRisk, risk.maxValueAtRiskPct, `a day, ${risk.varConfidencePct} %`),
    figure("expected shortfall", day.shortfall, risk.maxShortfallPct, "on the days beyond"),
    figure(
      "worst corner",
      worst.pnl,
      risk.stress.maxLossPct,
      `prices ${worst.pricePct} %, vol ${worst.volatilityPoints}`,
    ),
  ];
}

const venuesOf = ({ seen }: GateState, { staleness }: Limits, now: Timestamp): Risk["venues"] =>
  Object.entries(seen).map(([source, found]) => {
    const ageMs = found === null ? null : Math.max(0, now - found.at);
    return {
      source,
      ageMs,
      isUnknown: ageMs === null || ageMs > staleness.maxQuoteAgeMs,
      positions: (found?.positions ?? []).map(({ name, quantity, price, currency }) => ({
        name,
        quantity,
        price,
        currency,
      })),
    };
  });

const lossOf = (value: string): string => (isLess(value, "0") ? negate(value) : "0");
