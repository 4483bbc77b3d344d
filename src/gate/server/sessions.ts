import type { FrameOrigin } from "../../store/events/intentReceived.ts";
import { PROTOCOL_VERSION } from "../contract/frame.ts";
import { Refusal } from "../contract/refusal.ts";
import type { MarketTick } from "../contract/notification.ts";
import type { OperatorVerb } from "../contract/operatorVerbs.ts";
import { agentHandlers } from "./agentHandlers.ts";
import type { LetIn } from "./allowance.ts";
import { authorize } from "./authority.ts";
import type { Connection } from "./connection.ts";
import type { Desk } from "./desk.ts";
import { Intake, type Sender } from "./intake.ts";
import type { AgentLease } from "./lease.ts";
import { operatorHandlers } from "./operatorHandlers.ts";
import type { PeerCredentials } from "./peer.ts";
import type { FairQueue } from "./queue.ts";
import { checkProtocol, parseParams, parseRequest, powerOf, type Side } from "./session.ts";

const UNLOCKED_MS = 15 * 60_000;
/** A wrong passphrase costs the whole gate a tenth of a second: guessing must not starve it. */
const BETWEEN_GUESSES_MS = 1_000;

interface Session extends Sender {
  readonly peer: PeerCredentials | null;
  greeted: boolean;
  unlockedMs: number | null;
  waiting: number;
  /** The number of the newest frame that was read, and of the one before it. */
  sequence: number;
  before: number;
}

export interface SessionsOptions {
  readonly desk: Desk;
  readonly lease: AgentLease;
  readonly queue: FairQueue;
  readonly monotonicMs: () => number;
  /** The agent greeted and holds the clock; it follows the events and is ready for ticks; it is gone. */
  readonly onAgent: (stage: "greeted" | "ready" | "gone") => void;
}

type Handler = (params: never, connection: Connection, origin: FrameOrigin) => unknown;

