import { z } from "zod";
import { divide, isPositive, subtract } from "../../src/store/money.ts";
import type { Chaos } from "./chaos.ts";
import type { Order } from "./order.ts";
import type { Socket } from "./socket.ts";
import type { World } from "./world.ts";

const question = z.object({
  type: z.enum(["subscribe", "unsubscribe"]),
  channel: z.enum(["heartbeats", "ticker", "user"]),
  product_ids: z.array(z.string()).optional(),
  jwt: z.string().optional(),
});
type Channel = z.infer<typeof question>["channel"];

/** One line, what it listens to, and how many messages it was sent: each carries the next number. */
interface Line {
  readonly socket: Pick<Socket, "send" | "drop">;
  readonly channels: Map<Channel, readonly string[]>;
  /** What the line was told last of an order, or of a price. */
  readonly told: Map<string, string>;
  sequence: number;
}

/**
 * Coinbase's websocket channels. Whoever listens is told what changed since it was told last, whenever `publish` is
 * called; the user channel says of an order how much of it is filled in all, not what was added.
 */
export class Channels {
  readonly #world: World;
  readonly #chaos: Chaos;
  readonly #lines = new Set<Line>();
  #beats = 0;

  constructor(world: World, chaos: Chaos) {
    this.#world = world;
    this.#chaos = chaos;
  }

  /** A line that just came; gives what hears its questions and what forgets it. */
  join(socket: Line["socket"]): { readonly hear: (text: string) => void; readonly leave: () => void } {
    const line: Line = { socket, channels: new Map(), told: new Map(), sequence: 0 };
    this.#lines.add(line);
    return { hear: (text) => this.#hear(line, text), leave: () => void this.#lines.delete(line) };
  }

  /** Tells every line what is new to it. */
  publish(): void {
    for (const line of this.#lines) this.#tell(line, "update");
  }

  /** The venue's sign of life, once a second there; here whenever this is called. */
  beat(): void {
    this.#beats += 1;
    for (const line of this.#lines) {
      if (line.channels.has("heartbeats")) this.#send(line, "heartbeats", [{ heartbeat_counter: this.#beats }]);
    }
  }

  #hear(line: Line, text: string): void {
    const asked = question.safeParse(jsonOf(text));
    if (!asked.success) return line.socket.send(JSON.stringify({ type: "error", message: "not understood" }));
    const { type, channel, product_ids, jwt } = asked.data;
    if (channel === "user" && (jwt ?? "") === "") {
      return line.socket.send(JSON.stringify({ type: "error", message: "authentication failure" }));
    }
    if (type === "unsubscribe") line.channels.delete(channel);
    else line.channels.set(channel, product_ids ?? []);
    const subscriptions = Object.fromEntries(line.channels);
    this.#send(line, "subscriptions", [{ subscriptions }]);
    if (type === "subscribe") this.#tell(line, "snapshot");
  }

  #tell(line: Line, type: "snapshot" | "update"): void {
    const isWanted = (channel: Channel, productId: string): boolean => {
      const products = line.channels.get(channel);
      return products !== undefined && (products.length === 0 || products.includes(productId));
    };
    const isNew = (key: string, text: string): boolean => {
      const before = line.told.get(key);
      line.told.set(key, text);
      return before !== text;
    };
    const { orders, products } = this.#world.engine;
    const changed = [...orders.values()]
      .filter((order) => isWanted("user", order.productId))
      .filter((order) => isNew(order.orderId, `${order.status} ${order.filled}`))
      .filter((order) => type === "update" || order.isOpen);
    const tickers = [...products.values()]
      .filter(({ id }) => isWanted("ticker", id))
      .filter(({ id, price }) => isNew(id, price))
      .map(({ id: product_id, price }) => ({ type: "ticker", product_id, price, best_bid: price, best_ask: price }));
    if (changed.length > 0) this.#send(line, "user", [{ type, orders: changed.map(userOrder) }]);
    if (tickers.length > 0) this.#send(line, "ticker", [{ type, tickers }]);
  }

  /** Faults of the door "socket": a number that is left out, a message that comes twice, a line that breaks. */
  #send(line: Line, channel: string, events: readonly object[]): void {
    const faults = this.#chaos.take("socket");
    if (faults.has("drop_before")) return line.socket.drop();
    const sequence_num = line.sequence;
    line.sequence += 1;
    if (faults.has("gap")) return;
    const timestamp = new Date(this.#world.now()).toISOString();
    const text = JSON.stringify({ channel, client_id: "", timestamp, sequence_num, events });
    line.socket.send(text);
    if (faults.has("twice")) line.socket.send(text);
  }
}

const userOrder = (order: Order) => ({
  order_id: order.orderId,
  client_order_id: order.clientOrderId,
  cumulative_quantity: order.filled,
  leaves_quantity: subtract(order.quantity, order.filled),
  avg_price: isPositive(order.filled) ? divide(order.cost, order.filled) : "0",
  total_fees: order.fees,
  status: order.status,
  product_id: order.productId,
  creation_time: new Date(order.createdAt).toISOString(),
  order_side: order.side,
});

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
