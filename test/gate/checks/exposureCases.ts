import { BTC, ETH, SOL } from "../facts.ts";
import {
  after,
  busy,
  exposure,
  fresh,
  leaving,
  noCosts,
  of,
  orders,
  plain,
  type Row,
  section,
  unpriced,
} from "./situations.ts";

/** Another rule joins, where 200 are held and 204 promised in BTC, of an equity of 4999.5. */
const third = (quantity: string) => after(busy, { ruleId: "third", quantity });
const cluster = (maxPct: number) => exposure({ clusters: { coins: { symbols: [BTC, ETH], maxPct } } });
const day = { day: "2026-01-05", equity: "1000", turnover: "0", fees: "0" };

/** The checks of what the account is in for as a whole. */
export const EXPOSURE_ROWS: Readonly<Record<string, Row>> = {
  NET_EXPOSURE: {
    passes: plain,
    fails: { ...third("5.95900001"), safety: exposure({ maxNetPct: 20 }) },
    boundary: { ...third("5.959"), safety: exposure({ maxNetPct: 20 }) },
    missing: unpriced,
  },
  CLUSTER_EXPOSURE: {
    passes: of({}, fresh, exposure({ clusters: {} })),
    fails: { ...third("5.95900001"), safety: cluster(20) },
    boundary: { ...third("5.959"), safety: cluster(20) },
    missing: unpriced,
  },
  LEVERAGE: {
    passes: plain,
    fails: { ...third("5.95900001"), safety: exposure({ maxLeverage: 0.2 }) },
    boundary: { ...third("5.959"), safety: exposure({ maxLeverage: 0.2 }) },
    missing: unpriced,
  },
  RESERVATIONS: {
    passes: plain,
    // 204 promised; at the collar of 102 another 7.80294117 make 1000 less a little: a fifth of 4999.5 is 999.9.
    fails: { ...third("7.80294118"), safety: section("balance", { maxReservedPct: 20 }) },
    boundary: { ...third("7.80294117"), safety: section("balance", { maxReservedPct: 20 }) },
    missing: unpriced,
  },
  TURNOVER_BUDGET: {
    passes: of({}, { ...fresh, day }),
    fails: of({}, { ...fresh, day: { ...day, turnover: "9796.01" } }),
    boundary: of({}, { ...fresh, day: { ...day, turnover: "9796" } }),
    missing: of({}, { ...fresh, day: null }),
  },
  FEE_BUDGET: {
    passes: of({}, { ...fresh, day }),
    // 60 bps of 204 are 1.224.
    fails: of({}, { ...fresh, day: { ...day, fees: "38.7761" } }),
    boundary: of({}, { ...fresh, day: { ...day, fees: "38.776" } }),
    missing: of({}, noCosts),
  },
  OPEN_ORDERS_SYMBOL: {
    passes: plain,
    fails: { ...after(busy), safety: orders({ maxOpenOrdersPerSymbol: 3 }) },
    boundary: { ...after(busy), safety: orders({ maxOpenOrdersPerSymbol: 4 }) },
    missing: null,
  },
  OPEN_RISK: {
    passes: plain,
    // 2 held and 2 promised risk 10 and 14; a hundredth of 4999.5 is 49.995.
    fails: { ...third("5.19900001"), safety: section("stops", { maxOpenRiskPct: 1 }) },
    boundary: { ...third("5.199"), safety: section("stops", { maxOpenRiskPct: 1 }) },
    missing: of({ stopPrice: undefined }),
  },
  SELL_NOT_COVERED: {
    passes: leaving({ quantity: "1" }),
    fails: leaving({ quantity: "2.00000001" }),
    boundary: leaving({ quantity: "2" }),
    missing: leaving({ symbol: SOL }),
  },
};
