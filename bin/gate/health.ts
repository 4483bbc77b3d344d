import { statfsSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";
import type { Readings } from "../../src/gate/decide/command.ts";

const MIB = 1 << 20;
const RESOLUTION_MS = 20;
/** A clock does not drift away in a minute, and each question costs the venue one. */
const SKEW_EVERY_MS = 60_000;

/** What this process can tell of itself: how long it stood still since it was asked last, its room, its clock. */
export class Health {
  readonly #folder: string;
  readonly #venueClock: (() => Promise<number | null>) | null;
  readonly #delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  #skewMs: number | null = null;
  #skewAskedMs = Number.NEGATIVE_INFINITY;

  /** `venueClock` gives the venue's wall-clock time, null when it does not say; null where there is no venue to ask. */
  constructor(folder: string, venueClock: (() => Promise<number | null>) | null) {
    this.#folder = folder;
    this.#venueClock = venueClock;
    this.#delay.enable();
  }

  read(): Readings {
    const lagMs = Math.max(0, Math.round(this.#delay.max / 1e6) - RESOLUTION_MS);
    this.#delay.reset();
    void this.#measureSkew();
    return {
      lagMs,
      clockSkewMs: this.#skewMs,
      freeDiskMb: freeMib(this.#folder),
      memoryMb: Math.round(process.memoryUsage.rss() / MIB),
    };
  }

  stop(): void {
    this.#delay.disable();
  }

  /** The answer took a while: the middle of it is when the venue looked at its clock. */
  async #measureSkew(): Promise<void> {
    if (this.#venueClock === null || performance.now() - this.#skewAskedMs < SKEW_EVERY_MS) return;
    this.#skewAskedMs = performance.now();
    const before = Date.now();
    const theirs = await this.#venueClock().catch(() => null);
    if (theirs !== null) this.#skewMs = Math.round((before + Date.now()) / 2 - theirs);
  }
}

/** Null where the file system does not say. */
function freeMib(folder: string): number | null {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return Math.floor((bavail * bsize) / MIB);
  } catch {
    return null;
  }
}
