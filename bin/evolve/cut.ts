import { cutOf, LEAST_PERIODS } from "../../src/loops/evolution/cut.ts";
import type { DataCut } from "../../src/loops/evolution/evaluation.ts";
import { inputError } from "../../src/store/input.ts";
import type { Loaded } from "../backtest/load.ts";

/** The data cut of those candles. @throws InputError when they have too little in common. */
export function requireCut(markets: Loaded["markets"]): DataCut {
  const extents = markets.map(({ columns, candleMs }) => ({
    from: columns.ts[0] ?? Number.POSITIVE_INFINITY,
    to: (columns.ts.at(-1) ?? Number.NEGATIVE_INFINITY) + candleMs,
  }));
  const cut = cutOf(extents);
  if (cut !== null) return cut;
  throw inputError("--candles", `they have fewer than ${LEAST_PERIODS} hours in common`, "give longer ones");
}
