import { lstatSync } from "node:fs";
import { ownUid } from "../home.ts";
import { bad, type Examination, good } from "./examination.ts";

/** Whether the folders of the account are its owner's alone. */
export const home: Examination = {
  name: "home",
  examine({ home: { root, gate, agent, run, runs } }) {
    const troubles = [root, gate, agent, run, runs].flatMap((folder) => troubleOf(folder) ?? []);
    if (troubles.length > 0) return troubles.map((what) => bad(what, "repair it (chown, chmod 700)"));
    const there = lstatSync(root, { throwIfNoEntry: false }) !== undefined;
    return [good(there ? `${root}: its owner's alone` : `${root}: not there yet, \`trade\` makes it`)];
  },
};

function troubleOf(folder: string): string | null {
  const found = lstatSync(folder, { throwIfNoEntry: false });
  if (found === undefined) return null;
  if (!found.isDirectory()) return `${folder}: this is no folder`;
  if (found.uid !== (ownUid() ?? found.uid)) return `${folder}: it belongs to user ${found.uid}`;
  return (found.mode & 0o077) === 0 ? null : `${folder}: others may enter it`;
}
