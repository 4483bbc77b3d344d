import { dirname } from "node:path";
import type { AccountBinding } from "../../src/store/words/account.ts";
import type { Home } from "../home.ts";
import type { Reach } from "./landlock.ts";

export interface Surroundings {
  readonly home: Pick<Home, "agent" | "run" | "runs">;
  readonly binding: AccountBinding;
  readonly packageRoot: string;
  /** The program that this process is. */
  readonly node: string;
  /** Certificates that the operator added (NODE_EXTRA_CA_CERTS). */
  readonly certificates: string | undefined;
}

/** Libraries, names and certificates of the machine, its devices, and what a process may know of itself. */
const MACHINE = ["/usr", "/lib", "/lib64", "/lib32", "/bin", "/etc", "/proc", "/sys", "/dev", "/nix/store", "/opt"];
const NAME_SERVICE = ["/run/systemd/resolve", "/run/resolvconf", "/run/nscd", "/var/run/nscd"];
const TERMINAL = ["/dev/tty", "/dev/pts", "/dev/null", "/dev/ptmx"];

/**
 * What the cockpit and its agent reach: the program, the machine's libraries, the agent's own folder, recordings that are
 * replayed. Not among it: gate/, whoever else's files, and anything of run/ but to read it (a socket that could be put in
 * the gate's place would be told the passphrase). The temporary folder is one below agent/: the common one is everybody's.
 */
export function reachOf({ home, binding, packageRoot, node, certificates }: Surroundings): Reach {
  const recordings = binding.market.kind === "replay" ? binding.market.files.map(({ path }) => path) : [];
  const extra = certificates === undefined || certificates === "" ? [] : [certificates];
  return {
    read: [...MACHINE, ...NAME_SERVICE, dirname(node), packageRoot, home.run, ...recordings, ...extra],
    write: [home.agent, home.runs, ...TERMINAL],
  };
}
