import { chmodSync, copyFileSync, existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PROTOCOL_VERSION } from "../../src/gate/contract/frame.ts";
import { Refusal } from "../../src/gate/contract/refusal.ts";
import { readOwnSafety } from "../../src/gate/safety/load.ts";
import type { Safety } from "../../src/gate/safety/schema.ts";
import { InputError } from "../../src/store/input.ts";
import { openJournal } from "../../src/store/journal/journal.ts";
import { JournalError } from "../../src/store/journal/error.ts";
import { type Lock, takeLock } from "../../src/store/lock.ts";
import { type Instruments, readInstruments } from "../../src/store/market/instruments.ts";
import type { AccountBinding } from "../../src/store/words/account.ts";
import type { Gate } from "../../src/gate/heart/gate.ts";
import { recover } from "../../src/gate/heart/recover.ts";
import { EXIT, Exit } from "../exit.ts";
import { flagOf, type Home, makeHome, ownUid, packageRoot } from "../home.ts";
import { askedOf, requireSameAccount } from "../asked.ts";
import type { MarketFlags } from "../flags.ts";
import { journalIdOf, openingOf } from "./account.ts";
import { takeAccount } from "./accountLock.ts";
import { GateProcess } from "./compose.ts";
import { endOnSurprise } from "./fatal.ts";

export interface GateRunOptions {
  readonly home: Home;
  readonly flags: MarketFlags;
  readonly speed: number | "max" | null;
  readonly untilTicks: number | null;
}

/**
 * The gate's process, from lock to last breath: gives its exit code. Refuses to start on anything it does not
 * understand, and says in one line what to do.
 */
export async function runGate({ home, flags, speed, untilTicks }: GateRunOptions): Promise<number> {
  endOnSurprise();
  makeHome(home);
  const lock = takeLock(home.gateLock);
  if (lock === null) throw new Exit(EXIT.unsafe, `${home.root}: a gate already runs here; see \`trade status\``);
  const safety = loadSafety(home);
  const instruments = readInstruments(join(packageRoot, "instruments.yaml"));
  const binding = bindingFor(home, flags);
  if (binding.mode === "live") {
    throw new Exit(
      EXIT.unsafe,
      "live trading needs a Coinbase key, and this version cannot hold one; use --mode paper",
    );
  }
  for (const symbol of binding.symbols) requireInstrument(instruments, symbol);
  const journal = openJournal({
    path: home.gateDb,
    journalId: journalIdOf(binding),
    wallClock: Date.now,
    pid: process.pid,
  });
  const account = lockAccount(binding, journal.journalId);
  journal.setMeta("binding", JSON.stringify(binding));
  const running = new GateProcess({ home, journal, binding, safety, instruments, speed, untilTicks });
  const { gate } = running;
  if (gate.state.binding === null) {
    gate.execute(openingOf(binding, safety.limits, join(packageRoot, "rules", "starter.yaml")));
  }
  running.obeyKillFile();
  takeUp(gate);
  const code = await running.serve();
  journal.close();
  account?.release();
  lock.release();
  return code;
}

/** One account of real prices, one gate. The synthetic ones are alike wherever they run, and harm nobody. */
const lockAccount = ({ market, mode, venue }: AccountBinding, journalId: string): Lock | null =>
  market.kind === "coinbase" ? takeAccount({ mode, venue, account: journalId }, process.env["XDG_RUNTIME_DIR"]) : null;

/** For editors, beside the file that names it. */
const SCHEMA = "safety.schema.json";

/** The limits; the shipped ones become the account's own at its first start. @throws Exit 5 on a file that is not understood. */
function loadSafety(home: Home): Safety {
  try {
    if (!existsSync(home.safety)) {
      copyFileSync(join(packageRoot, "safety.yaml"), home.safety);
      copyFileSync(join(packageRoot, SCHEMA), join(home.gate, SCHEMA));
      for (const copied of [home.safety, join(home.gate, SCHEMA)]) chmodSync(copied, 0o600);
    }
    return readOwnSafety(home.safety, ownUid());
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const [, ...others] = error.problems;
    const more = others.length === 0 ? "" : ` (and ${others.length} more: \`trade safety check${flagOf(home)}\`)`;
    throw new Exit(EXIT.unsafe, `${error.message}${more}`);
  }
}

/** The account that is there, or the one that is asked for. @throws Exit 5 when they differ or neither is. */
function bindingFor(home: Home, flags: MarketFlags): AccountBinding {
  const existing = existsSync(home.gateDb) ? readBinding(home) : null;
  const asked = askedOf(flags, existing);
  if (existing !== null) requireSameAccount(home.root, existing, asked);
  const binding = existing ?? asked;
  if (binding === null) throw new Exit(EXIT.unsafe, `${home.root}: no account yet; run \`trade\` to open one`);
  if (existing === null && binding.market.kind === "replay" && !isRun(home)) {
    throw new Exit(
      EXIT.unsafe,
      `${home.root}: a recording gets an account of its own; start it with \`trade gate start\``,
    );
  }
  return binding;
}

/** A recording's account lies in a folder of its own below the operator's home. */
const isRun = ({ root }: Home): boolean => basename(dirname(root)) === "runs";

function readBinding(home: Home): AccountBinding | null {
  try {
    const journal = openJournal({ path: home.gateDb, journalId: "none", wallClock: Date.now, pid: process.pid });
    const { binding } = recover(journal);
    journal.close();
    return binding;
  } catch (error) {
    if (error instanceof JournalError) throw new Exit(EXIT.unsafe, error.message);
    throw error;
  }
}

function requireInstrument(instruments: Instruments, symbol: string): void {
  try {
    instruments.get(symbol);
  } catch (error) {
    if (error instanceof InputError) throw new Exit(EXIT.usage, error.message);
    throw error;
  }
}

/** The gate takes up its journal. @throws Exit 5 with the limits that a person has to look at first. */
function takeUp(gate: Gate): void {
  try {
    gate.execute({ type: "gate.start", protocol: PROTOCOL_VERSION, recoveredSeq: gate.state.seq });
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason !== "LOOSENS") throw error;
    throw new Exit(
      EXIT.unsafe,
      `${error.message}\naccept that with \`trade safety accept\`, or put the old limits back`,
    );
  }
}
