import { execFile, spawnSync } from "node:child_process";
import { chownSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Ran } from "./trade.ts";

const NOBODY = 65_534;
const DROP = ["setpriv", "--reuid", String(NOBODY), "--regid", String(NOBODY), "--clear-groups", "--"];
const isRoot = process.getuid?.() === 0;

/** The words before a program that make an ordinary user run it: none for one, `setpriv` for root; null where it cannot. */
function before(): readonly string[] | null {
  if (!isRoot) return [];
  const [program, ...words] = [...DROP, process.execPath, resolve("dist/bin/main.js"), "--version"];
  return spawnSync(program, words).status === 0 ? DROP : null;
}

const prefix = before();
/** Why nothing can be run as an ordinary user here; null where it can. */
export const noOrdinaryUser =
  prefix === null ? "this is root's machine, and an ordinary user cannot be put on or not read the program" : null;

/** Runs one of our compiled programs as an ordinary user. */
export function runAs(env: NodeJS.ProcessEnv, ...argv: readonly string[]): Promise<Ran> {
  const [program = "", ...words] = [...(prefix ?? []), process.execPath, ...FLAGS, ...argv];
  return new Promise((done) => {
    execFile(program, words, { env: { ...process.env, ...env }, timeout: 60_000 }, (error, stdout, stderr) =>
      done({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr }),
    );
  });
}
const FLAGS = ["--disable-sigusr1", "--disable-warning=ExperimentalWarning"];

/** Gives a folder and all in it to that user. */
export function giveTo(folder: string): void {
  if (!isRoot) return;
  chownSync(folder, NOBODY, NOBODY);
  for (const entry of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
    chownSync(join(folder, entry), NOBODY, NOBODY);
  }
}