/** Who is connected, what they may, and whose frame is served next. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #sessions = new Map<Connection, Session>();
  readonly #handlers: Readonly<Record<Side, Readonly<Record<string, Handler>>>>;
  readonly #intake: Intake;

  #closed = false;
  #nextGuessMs = 0;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#handlers = {
      agent: agentHandlers(options.desk),
      operator: operatorHandlers(options.desk),
    };
    this.#intake = new Intake({ gate: options.desk.gate, monotonicMs: options.monotonicMs });
  }

  connections(): Iterable<Connection> {
    return this.#sessions.keys();
  }

  add(side: Side, connection: Connection, peer: PeerCredentials | null): void {
    const session = { side, peer, greeted: false, unlockedMs: null, waiting: 0, sequence: 0, before: 0 };
    this.#sessions.set(connection, { ...session, dropped: 0 });
  }

  remove(connection: Connection): void {
    this.#sessions.delete(connection);
    const { lease, onAgent } = this.#options;
    if (lease.holder !== connection) return;
    lease.drop(connection, "connection closed");
    onAgent("gone");
  }

  /** No frame is served any more. */
  close(): void {
    this.#closed = true;
  }

  tick(tick: MarketTick): void {
    const { holder } = this.#options.lease;
    if (holder === null) return;
    this.#intake.tick();
    holder.notifyAfter(tick.gateSeq, "market.tick", tick);
  }

  line(connection: Connection, line: string): void {
    const session = this.#sessions.get(connection);
    if (session === undefined || this.#closed) return;
    const { queue, lease } = this.#options;
    // Also of a frame that is cut below: a heartbeat says all that it has to say by coming in, and needs no reserve.
    if (session.side === "agent") lease.heard(connection);
    const isStranger = lease.holder !== null && lease.holder !== connection;
    const letIn = this.#intake.letIn(session, isStranger, line);
    if (letIn === null) return;
    session.waiting += 1;
    queue.push(session.side, () => {
      session.waiting -= 1;
      this.#serve(connection, session, line, letIn);
      connection.flush();
    });
  }

  /** About once a second: says how many frames were cut, in one event and one line to each who sent them. */
  sweep(): void {
    this.#intake.sweep();
    for (const [connection, session] of this.#sessions) {
      if (session.dropped === 0) continue;
      connection.refuse(null, new Refusal("RATE_LIMITED", `${session.dropped} frames were dropped unread`));
      session.dropped = 0;
    }
  }

  #serve(connection: Connection, session: Session, line: string, letIn: LetIn): void {
    if (this.#closed) return;
    // A hello of somebody who hung up would hold the lease for ever; a kill is obeyed, whether its sender waits or not.
    if (session.side === "agent" && !this.#sessions.has(connection)) return;
    const parsed = parseRequest(line);
    if ("refusal" in parsed) {
      connection.refuse(parsed.id, parsed.refusal);
      return;
    }
    const { id, method } = parsed.request;
    numbered(session, id);
    try {
      if (letIn === "cancel" && method !== "order.cancel") {
        this.#intake.cut(session);
        throw new Refusal("RATE_LIMITED", `${method} came in as an order.cancel`);
      }
      const params = parseParams(session.side, parsed.request);
      const result = this.#answer(connection, session, method, params);
      connection.send({ jsonrpc: "2.0", id, result });
    } catch (error) {
      if (error instanceof Refusal) connection.refuse(id, error);
      else connection.refuse(id, new Refusal("INTERNAL", error instanceof Error ? error.message : String(error)));
    }
  }

  #answer(connection: Connection, session: Session, method: string, params: Record<string, unknown>): unknown {
    if (method === "hello") return this.#greet(connection, session, params);
    if (!session.greeted) throw new Refusal("HELLO_FIRST", `${method} came before hello`);
    if (session.side === "operator") {
      if (method === "session.unlock") return this.#unlock(session, String(params["passphrase"]));
      this.#authorize(session, method as OperatorVerb, params);
    }
    const handler = this.#handlers[session.side][method];
    if (handler === undefined) throw new Refusal("METHOD_NOT_FOUND", `${method} has no handler`);
    const answer = handler(params as never, connection, originOf(session));
    if (session.side === "agent" && method === "events.subscribe") this.#options.onAgent("ready");
    return answer;
  }

  #greet(connection: Connection, session: Session, params: Record<string, unknown>): unknown {
    checkProtocol(Number(params["protocol"]));
    const { desk, lease, onAgent } = this.#options;
    const greeting = desk.hello();
    if (session.side === "agent" && !session.greeted) {
      if (!lease.take(connection, String(params["client"]))) {
        throw new Refusal("AGENT_BUSY", "another agent holds this gate's lease");
      }
      onAgent("greeted");
    }
    session.greeted = true;
    return { ...greeting, gateSeq: desk.gate.state.seq };
  }

  #unlock(session: Session, passphrase: string): object {
    const { desk, monotonicMs } = this.#options;
    if (monotonicMs() < this.#nextGuessMs) throw new Refusal("LOCKED", "one guess a second, whoever guesses");
    if (!desk.knowsPassphrase(passphrase)) {
      this.#nextGuessMs = monotonicMs() + BETWEEN_GUESSES_MS;
      throw new Refusal("LOCKED", "that is not the passphrase");
    }
    session.unlockedMs = monotonicMs();
    return {};
  }

  #authorize(session: Session, method: OperatorVerb, params: Record<string, unknown>): void {
    const { desk, lease, monotonicMs } = this.#options;
    const { state } = desk.gate;
    const holder = lease.holder === null ? null : (this.#sessions.get(lease.holder)?.peer ?? null);
    const holdsAgent =
      session.peer === null || (lease.holder !== null && holder === null) ? null : holder?.pid === session.peer.pid;
    const unlocked = session.unlockedMs !== null && monotonicMs() - session.unlockedMs < UNLOCKED_MS;
    const proposal = state.proposals[String(params["proposalId"])]?.proposal;
    const tightens = method === "proposal.accept" && proposal?.direction === "tighten";
    const power = tightens ? "safer" : powerOf(method);
    const refused = authorize(power, state.binding?.mode ?? "live", { holdsAgent, unlocked });
    if (refused !== null) throw new Refusal(refused, `${method} needs a person in live trading`);
  }
}

/** Frames bear rising numbers; one that does not rise leaves the mark where it was, and is told from it. */
function numbered(session: Session, id: string | number): void {
  if (session.sequence > session.before) session.before = session.sequence;
  session.sequence = typeof id === "number" && Number.isInteger(id) ? id : NaN;
}

/** How the frame that is served came in. `hello` has settled that both speak the same protocol. */
const originOf = ({ sequence, before }: Session): FrameOrigin => ({
  protocol: PROTOCOL_VERSION,
  sequence: Number.isNaN(sequence) ? null : sequence,
  after: before,
});
