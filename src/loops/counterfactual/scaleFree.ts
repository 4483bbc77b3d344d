import type { Expression } from "../../store/rules/expression.ts";

/** Functions whose values mean the same at any price: shares, places in a range, counts. */
const SCALE_FREE = new Set(
  (
    "zscore percentrank rsi stochrsi_k stochrsi_d stoch stoch_k stoch_d williams_r cci mfi roc bb_pct atr_pct natr adx " +
    "di_plus di_minus aroon_up aroon_down cmf supertrend_dir regime_trend regime_volatility"
  ).split(" "),
);

/** Whether a threshold on it still means something when the price has doubled: "close > 101.2" is no filter. */
export function isScaleFree(expression: Expression): boolean {
  switch (expression.type) {
    case "number":
      return true;
    case "name":
    case "timeframe":
      return false;
    case "call":
      return expression.name === "htf"
        ? expression.arguments.slice(1).every(isScaleFree)
        : SCALE_FREE.has(expression.name);
    case "unary":
    case "back":
      return isScaleFree(expression.operand);
    case "binary":
      return expression.operator === "/" || (isScaleFree(expression.left) && isScaleFree(expression.right));
  }
}
