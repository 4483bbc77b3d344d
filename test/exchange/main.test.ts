import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import test from "ava";

test("started by hand it says where it is, has prices and a history, and goes when it is asked to", async (t) => {
  const child = spawn(process.execPath, ["dist/test/exchange/main.js", "--step-ms", "0", "--seed", "x"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  t.teardown(() => child.kill("SIGKILL"));
  const [url] = (await once(createInterface(child.stdout), "line")) as [string];
  t.regex(url, /^http:\/\/127\.0\.0\.1:\d+$/);
  const root = `${url}/api/v3/brokerage/market/products`;
  const { products } = Object(await (await fetch(root)).json());
  t.is(products.length, 3);
  const now = Math.floor(Date.now() / 60_000) * 60;
  const query = `granularity=FIVE_MINUTE&start=${now - 30_000}&end=${now}`;
  const { candles } = Object(await (await fetch(`${root}/BTC-USD/candles?${query}`)).json());
  t.true(candles.length >= 99);
  const control = (body: object) => fetch(`${url}/control`, { method: "POST", body: JSON.stringify(body) });
  const before = Object(await (await control({ do: "state" })).json());
  const after = Object(await (await control({ do: "step", count: 3 })).json());
  t.notDeepEqual(after.prices, before.prices);
  child.kill("SIGTERM");
  t.deepEqual(await once(child, "exit"), [0, null]);
});
