import { spawn } from "node:child_process";
import { once } from "node:events";
import { readdirSync } from "node:fs";
import { NOT_FOR_COINBASE } from "./venue.ts";

/**
 * `npm run e2e:coinbase [FILE…]`: every end-to-end and terminal test with an exchange that speaks as Coinbase does as its
 * venue, real agents and real minutes; what cannot be asked of a live venue is said by name. Ends as ava does, and fails
 * as well where other tests were left out than those that the table names.
 */
const out = Object.keys(NOT_FOR_COINBASE);
const given = process.argv.slice(2);
const all = ["dist/test/e2e", "dist/test/terminal"].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".test.js") && !out.includes(name.replace(/\.js$/, "")))
    .map((name) => `${folder}/${name}`),
);
const ava = spawn("ava", ["--timeout=600s", ...(given.length > 0 ? given : all)], {
  env: { ...process.env, TRADE_E2E_VENUE: "coinbase" },
  stdio: ["inherit", "pipe", "inherit"],
});
let said = "";
for await (const chunk of ava.stdout.setEncoding("utf8")) {
  said += String(chunk);
  process.stdout.write(String(chunk));
}
if (ava.exitCode === null) await once(ava, "exit");
for (const [what, why] of Object.entries(NOT_FOR_COINBASE)) process.stdout.write(`not for coinbase: ${what}: ${why}\n`);
const skipped = [...said.matchAll(/^ *- \[skip\] (.*)$/gm)].map(([, title = ""]) => title.split(" › ").at(-1) ?? "");
const strangers = skipped.filter((title) => !out.includes(title));
for (const title of strangers) process.stderr.write(`left out without a reason: ${title}\n`);
process.exitCode = strangers.length > 0 ? 1 : (ava.exitCode ?? 1);
