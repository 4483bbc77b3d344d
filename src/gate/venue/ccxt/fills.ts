import type { Timestamp } from "../../../store/time.ts";
import type { Answer, ExchangeFill } from "../exchange.ts";
import { answered } from "./answered.ts";
import { fillList } from "./answerFill.ts";
import type { Line } from "./line.ts";
import { traitsOf } from "./traits.ts";
import { wholeList } from "./wholeList.ts";

/** Exchanges that count in whole seconds, or from after `since`, are asked for a little more. */
const MARGIN_MS = 2_000;

/** Every execution in these symbols at or after `since`, each once, oldest first. */
export async function fillsSince(
  line: Line,
  symbols: readonly string[],
  since: Timestamp,
): Promise<Answer<readonly ExchangeFill[]>> {
  const asked = traitsOf(line).needsSymbol("fetchMyTrades") ? symbols : [undefined];
  const found: ExchangeFill[] = [];
  for (const symbol of asked) {
    const answer = await wholeList(
      async ({ since, until }) => {
        const told = await line.ask("fetchMyTrades", symbol, since, undefined, until === undefined ? {} : { until });
        return answered(told, fillList);
      },
      Math.max(0, since - MARGIN_MS),
    );
    if (!answer.known) return answer;
    found.push(...answer.value);
  }
  const value = found.filter(({ filledAt }) => filledAt >= since).toSorted((a, b) => a.filledAt - b.filledAt);
  return { known: true, value };
}
