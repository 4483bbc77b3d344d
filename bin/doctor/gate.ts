import { existsSync, readFileSync } from "node:fs";
import { isHeld } from "../held.ts";
import { flagOf } from "../home.ts";
import { helloOf } from "../operator.ts";
import { isAlive } from "../pid.ts";
import { wordsOf } from "../asked.ts";
import { bad, type Examination, type Finding, good, weak } from "./examination.ts";

/** Whether a gate answers, and what one that is gone left behind: sockets, a pid, a kill file. */
export const gate: Examination = {
  name: "gate",
  async examine({ home }) {
    const hello = await helloOf(home).catch(() => null);
    const findings: Finding[] = [];
    if (hello !== null) findings.push(good(`a gate answers (pid ${hello.pid}): ${wordsOf(hello.binding)}`));
    else if (isHeld(home)) {
      findings.push(
        bad("a gate holds this home and does not answer", `see \`trade gate logs${flagOf(home)}\`, end it`),
      );
    } else findings.push(good("no gate runs here"));
    const stale = hello === null && existsSync(home.gatePid) && !isAlive(Number(readFileSync(home.gatePid, "utf8")));
    if (stale)
      findings.push(weak(`${home.gatePid} names a process that is gone: the gate fell`, "see `trade gate logs`"));
    if (existsSync(home.killFile)) {
      findings.push(weak(`${home.killFile} is there: the next gate starts halted`, "remove it, or resume afterwards"));
    }
    return findings;
  },
};
