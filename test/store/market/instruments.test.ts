import test from "ava";
import { InputError } from "../../../src/store/input.ts";
import { gridOf } from "../../../src/store/market/grid.ts";
import { parseInstruments, readInstruments } from "../../../src/store/market/instruments.ts";

const steps = `priceIncrement: "0.01"
    quantityIncrement: "0.1"
    minQuantity: "0.1"
    maxQuantity: "10"
    minNotional: "1"`;
const one = (symbol: string) => `  - symbol: ${symbol}\n    base: BTC\n    quote: USD\n    ${steps}\n`;
const file = (...symbols: readonly string[]) => `instruments:\n${symbols.map(one).join("")}`;
const fallback = `default:\n    ${steps}\n`;

test("the shipped file lists what demo and tests trade", (t) => {
  const instruments = readInstruments("instruments.yaml");
  t.deepEqual(
    instruments.listed.map(({ symbol }) => symbol),
    ["BTC/USD", "ETH/USD", "SOL/USD", "UNITTEST/BTC"],
  );
  t.is(instruments.get("UNITTEST/BTC").priceIncrement, "0.00000001");
  t.is(instruments.find("DOGE/USD"), null, "nothing is made up");
  t.throws(() => instruments.get("DOGE/USD"), { instanceOf: InputError, message: /no instrument DOGE\/USD; add it/ });
});

test("an unlisted symbol gets the default's steps only where the file declares it", (t) => {
  t.is(parseInstruments(file("BTC/USD"), "i.yaml").find("A/B"), null);
  const instruments = parseInstruments(file("BTC/USD") + fallback, "i.yaml");
  t.like(instruments.find("DOGE/USD"), { symbol: "DOGE/USD", base: "DOGE", quote: "USD", priceIncrement: "0.01" });
  t.is(instruments.find("nonsense"), null);
});

const REFUSED: readonly (readonly [string, string, RegExp])[] = [
  [
    "a number without quotes",
    file("BTC/USD").replace('"0.01"', "0.01"),
    /^i\.yaml:5:21: "priceIncrement" is the number 0.01; .*quotes/,
  ],
  ["the same symbol twice", file("BTC/USD", "BTC/USD"), /^i\.yaml:10:13: .*another instrument has this symbol/],
  ["a symbol that is not base/quote", file("ETH/USD"), /^i\.yaml:2:13: .*base and quote make it "BTC\/USD"/],
  [
    "a minimum above the maximum",
    file("BTC/USD").replace('minQuantity: "0.1"', 'minQuantity: "11"'),
    /minQuantity.* above maxQuantity 10/,
  ],
  ["an increment of zero", file("BTC/USD").replace('"0.01"', '"0"'), /^i\.yaml:5:21: .*must be above zero/],
];
for (const [law, text, says] of REFUSED) {
  test(`refused with its place: ${law}`, (t) => {
    t.throws(() => parseInstruments(text, "i.yaml"), { instanceOf: InputError, message: says });
  });
}

test("the grid rounds to what prints like the venue's prices", (t) => {
  t.is(gridOf("0.1")(0.30000000000000004), 0.3);
  t.is(gridOf("0.00000001")(0.001620084), 0.00162008);
  t.is(gridOf("0.5")(59_999.74), 59_999.5);
  t.is(gridOf("5")(12), 10);
  t.throws(() => gridOf("0"), { instanceOf: RangeError });
});
