import { existsSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { PROTOCOL_VERSION } from "../../src/gate/contract/frame.ts";
import { Refusal } from "../../src/gate/contract/refusal.ts";
import { openJournal } from "../../src/store/journal/journal.ts";
import { JournalError } from "../../src/store/journal/error.ts";
import { type Lock, takeLock } from "../../src/store/lock.ts";
import { type InstrumentFacts, readInstruments } from "../../src/store/market/instruments.ts";
import { isPlanted } from "../../src/store/market/synthetic/planted.ts";
import { type AccountBinding, isRealMarket, marketName } from "../../src/store/words/account.ts";
import type { Gate } from "../../src/gate/heart/gate.ts";
import { recover } from "../../src/gate/heart/recover.ts";
import type { GateState } from "../../src/gate/mind/state.ts";
import type { Safety } from "../../src/gate/safety/schema.ts";
import { EXIT, Exit } from "../exit.ts";
import { type Home, makeHome, packageRoot } from "../home.ts";
import { makeUnreadable } from "../walls/unreadable.ts";
import { rulesOfNew } from "../startGate.ts";
import { askedOf, requireSameAccount } from "../asked.ts";
import type { MarketFlags } from "../flags.ts";
import { openingOf } from "./account.ts";
import { takeAccount } from "./accountLock.ts";
import { GateProcess } from "./compose.ts";
import { endOnSurprise, sayLine } from "./fatal.ts";
import { type Hand, handOf } from "./hand.ts";
import { limitsToStart, type StartLimits } from "./limits.ts";
import { type Memory, openMemory } from "./memory.ts";

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
export async function runGate(options: GateRunOptions): Promise<number> {
  const { home, flags, isSupervised } = options;
  endOnSurprise();
  // Before anything is read that is not everybody's.
  await makeUnreadable();
  makeHome(home);
  const lock = takeLock(home.gateLock);
  if (lock === null) throw new Exit(EXIT.unsafe, `${home.root}: a gate already runs here; see \`trade status\``);
  const known = existsSync(home.gateDb) ? mindOf(home) : null;
  const { safety, refused } = limitsToStart(home, isSupervised ? known : null);
  const instruments = readInstruments(join(packageRoot, "instruments.yaml"));
  const binding = bindingFor(home, flags, known?.binding ?? null);
  const hand = await handOf(home, binding, instruments);
  const memory = openMemory(home, binding);
  const account = lockAccount(binding, hand.portfolioId ?? memory.journal.journalId);
  const running = new GateProcess({ ...options, ...memory, ...hand, binding, safety, instruments });
  begin(running, { binding, safety, hand, memory, rules: flags.rules ?? null });
  running.gate.execute({ type: "arming.review", isSupervised });
  running.gate.execute({ type: "exposure.watch", sources: hand.elsewhere.map(({ name }) => name) });
  if (refused !== null) alarm(running.gate, refused);
  const code = await running.serve();
  memory.close();
  account?.release();
  lock.release();
  return code;
}

interface Beginning {
  readonly binding: AccountBinding;
  readonly safety: Safety;
  readonly hand: Hand;
  readonly memory: Memory;
  /** A file of rules to begin with; null: the starter rules. */
  readonly rules: string | null;
}

/** The account is opened if it is new, a kill file obeyed before anything else, and the journal taken up. */
function begin(running: GateProcess, { binding, safety, hand, memory, rules }: Beginning): void {
  const { gate } = running;
  const { listed: instruments, cash } = hand;
  if (gate.state.binding === null) {
    const { market } = binding;
    const isDemo = market.kind === "sim" && isPlanted(market.seed);
    const starters = rules ?? join(packageRoot, "rules", isDemo ? "demo.yaml" : "starter.yaml");
    gate.execute(openingOf({ binding, limits: safety.limits, instruments, starters, cash }));
  } else if (rules !== null) {
    throw rulesOfNew(rules);
  }
  running.obeyKillFile();
  takeUp(gate, instruments);
  // A journal that no program with such a mark has written yet lacks it for no reason to worry.
  if (!running.isArmed && memory.journal.getMeta("armed") !== null) distrust(gate, memory.taken);
  running.arm();
  memory.journal.setMeta("armed", "once");
}

/** One account of real prices, one gate. The synthetic ones are alike wherever they run, and harm nobody. */
const lockAccount = ({ market, mode, venue }: AccountBinding, account: string): Lock | null =>
  isRealMarket(market)
    ? takeAccount(
        { mode, venue: venue === "ccxt" ? marketName(market) : venue, account },
        process.env["XDG_RUNTIME_DIR"],
      )
    : null;

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
