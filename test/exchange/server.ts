import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import type { Duplex } from "node:stream";
import type { Money } from "../../src/store/money.ts";
import { Candles } from "./candles.ts";
import { Channels } from "./channels.ts";
import { Chaos, type Endpoint, type Fault, type FaultKind, withOtherIds, withTwins, withWrongFields } from "./chaos.ts";
import { type Control, controlOf, stateOf, steer } from "./control.ts";
import { coinbaseDialect, type Dialect, parsed, type TokenKey } from "./dialect.ts";
import { Engine } from "./engine.ts";
import type { Product } from "./order.ts";
import type { Answered } from "./routes.ts";
import { Socket } from "./socket.ts";
import type { World } from "./world.ts";

export interface ExchangeServerOptions {
  readonly now: () => number;
  readonly key?: TokenKey;
  /** How it speaks; as Coinbase when left out. */
  readonly dialect?: Dialect;
  /** Rows of a page at most. */
  readonly pageSize?: number;
}

/** A request as it came in: for tests that hold bodies against the venue's documentation. */
export interface Asked {
  readonly endpoint: Endpoint;
  readonly path: string;
  readonly body: string;
}

export type NewProduct = Pick<Product, "id" | "price"> & Partial<Product>;

/**
 * Coinbase's REST interface (or another's) on the loopback, in front of an exchange of one account. Steered in process by `do`, from
 * another process by `POST /control`; what stands in `engine` is the truth.
 */
export class ExchangeServer {
  readonly engine: Engine;
  readonly chaos = new Chaos();
  readonly world: World;
  readonly asked: Asked[] = [];
  readonly channels: Channels;
  readonly #awaited: { readonly endpoint: Endpoint; readonly come: () => void }[] = [];
  readonly #candles = new Map<string, Candles>();
  readonly #options: ExchangeServerOptions;
  readonly #dialect: Dialect;
  readonly #server: Server;
  /** Lines that were upgraded: the server no longer counts them as its own. */
  readonly #streams = new Set<Duplex>();

  constructor(options: ExchangeServerOptions) {
    this.#options = options;
    this.#dialect = options.dialect ?? coinbaseDialect(options.key);
    this.engine = new Engine(options.now);
    const permissions = { can_view: true, can_trade: true, can_transfer: false };
    this.world = { engine: this.engine, candles: this.#candles, now: options.now, permissions, walk: null };
    this.channels = new Channels(this.world, this.chaos);
    this.#server = createServer((request, response) => void this.#serve(request, response));
    this.#server.on("upgrade", (request, stream) => {
      this.#streams.add(stream);
      stream.once("close", () => this.#streams.delete(stream));
      const line = { send: (text: string) => socket.send(text), drop: () => socket.drop() };
      const { hear, leave } = this.channels.join(line);
      const socket = new Socket(request, stream, hear, leave);
    });
  }

