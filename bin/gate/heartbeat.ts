import { notifySupervisor } from "./notify.ts";

/** Half of the shortest WatchdogSec that makes sense, and slow enough for somebody's free pager. */
const PULSE_MS = 5_000;
const URL_EVERY_MS = 60_000;
const URL_TIMEOUT_MS = 10_000;

export interface HeartbeatOptions {
  /** $NOTIFY_SOCKET: a supervisor that ends and restarts a gate which stopped beating. */
  readonly socket: string | undefined;
  /** Asked once a minute while the gate is well: whoever watches it calls a person when that stops. */
  readonly url: string | undefined;
  readonly say: (line: string) => void;
  readonly monotonicMs: () => number;
}

/** Tells the world outside that this gate lives, so that a dead one is noticed. Nobody who does not listen holds it up. */
export class Heartbeat {
  readonly #options: HeartbeatOptions;
  #pulseMs = Number.NEGATIVE_INFINITY;
  #urlMs = Number.NEGATIVE_INFINITY;
  #said = false;

  constructor(options: HeartbeatOptions) {
    this.#options = options;
  }

  async ready(): Promise<void> {
    await notifySupervisor(this.#options.socket, "READY=1");
  }

  async stopping(): Promise<void> {
    await notifySupervisor(this.#options.socket, "STOPPING=1");
  }

  /**
   * To be called about once a second. A gate that lives without its memory is not well, so that a person is called; its
   * supervisor must not end it all the same, since nobody else would let the way out leave.
   */
  beat(isWell: boolean): void {
    const { monotonicMs, socket, url } = this.#options;
    const now = monotonicMs();
    if (now - this.#pulseMs >= PULSE_MS) {
      this.#pulseMs = now;
      void notifySupervisor(socket, "WATCHDOG=1");
    }
    if (!isWell || url === undefined || now - this.#urlMs < URL_EVERY_MS) return;
    this.#urlMs = now;
    void this.#ask(url);
  }

  async #ask(url: string): Promise<void> {
    try {
      const { ok, status } = await fetch(url, { signal: AbortSignal.timeout(URL_TIMEOUT_MS) });
      if (!ok) throw new Error(`it answered ${status}`);
      this.#said = false;
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      // The address may hold a secret: it is not named.
      if (!this.#said) this.#options.say(`the heartbeat's address cannot be reached (${why}); asked again each minute`);
      this.#said = true;
    }
  }
}
