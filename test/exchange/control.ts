import { z } from "zod";
import { money, positiveMoney } from "../../src/store/money.ts";
import { type Chaos, fault } from "./chaos.ts";
import type { Product } from "./order.ts";
import { orderJson } from "./render.ts";
import { step } from "./walk.ts";
import { setPrice, type World } from "./world.ts";

const product = z.string().regex(/^[A-Z0-9]+-[A-Z0-9]+$/);

/** What another process may ask of the exchange, as `POST /control`. Every command is answered with the state after it. */
const command = z.discriminatedUnion("do", [
  z.strictObject({ do: z.literal("state") }),
  z.strictObject({ do: z.literal("price"), product, price: positiveMoney }),
  z.strictObject({ do: z.literal("depth"), product, depth: positiveMoney.nullable() }),
  /** What the venue says of a product, and kinds of orders that it does not take there. */
  z.strictObject({
    do: z.literal("product"),
    product,
    flags: z
      .partialRecord(z.enum(["trading_disabled", "cancel_only", "limit_only", "post_only", "view_only"]), z.boolean())
      .optional(),
    refuses: z.array(z.enum(["market", "limit", "stop", "bracket"])).optional(),
  }),
  z.strictObject({
    do: z.literal("permissions"),
    can_view: z.boolean(),
    can_trade: z.boolean(),
    can_transfer: z.boolean(),
  }),
  z.strictObject({ do: z.literal("deposit"), currency: z.string(), quantity: money }),
  z.strictObject({ do: z.literal("fault"), fault }),
  z.strictObject({ do: z.literal("calm") }),
  z.strictObject({
    do: z.literal("habits"),
    acceptsSlowly: z.boolean().optional(),
    cancelsSlowly: z.boolean().optional(),
    duplicates: z.enum(["existing", "refused", "doubled"]).optional(),
  }),
  z.strictObject({ do: z.literal("settle") }),
  /** So many candles further on the way that prices go. */
  z.strictObject({ do: z.literal("step"), count: z.int().min(1).max(100_000) }),
]);
export type Control = z.infer<typeof command>;

/** The truth: orders in the order in which they came, fills, wallets and what of them is held, prices. */
export function stateOf({ engine }: World) {
  return {
    orders: [...engine.orders.values()].map(orderJson),
    fills: engine.fills,
    wallets: Object.fromEntries(
      engine.account.currencies.map((currency) => [
        currency,
        { total: engine.account.total(currency), held: engine.held(currency) },
      ]),
    ),
    prices: Object.fromEntries([...engine.products.values()].map(({ id, price }) => [id, price])),
  };
}

export const controlOf = (body: unknown): Control => command.parse(body);

/** Carries out a command. @throws Error when it names a product that is not there. */
export function steer(world: World, chaos: Chaos, asked: Control): void {
  const { engine } = world;
  switch (asked.do) {
    case "state":
      return;
    case "price":
      return setPrice(world, asked.product, asked.price);
    case "depth": {
      const found = productOf(world, asked.product);
      found.depth = asked.depth;
      found.left = asked.depth;
      return;
    }
    case "product": {
      const found = productOf(world, asked.product);
      found.flags = asked.flags ?? found.flags;
      found.refuses = new Set(asked.refuses ?? found.refuses);
      return;
    }
    case "permissions": {
      const { can_view, can_trade, can_transfer } = asked;
      world.permissions = { can_view, can_trade, can_transfer };
      return;
    }
    case "deposit":
      return engine.account.deposit(asked.currency, asked.quantity);
    case "fault":
      return chaos.add(asked.fault);
    case "calm":
      return chaos.clear();
    case "habits":
      engine.habits.acceptsSlowly = asked.acceptsSlowly ?? engine.habits.acceptsSlowly;
      engine.habits.cancelsSlowly = asked.cancelsSlowly ?? engine.habits.cancelsSlowly;
      engine.habits.duplicates = asked.duplicates ?? engine.habits.duplicates;
      return;
    case "settle":
      return engine.settle();
    case "step":
      for (let n = 0; n < asked.count; n += 1) step(world);
      return;
  }
}

function productOf({ engine }: World, id: string): Product {
  const found = engine.products.get(id);
  if (found === undefined) throw new Error(`no product ${id}`);
  return found;
}
