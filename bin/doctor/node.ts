import { bad, type Examination, good, weak } from "./examination.ts";

const NEEDED = 24;

/** Whether this Node can carry both processes, under the flags that they need. */
export const node: Examination = {
  name: "node",
  examine() {
    const { node: version } = process.versions;
    const major = Number(version.split(".")[0]);
    const runtime =
      major >= NEEDED
        ? good(`Node ${version}`)
        : bad(`Node ${version} is too old`, `install Node ${NEEDED}, or run \`npm ci\``);
    const isShut = process.execArgv.includes("--disable-sigusr1");
    const inspector = isShut
      ? good("no signal opens a debugger")
      : weak("SIGUSR1 would open a debugger in this process", "start it by bin/trade, which says --disable-sigusr1");
    return [runtime, inspector];
  },
};
