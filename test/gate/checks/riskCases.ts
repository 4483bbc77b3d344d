import type { GateState } from "../../../src/gate/mind/state.ts";
import type { VenueGreeks } from "../../../src/store/events/marketQuoted.ts";
import type { InstrumentFacts } from "../../../src/store/market/instruments.ts";
import { BTC, CANDLE_MS, listed, shipped, T0 } from "../facts.ts";
import { type Case, fresh, of, plain, type Row, section } from "./situations.ts";

const { risk } = shipped.limits;
const only = (change: Partial<typeof risk>) => section("risk", change);
/** BTC itself stands for an option on ETH here, with the Greeks that a venue would give. */
const option = (greeks: Partial<VenueGreeks> | undefined): GateState => {
  const facts = listed.find(({ symbol }) => symbol === BTC);
  if (facts === undefined) throw new RangeError("no instrument");
  const derivative: InstrumentFacts["derivative"] = {
    kind: "option",
    underlying: "ETH/USD",
    right: "call",
    strike: "100",
    expiry: T0 + 30 * 86_400_000,
    contractSize: "1",
    model: "black_scholes",
  };
  const at = T0 + CANDLE_MS;
  const all = greeks === undefined ? undefined : { delta: 0, gamma: 0, vega: 0, theta: 0, rho: 0, ...greeks };
  return {
    ...fresh,
    instruments: { ...fresh.instruments, [BTC]: { ...facts, derivative } },
    marks: { [BTC]: { price: "5", at, volatility: 0.6, greeks: all }, "ETH/USD": { price: "100", at } },
  };
};
/** Two of them, of an equity of 5000. */
const greek = (greeks: Partial<VenueGreeks>): Case => of({}, option(greeks));
const bare: Case = of({}, { ...option(undefined), marks: { [BTC]: { price: "5", at: T0 + CANDLE_MS } } });
/** An hour's close each, for eleven days: a few fell by a tenth. */
const hours = Array.from({ length: 24 * 11 }, (_, i) => ({
  at: T0 + i * 3_600_000,
  closes: { [BTC]: i >= 240 && i < 243 ? "90" : "100" },
}));
const remembered: GateState = { ...fresh, hours };

/** The checks of what the whole account could lose. */
export const RISK_ROWS: Readonly<Record<string, Row>> = {
  DELTA_LIMIT: {
    passes: plain,
    fails: of({ quantity: "2.50000001" }, fresh, only({ maxDeltaPct: 5 })),
    boundary: of({ quantity: "2.5" }, fresh, only({ maxDeltaPct: 5 })),
    missing: bare,
  },
  // 2 × Γ × 100² / 100 for one percent: 500 at a tenth.
  GAMMA_LIMIT: { passes: plain, fails: greek({ gamma: 2.6 }), boundary: greek({ gamma: 2.5 }), missing: bare },
  VEGA_LIMIT: { passes: plain, fails: greek({ vega: -50.1 }), boundary: greek({ vega: -50 }), missing: bare },
  THETA_LIMIT: {
    passes: greek({ theta: 100 }),
    fails: greek({ theta: -12.6 }),
    boundary: greek({ theta: -12.5 }),
    missing: bare,
  },
  RHO_LIMIT: { passes: plain, fails: greek({ rho: 25.1 }), boundary: greek({ rho: 25 }), missing: bare },
  VALUE_AT_RISK: {
    passes: of({}, remembered),
    fails: of({ quantity: "20.0001" }, fresh, only({ maxValueAtRiskPct: 6 })),
    boundary: of({ quantity: "20" }, fresh, only({ maxValueAtRiskPct: 6 })),
    missing: bare,
  },
  EXPECTED_SHORTFALL: {
    passes: of({}, remembered),
    fails: of({ quantity: "20.0001" }, fresh, only({ maxShortfallPct: 6 })),
    boundary: of({ quantity: "20" }, fresh, only({ maxShortfallPct: 6 })),
    missing: bare,
  },
  STRESS_LOSS: {
    passes: plain,
    fails: of({ quantity: "20.0001" }, fresh, only({ stress: { ...risk.stress, maxLossPct: 12 } })),
    boundary: of({ quantity: "20" }, fresh, only({ stress: { ...risk.stress, maxLossPct: 12 } })),
    missing: bare,
  },
};
