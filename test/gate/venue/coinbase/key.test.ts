import { generateKeyPairSync, type KeyObject } from "node:crypto";
import { inspect } from "node:util";
import test from "ava";
import { type CoinbaseKey, scrubber, signingKey } from "../../../../src/gate/venue/coinbase/key.ts";
import { InputError } from "../../../../src/store/input.ts";
import { bench, KEY, KEY_NAME } from "./bench.ts";

const ec = generateKeyPairSync("ec", { namedCurve: "P-256" });
const ed = generateKeyPairSync("ed25519");
const pem = (key: KeyObject, type: "sec1" | "pkcs8") => key.export({ type, format: "pem" });
const { d = "", x = "" } = ed.privateKey.export({ format: "jwk" });
const edPair = Buffer.concat([Buffer.from(d, "base64url"), Buffer.from(x, "base64url")]).toString("base64");

const FORMS: readonly (readonly [form: string, privateKey: string, publicKey: KeyObject])[] = [
  ["SEC1 PEM, as Coinbase gives it", pem(ec.privateKey, "sec1"), ec.publicKey],
  ["PKCS8 PEM", pem(ec.privateKey, "pkcs8"), ec.publicKey],
  ["PEM with its line breaks written out", pem(ec.privateKey, "sec1").replaceAll("\n", String.raw`\n`), ec.publicKey],
  ["PEM without its last line break", pem(ec.privateKey, "sec1").trim(), ec.publicKey],
  ["Ed25519 in base64", edPair, ed.publicKey],
  ["Ed25519 as PKCS8 PEM", pem(ed.privateKey, "pkcs8"), ed.publicKey],
];
for (const [form, privateKey, publicKey] of FORMS) {
  test(`a key signs for its owner, whatever form it is stored in: ${form}`, async (t) => {
    const key: CoinbaseKey = { name: KEY_NAME, privateKey };
    const b = await bench(t, { server: { key: { name: KEY_NAME, publicKey } }, exchange: { key } });
    t.like(await b.exchange.balances(), { known: true });
    t.like(await b.exchange.keyPermissions(), { value: { refusal: null } });
  });
}

test("a key of somebody else is not let in, which is no answer", async (t) => {
  const b = await bench(t, { server: { key: { name: KEY_NAME, publicKey: ec.publicKey } } });
  const answer = await b.exchange.balances();
  t.regex(answer.known ? "" : answer.cause, /^HTTP 401: Unauthorized/);
});

const p384 = generateKeyPairSync("ec", { namedCurve: "P-384" }).privateKey;
const BAD: readonly (readonly [what: string, key: CoinbaseKey])[] = [
  ["half a PEM", { name: KEY_NAME, privateKey: KEY.privateKey.slice(0, 100) }],
  ["no PEM at all", { name: KEY_NAME, privateKey: "c2VjcmV0LXNlY3JldC1zZWNyZXQ=" }],
  ["another curve", { name: KEY_NAME, privateKey: pem(p384, "pkcs8") }],
  ["no name", { name: " ", privateKey: KEY.privateKey }],
];
for (const [what, key] of BAD) {
  test(`a key that cannot sign is refused before anything is asked, without a word of it: ${what}`, (t) => {
    const error = t.throws(() => signingKey(key), { instanceOf: InputError });
    t.regex(error?.message ?? "", /^coinbase key: .+; .+$/);
    for (const line of key.privateKey.split("\n")) if (line !== "") t.false(error?.message.includes(line));
  });
}

test("whatever a text holds of a key is taken out of it", (t) => {
  const key = signingKey(KEY);
  const scrub = scrubber(key);
  const [, line = ""] = key.secret.split("\n");
  const text = scrub(`failed: ${key.secret} and ${line} of ${KEY_NAME}, Bearer eyJhbGciOiJFUzI1NiJ9.eyJhIjoxfQ.c2ln`);
  t.is(text, "failed: [key] and [key] of [key], Bearer [token]");
});

test("nothing of a key can be seen in the hand that uses it", async (t) => {
  const { exchange } = await bench(t);
  const seen = `${inspect(exchange, { depth: 9, showHidden: true })} ${JSON.stringify(exchange)}`;
  t.notRegex(seen, /PRIVATE|organizations/);
});
