import { chmodSync, existsSync, mkdirSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { MAX_SOCKET_PATH_BYTES } from "../src/gate/contract/frame.ts";
import { inputError, shellWord } from "../src/store/input.ts";

/** Where everything of one account lies. The gate's folder is the gate's alone. */
export interface Home {
  readonly root: string;
  readonly gate: string;
  readonly gateDb: string;
  /** Notes of a gate whose journal could not be written, and the mark that it could be. */
  readonly emergency: string;
  readonly armed: string;
  readonly safety: string;
  readonly passphrase: string;
  /** The Coinbase key, encrypted (age, by passphrase), and beside it what may be told of it without opening it. */
  readonly sealedKey: string;
  readonly keyNote: string;
  readonly agent: string;
  readonly agentDb: string;
  /** Candles that were fetched or imported. */
  readonly archive: string;
  readonly strategies: string;
  readonly settings: string;
  /** Answers of a cycle of evolution that is under way. */
  readonly evolution: string;
  /** Word of the operator that the cycle under way is not wanted. */
  readonly stopCycle: string;
  readonly run: string;
  readonly runs: string;
  readonly agentSocket: string;
  readonly operatorSocket: string;
  readonly gateLock: string;
  readonly gatePid: string;
  readonly gateLog: string;
  readonly cockpitMark: string;
  readonly killFile: string;
  /** The same, for a cockpit that is walled in: of run/ it can only read. */
  readonly agentKillFile: string;
}

/** This process's user; null where files have no owner. */
export const ownUid = (): number | null => process.getuid?.() ?? null;

/** The folder that holds package.json, and what is shipped beside it. */
export const packageRoot = ((): string => {
  const here = dirname(fileURLToPath(import.meta.url));
  return existsSync(join(here, "..", "package.json")) ? dirname(here) : resolve(here, "..", "..");
})();

/** `run`: where the sockets of a gate under another user lie; its own folder where nothing is said. */
export function homeAt(root: string, run: string = join(root, "run")): Home {
  const gate = join(root, "gate");
  const agent = join(root, "agent");
  // A replay has an account of its own; strategies and settings are the operator's.
  const operators = join(basename(dirname(root)) === "runs" ? dirname(dirname(root)) : root, "agent");
  const pipe = (name: string): string =>
    process.platform === "win32"
      ? `\\\\.\\pipe\\trade-${Buffer.from(root).toString("hex").slice(-64)}-${name}`
      : join(run, `${name}.sock`);
  return {
    root,
    gate,
    gateDb: join(gate, "gate.db"),
    emergency: join(gate, "emergency.log"),
    armed: join(gate, "armed"),
    safety: join(gate, "safety.yaml"),
    passphrase: join(gate, "passphrase.json"),
    sealedKey: join(gate, "coinbase.age"),
    keyNote: join(gate, "coinbase.json"),
    agent,
    agentDb: join(agent, "agent.db"),
    archive: join(agent, "archive"),
    strategies: join(operators, "strategies"),
    settings: join(operators, "settings.json"),
    evolution: join(agent, "evolution"),
    stopCycle: join(agent, "STOP-CYCLE"),
    run,
    runs: join(root, "runs"),
    agentSocket: pipe("agent"),
    operatorSocket: pipe("operator"),
    gateLock: join(run, "gate.lock.db"),
    gatePid: join(run, "gate.pid"),
    gateLog: join(run, "gate.log"),
    cockpitMark: join(agent, "cockpit.pid"),
    killFile: join(run, "KILL"),
    agentKillFile: join(agent, "KILL"),
  };
}

/**
 * `--home`, else $TRADE_HOME, else $XDG_STATE_HOME/trade, else ~/.local/state/trade; what is not absolute counts from the
 * working folder. @throws InputError on one that cannot be a home.
 */
export function homeOf(flag: string | undefined, env: NodeJS.ProcessEnv): Home {
  // An empty one would mean the working folder, and fill it: a variable that was not set in a script.
  if (flag === "") throw inputError("--home", "it is empty", "write --home DIR");
  const home = homeAt(rootOf(flag, env), sharedRun(env));
  requireUsable(home);
  return home;
}

function rootOf(flag: string | undefined, env: NodeJS.ProcessEnv): string {
  const chosen = flag ?? env["TRADE_HOME"];
  if (chosen !== undefined && chosen !== "") return resolve(chosen);
  const state = env["XDG_STATE_HOME"];
  if (state !== undefined && state !== "" && !isAbsolute(state)) {
    throw inputError("XDG_STATE_HOME", `${state} is not an absolute path`, "set it to one, or pass --home DIR");
  }
  return join(state === undefined || state === "" ? join(homedir(), ".local", "state") : state, "trade");
}

/** $TRADE_RUN: the folder of sockets that a gate under a user of its own shares with its operator. @throws InputError. */
export function sharedRun(env: NodeJS.ProcessEnv): string | undefined {
  const run = env["TRADE_RUN"];
  if (run === undefined || run === "") return undefined;
  if (isAbsolute(run)) return run;
  throw inputError("TRADE_RUN", `${run} is not an absolute path`, "set it to the folder of the gate's sockets");
}

/** Whether the sockets lie in such a folder. */
export const isSharedRun = ({ root, run }: Pick<Home, "root" | "run">): boolean => run !== join(root, "run");

/** How a command that is to be typed names that home: nothing where it is the usual one, else " --home DIR". */
export function flagOf({ root }: Pick<Home, "root">): string {
  try {
    if (homeOf(undefined, process.env).root === root) return "";
  } catch {
    // There is no usual one: name it.
  }
  return ` --home ${shellWord(root)}`;
}

function requireUsable({ root, operatorSocket }: Home): void {
  const isPath = process.platform !== "win32";
  if (isPath && Buffer.byteLength(operatorSocket) > MAX_SOCKET_PATH_BYTES) {
    throw inputError(
      operatorSocket,
      `a socket's path has at most ${MAX_SOCKET_PATH_BYTES} bytes`,
      "pass a shorter --home DIR",
    );
  }
  if (statSync(root, { throwIfNoEntry: false })?.isDirectory() === false) {
    throw inputError(root, "this is a file, not a folder", "move it away, or pass --home DIR");
  }
}

/** Makes the folders, for the owner alone. @throws InputError when one cannot be made or belongs to somebody else. */
export function makeHome(home: Home): void {
  requireUsable(home);
  // Sockets that are shared lie in a folder that somebody else made, with rights of its own.
  for (const folder of [home.root, home.gate, home.agent, ...(isSharedRun(home) ? [] : [home.run]), home.runs]) {
    try {
      mkdirSync(folder, { recursive: true, mode: 0o700 });
      const { uid } = statSync(folder);
      if (uid !== (ownUid() ?? uid)) throw new Error(`it belongs to user ${uid}`);
      chmodSync(folder, 0o700);
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      throw inputError(folder, `this folder cannot be used (${why})`, "repair its owner and mode, or pass --home DIR");
    }
  }
}
