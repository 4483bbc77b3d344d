import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PROTOCOL_VERSION } from "../../src/gate/contract/frame.ts";
import { Refusal } from "../../src/gate/contract/refusal.ts";
import { InputError } from "../../src/store/input.ts";
import { type EmergencyNotes, openEmergency } from "../../src/store/emergency.ts";
import { idOfName } from "../../src/store/ids.ts";
import { type Journal, openJournal } from "../../src/store/journal/journal.ts";
import { JournalError } from "../../src/store/journal/error.ts";
import { type Lock, takeLock } from "../../src/store/lock.ts";
import { type InstrumentFacts, type Instruments, readInstruments } from "../../src/store/market/instruments.ts";
import type { AccountBinding } from "../../src/store/words/account.ts";
import type { Gate } from "../../src/gate/heart/gate.ts";
import { takeOverNotes } from "../../src/gate/heart/emergency.ts";
import { recover } from "../../src/gate/heart/recover.ts";
import type { GateState } from "../../src/gate/mind/state.ts";
import { EXIT, Exit } from "../exit.ts";
import { type Home, makeHome, packageRoot } from "../home.ts";
import { askedOf, requireSameAccount } from "../asked.ts";
import type { MarketFlags } from "../flags.ts";
import { journalIdOf, openingOf } from "./account.ts";
import { takeAccount } from "./accountLock.ts";
import { GateProcess } from "./compose.ts";
import { Armed } from "./armed.ts";
import { endOnSurprise, sayLine } from "./fatal.ts";
import { limitsToStart, type StartLimits } from "./limits.ts";

export interface GateRunOptions {
  readonly home: Home;
  readonly flags: MarketFlags;
  readonly speed: number | "max" | null;
  readonly untilTicks: number | null;
  /** Whoever started it starts it again, and answers no questions. */
  readonly isSupervised: boolean;
  /** Asked once a minute while the gate lives. */
  readonly heartbeatUrl: string | undefined;
}

/**
 * The gate's process, from lock to last breath: gives its exit code. Refuses to start on anything it does not
 * understand, and says in one line what to do.
 */
export async function runGate({
  home,
  flags,
  speed,
  untilTicks,
  isSupervised,
  heartbeatUrl,
}: GateRunOptions): Promise<number> {
  endOnSurprise();
  makeHome(home);
  const lock = takeLock(home.gateLock);
  if (lock === null) throw new Exit(EXIT.unsafe, `${home.root}: a gate already runs here; see \`trade status\``);
  const known = existsSync(home.gateDb) ? mindOf(home) : null;
  const { safety, refused } = limitsToStart(home, isSupervised ? known : null);
  const instruments = readInstruments(join(packageRoot, "instruments.yaml"));
  const binding = bindingFor(home, flags, known?.binding ?? null);
  if (binding.mode === "live") {
    throw new Exit(
      EXIT.unsafe,
      "live trading needs a Coinbase key, and this version cannot hold one; use --mode paper",
    );
  }
  const listed = binding.symbols.map((symbol) => factsOf(instruments, symbol));
  const journal = openJournal({
    path: home.gateDb,
    journalId: journalIdOf(binding),
    wallClock: Date.now,
    pid: process.pid,
  });
  requireWhole(home, journal);
  const account = lockAccount(binding, journal.journalId);
  const notes = openEmergency(home.emergency);
  const { notes: taken } = takeNotes(journal, notes);
  journal.setMeta("binding", JSON.stringify(binding));
  const running = new GateProcess({
    home,
    journal,
    binding,
    safety,
    instruments,
    speed,
    untilTicks,
    exchange: null,
    venueClock: null,
    heartbeatUrl,
    notes,
  });
  const { gate } = running;
  if (gate.state.binding === null) {
    gate.execute(
      openingOf({
        binding,
        limits: safety.limits,
        instruments: listed,
        starters: join(packageRoot, "rules", "starter.yaml"),
      }),
    );
  }
  running.obeyKillFile();
  takeUp(gate, listed);
  // A journal that no program with such a mark has written yet lacks it for no reason to worry.
  if (!running.arm() && journal.getMeta("armed") !== null) distrust(gate, taken);
  journal.setMeta("armed", "once");
  if (refused !== null) alarm(gate, refused);
  const code = await running.serve();
  notes.close();
  journal.close();
  account?.release();
  lock.release();
  return code;
}

