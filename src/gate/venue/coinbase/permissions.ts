import { z } from "zod";
import type { Answer } from "../exchange.ts";
import { answerOf } from "./heard.ts";
import type { Ask } from "./wire.ts";

const permissions = z.looseObject({
  can_view: z.boolean(),
  can_trade: z.boolean(),
  can_transfer: z.boolean(),
  portfolio_uuid: z.string().nullish(),
});

/** What a key may do. `refusal` is why this one is not to be used, null when it may: it can look and trade, and no more. */
export interface KeyPermissions {
  readonly portfolioId: string | null;
  readonly refusal: string | null;
}

export async function keyPermissions(ask: Ask): Promise<Answer<KeyPermissions>> {
  const answer = answerOf(await ask("permissions", {}), permissions);
  if (!answer.known) return answer;
  const { can_view, can_trade, can_transfer, portfolio_uuid } = answer.value;
  const portfolioId = portfolio_uuid || null;
  return { known: true, value: { portfolioId, refusal: refusalOf(can_view, can_trade, can_transfer) } };
}

/** A key that can send money away is refused however useful it is: whoever gets hold of it could empty the account. */
function refusalOf(canView: boolean, canTrade: boolean, canTransfer: boolean): string | null {
  if (canTransfer) return "coinbase key: it can transfer money; make one that can view and trade, and nothing else";
  if (!canView || !canTrade) return "coinbase key: it cannot view and trade; make one that can do both";
  return null;
}
