import { lstatSync } from "node:fs";
import { ownUid } from "../home.ts";
import { landlockVersion } from "../walls/landlock.ts";
import { libc } from "../walls/libc.ts";
import { type Examination, type Finding, good, weak } from "./examination.ts";

const INSTALL = "give the gate a user of its own: `trade install --systemd`";

/** What stands between the agent and the key on this machine: said plainly, also where it is little. */
export const separation: Examination = {
  name: "separation",
  async examine({ home }) {
    return [ownUser(home.gate), await walls(), await process(), await peers()];
  },
};

function ownUser(gate: string): Finding {
  const owner = lstatSync(gate, { throwIfNoEntry: false })?.uid ?? ownUid();
  if (owner !== ownUid()) return good(`the gate's folder belongs to user ${owner}: no program of yours reads it`);
  return weak("same user: every program of yours could read the key's file (it is encrypted) or change gate/", INSTALL);
}

async function walls(): Promise<Finding> {
  const version = await landlockVersion();
  if (version === 0) {
    return weak("no walls: the agent could read the key's file (this kernel or Node has no Landlock)", INSTALL);
  }
  const signals = version >= 6 ? "" : "; it could still send signals to the gate";
  return good(`the agent is walled off from gate/ (Landlock ${version})${signals}`);
}

async function process(): Promise<Finding> {
  if ((await libc()) !== null) return good("the gate shuts its memory, environment and files to its own user");
  return weak("the gate's memory is open to every program of its user (no node:ffi, or not Linux)", INSTALL);
}

async function peers(): Promise<Finding> {
  if ((await libc()) !== null) return good("the gate knows which process sits at the operator's socket");
  return weak(
    "the gate cannot tell who sits at the operator's socket: in live nothing that loosens is done for anybody",
    "run it on Linux with the bundled Node",
  );
}
