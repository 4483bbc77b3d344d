import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import test from "ava";
import { background, FIXTURE, homeFor, trade, until } from "./trade.ts";

const RULES = resolve("rules/starter.yaml");
const ON = ["evolve", "--candles", `BTC/USD=${FIXTURE}`, "--rules", RULES, "--limit", "12"] as const;

interface Answer {
  readonly proposal: unknown;
  readonly gates: readonly { readonly code: string; readonly passed: boolean }[];
  readonly candidates: readonly { readonly fingerprint: string }[];
  readonly tries: number;
  readonly sentence: string;
}

test("evolve says honestly that nothing is proven by a week of candles, and how far each gate is", async (t) => {
  const { code, stdout, stderr } = await trade(homeFor(t), ...ON);
  t.is(code, 0, stderr);
  t.regex(stdout, /^no proposal\n/);
  t.regex(stdout, / {2}NO {2}DSR: 0\.\d\d of 0\.95 needed, best of 12 tries/);
  t.regex(stdout, /12 candidates tested, 12 tries counted so far\nbest of them: /);
});

test("the same seed on the same candles gives the same bytes, and every further seed counts its tries", async (t) => {
  const [one, other] = [homeFor(t), homeFor(t)];
  const [first, again] = [await trade(one, ...ON, "--json"), await trade(other, ...ON, "--json")];
  t.is(first.stdout, again.stdout);
  const answer = JSON.parse(first.stdout) as Answer;
  t.is(answer.proposal, null);
  t.is(answer.candidates.length, 12);
  const second = JSON.parse((await trade(one, ...ON, "--seed", "2", "--json")).stdout) as Answer;
  const prints = new Set([...answer.candidates, ...second.candidates].map(({ fingerprint }) => fingerprint));
  t.is(second.tries, prints.size);
  t.true(second.tries > 12);
});

test("any number of threads gives the same bytes; one that was interrupted says how to go on, and does", async (t) => {
  const [one, three, cut] = [homeFor(t), homeFor(t), homeFor(t)];
  const first = await trade(one, ...ON, "--threads", "1", "--json");
  t.is((await trade(three, ...ON, "--threads", "3", "--json")).stdout, first.stdout);
  const running = background(cut, ...ON, "--json");
  const folder = join(cut, "agent", "evolution", "by-hand");
  const answers = () => (existsSync(folder) ? readdirSync(folder) : []);
  await until("an answer is kept", () => answers().length > 0);
  running.kill("SIGINT");
  const code = await new Promise((done) => running.once("exit", done));
  t.true(code === 1 || code === 0, "on a quick machine it may have been over by then");
  const again = await trade(cut, ...ON, "--json");
  if (code === 1) t.is(again.stdout, first.stdout);
  t.deepEqual(answers(), [], "what is over needs no answers any more");
});

test("a ledger of tries that cannot be read stops the cycle: forgotten tries would make luck look like skill", async (t) => {
  const home = homeFor(t);
  const ledger = join(home, "tries.json");
  writeFileSync(ledger, '{"tried": 3}');
  const { code, stderr } = await trade(home, ...ON, "--ledger", ledger);
  t.is(code, 2);
  t.regex(stderr, /tries\.json.*it is no ledger of tries.*; give another --ledger/);
  t.is(readFileSync(ledger, "utf8"), '{"tried": 3}', "and it stays as it was");
});

test("candidates that are no number are refused with what to write", async (t) => {
  const { code, stderr } = await trade(homeFor(t), ...ON.slice(0, -1), "many");
  t.is(code, 2);
  t.regex(stderr, /--limit.*"many" is no number of candidates.*write --limit 2/);
});

test("plug-ins are refused: what they say cannot be varied, and what stands in their place is not what trades", async (t) => {
  const { code, stderr } = await trade(homeFor(t), ...ON, "--plugins", "strategies");
  t.is(code, 2);
  t.regex(stderr, /trade evolve --plugins: evolution tests what a rule's text says/);
});

test("a file with a long gap is what lies behind the gap, to the last byte, and the answer says so", async (t) => {
  const home = homeFor(t);
  const [head, ...rows] = readFileSync(FIXTURE, "utf8").trimEnd().split("\n");
  const cutAt = Math.floor(rows.length / 2);
  const [before, behind] = [rows.slice(0, cutAt), rows.slice(cutAt)];
  const earlier = before.map((row) => row.replace(/^\d+/, (ts) => String(Number(ts) - 90 * 86_400_000)));
  const write = (name: string, ...lines: readonly string[]): string => {
    const path = join(home, name);
    writeFileSync(path, `${[head, ...lines].join("\n")}\n`);
    return `BTC/USD=${path}`;
  };
  const [gapped, short] = [write("gapped.csv", ...earlier, ...behind), write("short.csv", ...behind)];
  const run = (candles: string, ...more: readonly string[]) =>
    trade(homeFor(t), "evolve", "--candles", candles, ...ON.slice(3, -1), "6", ...more);
  const [one, other] = [await run(gapped, "--json"), await run(short, "--json")];
  t.is(one.code, 0, one.stderr);
  t.is(one.stdout, other.stdout);
  t.regex(
    (await run(gapped)).stdout,
    /\ncandles of .*; what lies before a long gap is left out: BTC\/USD has none from /,
  );
});
