import { backoffMs, LONGEST_WAIT_MS } from "./backoff.ts";
import { sayHello } from "./hello.ts";
import type { GateLink, GateOptions, LinkState, LinkVerbs } from "./link.ts";
import { isFinal, sayOf, Unanswered } from "./problem.ts";
import { type Notification, openRpc, type RpcClient } from "./rpcClient.ts";
import type { Call, ParamsOf } from "./verbs.ts";

export type { GateLink, GateOptions, LinkState } from "./link.ts";

const HEARTBEAT_MS = 2_000;

/** Connects, says hello, subscribes, keeps a heartbeat where the socket has one, and comes back after every break. */
export function connectGate<Verbs extends LinkVerbs>(options: GateOptions<Verbs>): GateLink<Verbs> {
  const link = new Link(options);
  link.dial();
  return link;
}

class Link<Verbs extends LinkVerbs> implements GateLink<Verbs> {
  readonly #options: GateOptions<Verbs>;
  #state: LinkState = "connecting";
  #rpc: RpcClient<Verbs> | null = null;
  #failures = 0;
  #liveSinceMs: number | null = null;
  #callOffTimer = (): void => {};

  constructor(options: GateOptions<Verbs>) {
    this.#options = options;
  }

  readonly state = (): LinkState => this.#state;

  readonly call: Call<Verbs> = (verb, params) =>
    this.#rpc?.call(verb, params) ?? Promise.reject(new Unanswered(`${verb} was not sent: there is no line`));

  stop(refusedBecause?: string): void {
    this.#end(refusedBecause === undefined ? "stopped" : "refused", refusedBecause ?? "stopped");
  }

  readonly dial = (): void => {
    const { path, connect, verbs, setTimer, timeoutMs } = this.#options;
    const rpc = openRpc({
      socket: connect(path),
      verbs,
      setTimer,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      onNotification: (notification) => deliver(this.#options, notification),
      onClosed: (cause) => this.#lost(cause),
    });
    this.#rpc = rpc;
    void this.#greet(rpc);
  };

  async #greet(rpc: RpcClient<Verbs>): Promise<void> {
    try {
      await greet(this.#options, rpc);
    } catch (error) {
      if (isFinal(error)) this.#end("refused", sayOf(error));
      else rpc.close(sayOf(error));
      return;
    }
    if (this.#rpc !== rpc || this.#isOver()) return;
    this.#liveSinceMs = this.#options.monotonicMs();
    this.#turn("live", "");
    this.#beat(rpc);
  }

  /** A heartbeat that is not answered in time closes the connection like any other question. */
  #beat(rpc: RpcClient<Verbs>): void {
    if (!("heartbeat" in this.#options.verbs) || this.#rpc !== rpc) return;
    const ask = async (): Promise<void> => {
      await rpc.call("heartbeat" as "hello", {} as ParamsOf<Verbs, "hello">).catch(() => null);
      this.#beat(rpc);
    };
    this.#callOffTimer = this.#options.setTimer(HEARTBEAT_MS, () => void ask());
  }

  #lost(cause: string): void {
    this.#callOffTimer();
    this.#rpc = null;
    if (this.#isOver()) return;
    const { monotonicMs, random, setTimer } = this.#options;
    if (this.#liveSinceMs !== null && monotonicMs() - this.#liveSinceMs >= LONGEST_WAIT_MS) this.#failures = 0;
    this.#liveSinceMs = null;
    this.#callOffTimer = setTimer(backoffMs(this.#failures, random), this.dial);
    this.#failures += 1;
    this.#turn("lost", cause);
  }

  #end(state: "refused" | "stopped", detail: string): void {
    if (this.#isOver()) return;
    this.#callOffTimer();
    this.#turn(state, detail);
    this.#rpc?.close(detail);
  }

  #turn(state: LinkState, detail: string): void {
    this.#state = state;
    this.#options.onState?.(state, detail);
  }

  #isOver(): boolean {
    return this.#state === "refused" || this.#state === "stopped";
  }
}

async function greet<Verbs extends LinkVerbs>(options: GateOptions<Verbs>, rpc: RpcClient<Verbs>): Promise<void> {
  const hello = await sayHello(rpc, options.client, options.journalId());
  await options.onHello?.(hello);
  const fromSeq = options.fromSeq();
  if (fromSeq !== null) await rpc.call("events.subscribe", { fromSeq } as ParamsOf<Verbs, "events.subscribe">);
}

function deliver<Verbs extends LinkVerbs>(options: GateOptions<Verbs>, { method, params }: Notification): void {
  if (method === "event.published") options.onEvent?.(params);
  else if (method === "market.tick") options.onTick?.(params);
  else options.onEnded?.(params);
}
