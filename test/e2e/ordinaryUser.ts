import { execFile, spawnSync } from "node:child_process";
import { chownSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Ran } from "./trade.ts";

export const NOBODY = 65_534;
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

export const OTHER = 65_533;
/** Why no second user can be had here; null where one can. */
export const noSecondUser = noOrdinaryUser ?? (isRoot ? null : "an ordinary user cannot become another one");

/** The same as another user, who shares the first one's group. */
export const runAsOther = (env: NodeJS.ProcessEnv, ...argv: readonly string[]): Promise<Ran> =>
  run(["setpriv", "--reuid", String(OTHER), "--regid", String(NOBODY), "--clear-groups", "--"], env, argv);

/** Runs one of our compiled programs as an ordinary user. */
export const runAs = (env: NodeJS.ProcessEnv, ...argv: readonly string[]): Promise<Ran> => run(prefix ?? [], env, argv);

function run(before: readonly string[], env: NodeJS.ProcessEnv, argv: readonly string[]): Promise<Ran> {
  const [program = "", ...words] = [...before, process.execPath, ...FLAGS, ...argv];
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