/** One account of real prices, one gate. The synthetic ones are alike wherever they run, and harm nobody. */
const lockAccount = ({ market, mode, venue }: AccountBinding, journalId: string): Lock | null =>
  market.kind === "coinbase" ? takeAccount({ mode, venue, account: journalId }, process.env["XDG_RUNTIME_DIR"]) : null;

/** The account that is there, or the one that is asked for. @throws Exit 5 when they differ or neither is. */
function bindingFor(home: Home, flags: MarketFlags, existing: AccountBinding | null): AccountBinding {
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

/** What the journal knows before it is taken up. @throws Exit 5 when it cannot be read. */
function mindOf(home: Home): GateState {
  try {
    const journal = openJournal({ path: home.gateDb, journalId: "none", wallClock: Date.now, pid: process.pid });
    const state = recover(journal);
    journal.close();
    return state;
  } catch (error) {
    if (error instanceof JournalError) throw new Exit(EXIT.unsafe, error.message);
    throw error;
  }
}

/** What the shipped file says of a symbol: it does not age. @throws Exit 2 when it says nothing. */
function factsOf(instruments: Instruments, symbol: string): InstrumentFacts {
  try {
    return { ...instruments.get(symbol), asOf: null };
  } catch (error) {
    if (error instanceof InputError) throw new Exit(EXIT.usage, error.message);
    throw error;
  }
}

/** The gate takes up its journal. @throws Exit 5 with the limits that a person has to look at first. */
function takeUp(gate: Gate, instruments: readonly InstrumentFacts[]): void {
  try {
    gate.execute({ type: "gate.start", protocol: PROTOCOL_VERSION, recoveredSeq: gate.state.seq, instruments });
  } catch (error) {
    if (!(error instanceof Refusal) || error.reason !== "LOOSENS") throw error;
    throw new Exit(
      EXIT.unsafe,
      `${error.message}\naccept that with \`trade safety accept\`, or put the old limits back`,
    );
  }
}

/** @throws Exit 5 when the journal ends before the last record that a gate left word of. */
function requireWhole(home: Home, journal: Journal): void {
  const { lastSeq } = new Armed(home.armed, sayLine);
  const { seq } = journal.head();
  if (seq >= lastSeq) return;
  throw new Exit(
    EXIT.unsafe,
    `${home.gateDb}: it ends at record ${seq}, and ${lastSeq} were written; run \`trade audit verify\`, restore a copy` +
      ` (or remove ${home.armed} to go on with what is left, halted)`,
  );
}

/** What the last gate did without its memory goes on the record before anything else. @throws Exit 5 when it cannot. */
function takeNotes(journal: Journal, notes: EmergencyNotes): { readonly notes: number } {
  const { length } = notes.read();
  if (length === 0) return { notes: 0 };
  const { seq, hash } = journal.head();
  const now = journal.read(seq, 1)[0]?.ts ?? Date.now();
  const word = { cause: "found at the start", now, id: idOfName(`gate.recovered ${hash}`) };
  if (takeOverNotes(journal, notes, word)) return { notes: length };
  throw new Exit(EXIT.unsafe, "the journal cannot be written; make room on the disk, then start again");
}

/** The last gate could not write its memory to the end: what it knew last may not be what was. A person looks first. */
function distrust(gate: Gate, notes: number): void {
  const reason = `the last gate could not write its journal; ${notes} notes of it were taken over`;
  gate.execute({ type: "trading.halt", cause: "journal", reason });
  sayLine(`${reason}: halted until you resume`);
}

/** The gate runs, under the limits that it accepted last: on the record, and in the log. */
function alarm(gate: Gate, { hash, lines }: NonNullable<StartLimits["refused"]>): void {
  gate.execute({ type: "safety.refuse", hash, lines });
  const remedy = "put the old limits back, or stop the gate and accept these with `trade safety accept`";
  sayLine(`safety.yaml is not taken, and the limits accepted last are in force; ${remedy}: ${lines.join("; ")}`);
}
