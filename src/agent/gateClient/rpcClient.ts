import type { Socket } from "node:net";
import { MAX_LINE_BYTES, type ServerFrame, serverFrame } from "../../gate/contract/frame.ts";
import { type NotificationName, notifications } from "../../gate/contract/notification.ts";
import type { z } from "zod";
import type { SetTimer } from "../timer.ts";
import { LineReader } from "./lines.ts";
import { GateRefusal, Unanswered } from "./problem.ts";
import type { Call, ResultOf, VerbTable } from "./verbs.ts";

/** More questions at once than the loop, the heartbeat and a person can have. */
const MAX_PENDING = 256;
const DEFAULT_TIMEOUT_MS = 10_000;

/** What the gate says unasked, checked. */
export type Notification = {
  [Name in NotificationName]: { readonly method: Name; readonly params: z.output<(typeof notifications)[Name]> };
}[NotificationName];

export interface RpcOptions<Verbs extends VerbTable> {
  readonly socket: Socket;
  readonly verbs: Verbs;
  readonly setTimer: SetTimer;
  readonly timeoutMs?: number;
  readonly onNotification?: (notification: Notification) => void;
  /** Once, when the connection is over; every pending call has been rejected by then. */
  readonly onClosed?: (cause: string) => void;
}

export interface RpcClient<Verbs extends VerbTable> {
  readonly call: Call<Verbs>;
  close(cause: string): void;
}

type Answer = Exclude<ServerFrame, { method: string }>;
interface Pending {
  readonly verb: string;
  readonly settle: (frame: Answer) => void;
  readonly fail: (error: Error) => void;
  readonly callOff: () => void;
}

/**
 * One connection to either socket of the gate. Frames are parsed strictly both ways; a frame that is none, an answer
 * that does not follow the contract, and a question that stays open too long end the connection: a peer that is not
 * understood is not guessed at.
 */
export const openRpc = <Verbs extends VerbTable>(options: RpcOptions<Verbs>): RpcClient<Verbs> => new Rpc(options);

class Rpc<Verbs extends VerbTable> implements RpcClient<Verbs> {
  readonly #options: RpcOptions<Verbs>;
  readonly #pending = new Map<number, Pending>();
  readonly #reader = new LineReader(MAX_LINE_BYTES);
  #nextId = 1;
  #closedBy: string | null = null;

  constructor(options: RpcOptions<Verbs>) {
    this.#options = options;
    const { socket } = options;
    socket.on("data", (chunk: Buffer) => this.#take(chunk));
    socket.on("error", (error) => this.close(error.message));
    socket.on("close", () => this.close("the gate hung up"));
  }

  readonly call: Call<Verbs> = (verb, params) =>
    new Promise((resolve, fail) => {
      if (this.#closedBy !== null) return fail(new Unanswered(`${verb} was not sent: ${this.#closedBy}`));
      if (this.#pending.size >= MAX_PENDING)
        return fail(new Unanswered(`${verb} was not sent: too many calls are open`));
      const id = this.#nextId++;
      const line = `${JSON.stringify({ jsonrpc: "2.0", id, method: verb, params })}\n`;
      if (Buffer.byteLength(line) > MAX_LINE_BYTES) return fail(tooLong(verb));
      const settle = (frame: Answer): void => {
        if ("error" in frame) return fail(refusalOf(frame.error));
        const parsed = this.#options.verbs[verb]?.result.safeParse(frame.result);
        if (parsed?.success) return resolve(parsed.data as ResultOf<Verbs, typeof verb>);
        const what = `the answer to ${verb} is not what the protocol says`;
        fail(new Unanswered(what));
        this.close(what);
      };
      const { setTimer, socket, timeoutMs = DEFAULT_TIMEOUT_MS } = this.#options;
      const callOff = setTimer(timeoutMs, () => this.close(`${verb} was not answered within ${timeoutMs} ms`));
      this.#pending.set(id, { verb, settle, fail, callOff });
      socket.write(line);
    });

  close(cause: string): void {
    if (this.#closedBy !== null) return;
    this.#closedBy = cause;
    this.#options.socket.destroy();
    for (const { verb, fail, callOff } of this.#pending.values()) {
      callOff();
      fail(new Unanswered(`${verb} was not answered: ${cause}`));
    }
    this.#pending.clear();
    this.#options.onClosed?.(cause);
  }

  #take(chunk: Buffer): void {
    const lines = this.#reader.push(chunk);
    if (lines === null) return this.close(`the gate sent a line of more than ${MAX_LINE_BYTES} bytes`);
    for (const line of lines) {
      if (this.#closedBy !== null) return;
      const problem = this.#takeLine(line);
      if (problem !== null) this.close(`the gate sent what is not in the protocol: ${problem}`);
    }
  }

  /** Deals with one line; what is wrong with it, or null. */
  #takeLine(line: string): string | null {
    const frame = serverFrame.safeParse(jsonOf(line)).data;
    if (frame === undefined) return "a line that is no frame";
    if ("method" in frame) return this.#notified(frame.method, frame.params);
    const asked = typeof frame.id === "number" ? this.#pending.get(frame.id) : undefined;
    if (asked === undefined) {
      return "error" in frame ? `a refusal of no question: ${frame.error.message}` : "an answer to no question";
    }
    this.#pending.delete(Number(frame.id));
    asked.callOff();
    asked.settle(frame);
    return null;
  }

  #notified(name: string, given: unknown): string | null {
    if (!Object.hasOwn(notifications, name)) return `the notification ${name.slice(0, 64)}`;
    const method = name as NotificationName;
    const params = notifications[method].safeParse(given);
    if (!params.success) return `${method}: ${params.error.issues[0]?.message ?? "not as agreed"}`;
    this.#options.onNotification?.({ method, params: params.data } as Notification);
    return null;
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

const refusalOf = ({ message, data }: { message: string; data?: { reason: string; remedy: string } | undefined }) =>
  new GateRefusal(data?.reason ?? "INTERNAL", data?.remedy ?? "see `trade gate logs`", message);

const tooLong = (verb: string) =>
  new GateRefusal("LINE_TOO_LONG", `keep every line within ${MAX_LINE_BYTES} bytes`, `${verb} was not sent: too long`);
