import type { FrameOrigin } from "../../store/events/intentReceived.ts";
import { PROTOCOL_VERSION } from "../contract/frame.ts";
import { Refusal } from "../contract/refusal.ts";
import type { MarketTick } from "../contract/notification.ts";
import type { OperatorVerb } from "../contract/operatorVerbs.ts";
import { agentHandlers } from "./agentHandlers.ts";
import { authorize } from "./authority.ts";
import type { Connection } from "./connection.ts";
import type { Desk } from "./desk.ts";
import type { AgentLease } from "./lease.ts";
import { operatorHandlers } from "./operatorHandlers.ts";
import type { PeerCredentials } from "./peer.ts";
import type { FairQueue } from "./queue.ts";
import { checkProtocol, parseParams, parseRequest, powerOf, type Side } from "./session.ts";
import { TokenBucket } from "./tokenBucket.ts";

const UNLOCKED_MS = 15 * 60_000;
/** A wrong passphrase costs the whole gate a tenth of a second: guessing must not starve it. */
const BETWEEN_GUESSES_MS = 1_000;
/** Frames of one connection that may wait their turn; more are dropped like an agent's above its rate. */
const MAX_WAITING = 1_024;
/** What an agent may say in answer to one tick, whatever the wall clock says. */
const FRAMES_PER_TICK = 32;

interface Session {
  readonly side: Side;
  readonly peer: PeerCredentials | null;
  readonly bucket: TokenBucket;
  greeted: boolean;
  unlockedMs: number | null;
  dropped: number;
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

  #closed = false;
  #nextGuessMs = 0;

  constructor(options: SessionsOptions) {
    this.#options = options;
    this.#handlers = {
      agent: agentHandlers(options.desk),
      operator: operatorHandlers(options.desk),
    };
  }

  connections(): Iterable<Connection> {
    return this.#sessions.keys();
  }

  add(side: Side, connection: Connection, peer: PeerCredentials | null): void {
    const { desk, monotonicMs } = this.#options;
    const bucket = new TokenBucket(() => desk.gate.safety.limits.agent, monotonicMs());
    this.#sessions.set(connection, {
      side,
      peer,
      bucket,
      greeted: false,
      unlockedMs: null,
      dropped: 0,
      waiting: 0,
      sequence: 0,
      before: 0,
    });
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
    this.#sessions.get(holder)?.bucket.grant(FRAMES_PER_TICK);
    holder.notifyAfter(tick.gateSeq, "market.tick", tick);
  }

  line(connection: Connection, line: string): void {
    const session = this.#sessions.get(connection);
    if (session === undefined || this.#closed) return;
    const { queue, lease, monotonicMs } = this.#options;
    const isAgent = session.side === "agent";
    if (isAgent) lease.heard(connection);
    if (session.waiting >= MAX_WAITING || (isAgent && !session.bucket.take(monotonicMs()))) {
      session.dropped += 1;
      return;
    }
    session.waiting += 1;
    queue.push(session.side, () => {
      session.waiting -= 1;
      this.#serve(connection, session, line);
    });
  }

  /** About once a second: says how many frames were cut, in one event and one line to who sent them. */
  sweep(): void {
    for (const [connection, session] of this.#sessions) {
      if (session.dropped === 0) continue;
      const frames = session.dropped;
      session.dropped = 0;
      this.#options.desk.gate.execute({ type: "rate.limited", frames });
      connection.refuse(null, new Refusal("RATE_LIMITED", `${frames} frames were dropped unread`));
    }
  }

  #serve(connection: Connection, session: Session, line: string): void {
    if (this.#closed) return;
    const parsed = parseRequest(line);
    if ("refusal" in parsed) {
      connection.refuse(parsed.id, parsed.refusal);
      return;
    }
    const { id, method } = parsed.request;
    numbered(session, id);
    try {
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
