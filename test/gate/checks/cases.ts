import { IDENTITY_ROWS } from "./identityCases.ts";
import { LOSS_ROWS } from "./lossCases.ts";
import { MARKET_ROWS } from "./marketCases.ts";
import { ORDER_ROWS } from "./orderCases.ts";
import { EXPOSURE_ROWS } from "./exposureCases.ts";
import { RISK_ROWS } from "./riskCases.ts";
import type { Row } from "./situations.ts";

/** Every check's cases. */
export const ROWS: Readonly<Record<string, Row>> = {
  ...IDENTITY_ROWS,
  ...ORDER_ROWS,
  ...MARKET_ROWS,
  ...EXPOSURE_ROWS,
  ...LOSS_ROWS,
  ...RISK_ROWS,
};
