import { existsSync } from "node:fs";
import { join } from "node:path";
import { readSafety } from "../../src/gate/safety/load.ts";
import { InputError, inputError } from "../../src/store/input.ts";
import { EXIT, Exit } from "../exit.ts";
import { packageRoot } from "../home.ts";
import type { Command } from "./command.ts";

/** Whether the gate would start on a safety.yaml. */
export const safety: Command = {
  usage: "safety check [FILE] [--json]",
  about: "whether the gate would start with these limits",
  run({ words: [word, file], flags, home, say }) {
    if (word !== "check") throw inputError("trade safety", "what?", "write `trade safety check [FILE]`");
    const path = file ?? (existsSync(home.safety) ? home.safety : join(packageRoot, "safety.yaml"));
    try {
      const { hash } = readSafety(path);
      say(flags["json"] === true ? JSON.stringify({ path, ok: true, hash }) : `${path}: understood, hash ${hash}`);
      return Promise.resolve(EXIT.done);
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      if (flags["json"] !== true) throw new Exit(EXIT.unsafe, error.problems.join("\n"));
      say(JSON.stringify({ path, ok: false, problems: error.problems }));
      return Promise.resolve(EXIT.unsafe);
    }
  },
};
