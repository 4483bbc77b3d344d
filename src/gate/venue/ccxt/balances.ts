import { z } from "zod";
import { add, type Money } from "../../../store/money.ts";
import type { Answer, Balances } from "../exchange.ts";
import { answered } from "./answered.ts";
import { figure } from "./answerOrder.ts";
import type { Line } from "./line.ts";

const totals = z.looseObject({ total: z.record(z.string(), figure.nullish()) });

/** What there is of these currencies, free and held for orders together. */
export async function balancesOf(line: Line, currencies: ReadonlySet<string>): Promise<Answer<Balances>> {
  const answer = answered(await line.ask("fetchBalance"), totals);
  if (!answer.known) return answer;
  const value: Record<string, Money> = {};
  for (const currency of currencies) {
    const total = answer.value.total[currency];
    if (total !== undefined && total !== null) value[currency] = add(total);
  }
  return { known: true, value };
}
