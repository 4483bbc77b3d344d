import { z } from "zod";
import { add, type Money } from "../../../store/money.ts";
import type { Answer, Balances } from "../exchange.ts";
import { size, venueId } from "./amount.ts";
import { answerOf } from "./heard.ts";
import { allPages, nextOf, type Page } from "./pages.ts";
import type { Ask } from "./wire.ts";

const PAGE = "250";
/** Nothing can be traded out of a vault. */
const VAULT = "ACCOUNT_TYPE_VAULT";

interface Wallet {
  /** The venue's id of it; one that is listed twice, as when pages shift, is one wallet. */
  readonly id: string | undefined;
  readonly currency: string;
  readonly type: string | undefined;
  readonly total: Money;
}

const value = z.looseObject({ value: size });
const wallet = z
  .looseObject({
    uuid: venueId.optional(),
    currency: z.string(),
    type: z.string().optional(),
    available_balance: value,
    hold: value,
  })
  .transform(({ uuid: id, currency, type, available_balance, hold }): Wallet => ({
    id,
    currency,
    type,
    total: add(available_balance.value, hold.value),
  }));
const page = z
  .looseObject({
    accounts: z.array(wallet),
    has_next: z.boolean(),
    cursor: z.string().nullish(),
  })
  .transform(({ accounts, has_next, cursor }): Page<Wallet> => ({ rows: accounts, next: nextOf(has_next, cursor) }));

/** What is in the wallets of these currencies, free and held for orders together. USD and USDC are two. */
export async function balancesOf(ask: Ask, currencies: ReadonlySet<string>): Promise<Answer<Balances>> {
  const answer = await allPages(async (cursor) => {
    const at = cursor === null ? {} : { cursor };
    return answerOf(await ask("accounts", { limit: PAGE, ...at }), page);
  });
  if (!answer.known) return answer;
  const wallets = new Map(answer.value.map((wallet, n) => [wallet.id ?? n, wallet]));
  const totals: Record<string, Money> = {};
  for (const { currency, type, total } of wallets.values()) {
    if (currencies.has(currency) && type !== VAULT) totals[currency] = add(totals[currency] ?? "0", total);
  }
  return { known: true, value: totals };
}
