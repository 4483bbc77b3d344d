import { createHmac } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export const DERIBIT_KEY = { apiKey: "a-client-id", secret: "a-client-secret" };
/** 2026-03-27, 08:00 UTC. */
export const EXPIRY = 1_774_598_400_000;

const common = {
  base_currency: "BTC",
  counter_currency: "USD",
  settlement_currency: "BTC",
  is_active: true,
  tick_size: 0.5,
  min_trade_amount: 10,
  taker_commission: 0.0005,
  maker_commission: 0,
  creation_timestamp: 1_534_242_287_000,
};
/** Instruments as docs.deribit.com writes them (public/get_instruments). */
export const INSTRUMENTS = {
  perpetual: {
    ...common,
    kind: "future",
    instrument_name: "BTC-PERPETUAL",
    settlement_period: "perpetual",
    quote_currency: "USD",
    contract_size: 10,
    expiration_timestamp: 32_503_708_800_000,
    instrument_type: "reversed",
  },
  linear: {
    ...common,
    kind: "future",
    instrument_name: "ETH_USDC-PERPETUAL",
    base_currency: "ETH",
    counter_currency: "USDC",
    quote_currency: "USDC",
    settlement_currency: "USDC",
    settlement_period: "perpetual",
    contract_size: 0.01,
    expiration_timestamp: 32_503_708_800_000,
    instrument_type: "linear",
  },
  future: {
    ...common,
    kind: "future",
    instrument_name: "BTC-27MAR26",
    settlement_period: "month",
    quote_currency: "USD",
    contract_size: 10,
    expiration_timestamp: EXPIRY,
    instrument_type: "reversed",
  },
  put: {
    ...common,
    kind: "option",
    instrument_name: "BTC-27MAR26-60000-P",
    settlement_period: "month",
    quote_currency: "BTC",
    contract_size: 1,
    strike: 60_000,
    option_type: "put",
    expiration_timestamp: EXPIRY,
    instrument_type: "reversed",
  },
};

export const position = (instrument_name: string, kind: string, size: number, more: object = {}) => ({
  instrument_name,
  kind,
  size,
  direction: size < 0 ? "sell" : size > 0 ? "buy" : "zero",
  average_price: 60_000,
  mark_price: 61_000,
  index_price: 61_010,
  delta: 0,
  floating_profit_loss: 0,
  realized_profit_loss: 0,
  total_profit_loss: 0,
  initial_margin: 0.01,
  maintenance_margin: 0.005,
  settlement_price: 60_900,
  leverage: 50,
  ...more,
});

const TICKER = {
  instrument_name: "BTC-27MAR26-60000-P",
  timestamp: 1_767_571_200_000,
  mark_iv: 61.5,
  bid_iv: 61,
  ask_iv: 62,
  mark_price: 0.05,
  underlying_index: "BTC-27MAR26",
  underlying_price: 61_500,
  interest_rate: 0,
  greeks: { delta: -0.42, gamma: 0.00002, vega: 110.5, theta: -25.25, rho: -70 },
};

/** A little Deribit on the loopback: JSON-RPC over GET, in the shapes of its documentation. */
export class DeribitServer {
  positions: readonly object[] = [];
  listed: readonly object[] = Object.values(INSTRUMENTS);
  ticker: object = TICKER;
  mood: "well" | "error" | "html" | "hang_up" = "well";
  readonly asked: string[] = [];
  readonly #server: Server = createServer((request, response) => this.#answer(request, response));

  async listen(): Promise<string> {
    await new Promise<void>((listening) => void this.#server.listen(0, "127.0.0.1", listening));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((closed) => void this.#server.close(closed));
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const url = request.url ?? "/";
    const { pathname } = new URL(url, "http://deribit");
    this.asked.push(pathname);
    if (pathname.includes("/private/") && this.mood !== "well") {
      if (this.mood === "hang_up") response.destroy();
      else if (this.mood === "html")
        response.writeHead(200, { "content-type": "text/html" }).end("<html>sign in</html>");
      else say(response, 500, { error: { code: 10_028, message: "too_many_requests" } });
      return;
    }
    if (pathname === "/api/v2/public/get_instruments") say(response, 200, { result: this.listed });
    else if (pathname === "/api/v2/public/get_currencies") say(response, 200, { result: CURRENCIES });
    else if (pathname === "/api/v2/public/ticker") say(response, 200, { result: this.ticker });
    else if (pathname !== "/api/v2/private/get_positions")
      say(response, 400, { error: { code: -32_601, message: "method" } });
    else if (!isSigned(url, request.headers.authorization))
      say(response, 400, { error: { code: 13_009, message: "unauthorized" } });
    else say(response, 200, { result: this.positions });
  }
}

const CURRENCIES = [{ currency: "BTC", currency_long: "Bitcoin", coin_type: "BITCOIN", fee_precision: 4 }];

/** deri-hmac-sha256 of time, nonce, method, path and body, a line each. */
function isSigned(url: string, authorization = ""): boolean {
  const fields = new Map(
    authorization
      .replace(/^deri-hmac-sha256 /, "")
      .split(",")
      .map((field) => field.split("=") as [string, string]),
  );
  const signed = `${fields.get("ts")}\n${fields.get("nonce")}\nGET\n${url}\n\n`;
  const signature = createHmac("sha256", DERIBIT_KEY.secret).update(signed).digest("hex");
  return fields.get("id") === DERIBIT_KEY.apiKey && fields.get("sig") === signature;
}

function say(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { "content-type": "application/json" });
  response.end(JSON.stringify({ jsonrpc: "2.0", ...body, usIn: 1, usOut: 2, usDiff: 1, testnet: false }));
}
