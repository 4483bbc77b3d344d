import type { GateState } from "../../../src/gate/mind/state.ts";
import { fresh, of, plain, type Row } from "./situations.ts";

const begun = { turnover: "0", fees: "0", day: "2026-01-05" };
/** 5000 now: what of it was lost since a baseline is the baseline's to say. */
const day = (equity: string): GateState => ({ ...fresh, day: { ...begun, equity } });
const week = (equity: string): GateState => ({ ...fresh, week: { week: "2026-01-05", equity } });

/** The checks of what was lost already. */
export const LOSS_ROWS: Readonly<Record<string, Row>> = {
  DAILY_LOSS: {
    passes: plain,
    fails: of({}, day("5154.64")),
    boundary: of({}, day("5154.63")),
    missing: of({}, { ...fresh, day: null }),
  },
  WEEKLY_LOSS: {
    passes: plain,
    fails: of({}, week("5376.35")),
    boundary: of({}, week("5376.34")),
    missing: of({}, { ...fresh, week: null }),
  },
  DRAWDOWN: {
    passes: plain,
    fails: of({}, { ...fresh, peakEquity: "5882.36" }),
    boundary: of({}, { ...fresh, peakEquity: "5882.35" }),
    missing: null,
  },
};
