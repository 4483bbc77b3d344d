import type { WriteStream } from "node:tty";
import type { CycleProgress } from "../../src/agent/learning/conduct.ts";
import { progressText } from "../../src/agent/learning/progressText.ts";

/** A line of progress on a terminal, written over again and again; elsewhere nothing. */
export function progressLine(out: Pick<WriteStream, "isTTY" | "write">) {
  const startedMs = performance.now();
  return {
    show(progress: CycleProgress): void {
      if (out.isTTY) out.write(`\r\u001b[K${progressText(progress, performance.now() - startedMs)}`);
    },
    clear(): void {
      if (out.isTTY) out.write("\r\u001b[K");
    },
  };
}
