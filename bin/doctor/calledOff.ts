import type { EventEmitter } from "node:events";

/** The process that places the order, as far as it can be told to end. */
export interface Interruptible extends Pick<EventEmitter, "on"> {
  readonly stdout: Pick<EventEmitter, "on" | "removeAllListeners">;
}

/**
 * Whether somebody wants the order back: by Ctrl-C, an end that is asked for, or a closed terminal, which also breaks the
 * output. From now on none of these ends the process, however often it comes: the order is taken back first, and that is
 * the last thing that this process does.
 */
export function calledOff(process: Interruptible): () => boolean {
  let isOff = false;
  const callOff = (): void => void (isOff = true);
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, callOff);
  // Whoever listened so far ends a command whose reader is gone.
  process.stdout.removeAllListeners("error").on("error", callOff);
  return () => isOff;
}
