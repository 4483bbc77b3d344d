import { existsSync, statfsSync } from "node:fs";
import { dirname } from "node:path";
import { bad, type Examination, good } from "./examination.ts";

const MIB = 1 << 20;
/** A journal that cannot be written halts the account: months of room. */
const ENOUGH_MIB = 500;

/** Whether the journals have room. */
export const disk: Examination = {
  name: "disk",
  examine({ home: { root } }) {
    let folder = root;
    while (!existsSync(folder) && folder !== dirname(folder)) folder = dirname(folder);
    const { bavail, bsize } = statfsSync(folder);
    const free = Math.floor((bavail * bsize) / MIB);
    return [free >= ENOUGH_MIB ? good(`${free} MiB free`) : bad(`only ${free} MiB free at ${folder}`, "make room")];
  },
};