  async listen(port = 0): Promise<string> {
    await new Promise<void>((listening) => void this.#server.listen(port, "127.0.0.1", listening));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const stream of this.#streams) stream.destroy();
    this.#server.closeAllConnections();
    await new Promise((closed) => void this.#server.close(closed));
  }

  list(fields: NewProduct): Product {
    const [base = "", quote = ""] = fields.id.split("-");
    const product: Product = {
      base,
      quote,
      baseIncrement: "0.00000001",
      priceIncrement: "0.01",
      baseMin: "0.00000001",
      baseMax: "3400",
      quoteMin: "1",
      depth: null,
      left: null,
      flags: {},
      refuses: new Set(),
      ...fields,
    };
    this.engine.products.set(product.id, product);
    this.#candles.set(product.id, new Candles());
    this.#candles.get(product.id)?.record(Number(product.price), this.#options.now());
    return product;
  }

  do(asked: Control): void {
    steer(this.world, this.chaos, asked);
    this.channels.publish();
  }

  price(product: string, price: Money): void {
    this.do({ do: "price", product, price });
  }

  /** Resolves when the next request comes to that door. */
  next(endpoint: Endpoint): Promise<void> {
    return new Promise((come) => void this.#awaited.push({ endpoint, come }));
  }

  fault(endpoint: Endpoint, kind: FaultKind, more: Partial<Fault> = {}): void {
    this.chaos.add({ endpoint, kind, ...more });
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = "GET", url = "/" } = request;
    const text = await read(request);
    const { pathname, searchParams: query } = new URL(url, "http://exchange");
    if (pathname === "/control") return this.#control(text, response);
    const incoming = { method, path: pathname, headers: request.headers, text };
    const door = this.#dialect.door(incoming);
    if (door === null) return json(response, { status: 404, body: { error: "NOT_FOUND", message: pathname } });
    this.asked.push({ endpoint: door.endpoint, path: url, body: text });
    for (const each of this.#awaited) if (each.endpoint === door.endpoint) each.come();
    const problem = this.#dialect.stranger(incoming, door.endpoint);
    if (typeof problem === "string") return void response.writeHead(401).end(`Unauthorized: ${problem}`);
    if (problem !== null) return json(response, problem);
    const faults = this.chaos.take(door.endpoint);
    if (failedBefore(faults, response)) return;
    const newestAt = this.#options.now() - (faults.get("lag")?.ms ?? 0);
    const list = { newestAt, pageSize: this.#options.pageSize ?? 250 };
    const answered = this.#dialect.answer(this.world, { ...door, query, body: this.#dialect.body(text) }, list);
    this.channels.publish();
    const say = () => sayWith(faults, answered, response);
    const late = faults.get("late");
    if (late === undefined) say();
    else setTimeout(say, late.ms ?? 0).unref();
  }

  #control(text: string, response: ServerResponse): void {
    try {
      this.do(controlOf(parsed(text)));
      json(response, { status: 200, body: stateOf(this.world) });
    } catch (error) {
      json(response, { status: 400, body: { error: error instanceof Error ? error.message : String(error) } });
    }
  }
}

function failedBefore(faults: ReadonlyMap<FaultKind, Fault>, response: ServerResponse): boolean {
  if (faults.has("drop_before")) response.destroy();
  else if (faults.has("error_before"))
    json(response, { status: 500, body: { error: "INTERNAL", message: "try again" } });
  else if (faults.has("html")) response.writeHead(503, HTML).end("<html><body>Service Unavailable</body></html>");
  else if (faults.has("rate_limit")) response.writeHead(429).end("Too many requests");
  else if (faults.has("unauthorized")) response.writeHead(401).end("Unauthorized");
  else return false;
  return true;
}

/** What was done is said, or something else in its place. */
function sayWith(faults: ReadonlyMap<FaultKind, Fault>, answered: Answered, response: ServerResponse): void {
  let { body } = answered;
  if (faults.has("wrong_fields")) body = Object(withWrongFields(body));
  if (faults.has("other_id")) body = Object(withOtherIds(body));
  if (faults.has("twice")) body = withTwins(body);
  const text = JSON.stringify(body);
  const half = text.slice(0, text.length / 2);
  if (faults.has("drop_after")) response.destroy();
  else if (faults.has("error_after"))
    json(response, { status: 500, body: { error: "INTERNAL", message: "try again" } });
  else if (faults.has("stall_after")) response.writeHead(200, JSON_TYPE).write(half);
  else if (faults.has("half")) response.writeHead(200, JSON_TYPE).end(half);
  else json(response, { status: answered.status, body });
}

const JSON_TYPE = { "content-type": "application/json" };
const HTML = { "content-type": "text/html" };

function json(response: ServerResponse, { status, body }: Answered): void {
  response.writeHead(status, JSON_TYPE).end(JSON.stringify(body));
}

async function read(request: IncomingMessage): Promise<string> {
  let text = "";
  for await (const chunk of request.setEncoding("utf8")) text += String(chunk);
  return text;
}
