import { connect } from "node:net";
import {
  applyAgent,
  applyEvent,
  applyLink,
  applySnapshot,
  type Snapshot,
  watching,
} from "../../src/agent/cockpit/fold.ts";
import { outcomeOf } from "../../src/agent/cockpit/outcome.ts";
import type { Answer, CockpitPort } from "../../src/agent/cockpit/port.ts";
import { type AgentView, emptyView, type View } from "../../src/agent/cockpit/view.ts";
import { connectGate, type GateLink, type LinkState } from "../../src/agent/gateClient/connectGate.ts";
import { GateRefusal, sayOf } from "../../src/agent/gateClient/problem.ts";
import { operatorVerbs } from "../../src/gate/contract/operatorVerbs.ts";
import type { GateEvent } from "../../src/store/events/gate.ts";
import { flagOf, type Home } from "../home.ts";
import { machineRandom, machineTimers } from "../timers.ts";
import { Pulse } from "./pulse.ts";

/** Status is read again this soon after an event, and once a second while there are none. */
const SOON_MS = 250;
const IDLE_MS = 1_000;
/** Events read back for the tape when the line comes up. */
const TAPE_BACK = 150;
const EQUITY_POINTS = 500;

/** The cockpit's line to the gate: a view that follows its events, and commands that go out. */
export class GatePort implements CockpitPort {
  readonly #home: Pick<Home, "root" | "operatorSocket">;
  readonly #listeners = new Set<() => void>();
  readonly #link: GateLink<typeof operatorVerbs>;
  readonly #pulse: Pulse;
  #view: View;
  #from = 1;
  /** What was read before the line broke counts no more. */
  #isFresh = false;
  #cancelCycle: () => void = () => {};
  #rulebookChanged = true;

  constructor(home: Pick<Home, "root" | "operatorSocket">, role: View["role"]) {
    this.#home = home;
    this.#view = emptyView(role);
    this.#pulse = new Pulse({ work: () => this.#refresh(), soonMs: SOON_MS, idleMs: IDLE_MS, timers: machineTimers });
    this.#link = connectGate({
      path: home.operatorSocket,
      client: `cockpit ${process.pid}`,
      verbs: operatorVerbs,
      connect: (path) => connect(path),
      monotonicMs: machineTimers.monotonicMs,
      setTimer: machineTimers.after,
      random: machineRandom,
      journalId: () => this.#view.status?.gate.journalId ?? null,
      fromSeq: () => this.#from,
      onHello: (hello) => {
        this.#from = Math.max(this.#from, hello.gateSeq - TAPE_BACK, 1);
      },
      onEvent: ({ event }) => this.#event(event as GateEvent),
      onState: (state, detail) => this.#state(state, detail),
    });
  }

  readonly view = (): View => this.#view;

  readonly subscribe = (changed: () => void): (() => void) => {
    this.#listeners.add(changed);
    return () => this.#listeners.delete(changed);
  };

  readonly send: CockpitPort["send"] = async (verb, params): Promise<Answer> => {
    try {
      const result = await this.#link.call(verb, params as never);
      this.#rulebookChanged = true;
      this.#pulse.now();
      return { ok: true, text: outcomeOf(result) };
    } catch (error) {
      const remedy = error instanceof GateRefusal ? `; ${error.remedy}` : "";
      return { ok: false, text: `${sayOf(error)}${remedy}` };
    }
  };

  /** The agent of this process, for what is asked of it and not of the gate. */
  runs(agent: { cancelCycle(): void }): void {
    this.#cancelCycle = () => agent.cancelCycle();
  }

  readonly cancelCycle = (): void => this.#cancelCycle();

  /** Whether this process's agent runs, and how it is. */
  agent(agent: AgentView): void {
    this.#show(applyAgent(this.#view, agent));
  }

  /** Whether the gate's folder is out of this process's reach. */
  walls(hold: boolean): void {
    this.#show({ ...this.#view, walls: hold });
  }

  /** Another process runs the agent after all: this one only reads from now on. */
  watch(): void {
    this.#show(watching(this.#view));
  }

  stop(): void {
    this.#pulse.stop();
    this.#link.stop();
  }

  #event(event: GateEvent): void {
    this.#from = event.seq + 1;
    if (/^(rule|proposal|position|intent)\./.test(event.type)) this.#rulebookChanged = true;
    this.#show(applyEvent(this.#view, event));
    this.#pulse.soon();
  }

  #state(state: LinkState, detail: string): void {
    if (state === "stopped") return;
    if (state === "live") {
      this.#isFresh = false;
      this.#rulebookChanged = true;
      this.#pulse.now();
    } else if (state === "connecting") this.#show(applyLink(this.#view, { state, detail: "connecting to the gate" }));
    else if (state === "refused")
      this.#show(applyLink(this.#view, { state, detail: `${detail}; q, then start again` }));
    else
      this.#show(applyLink(this.#view, { state, detail: `type: trade gate start${flagOf(this.#home)} (${detail})` }));
  }

  /** Reads what may have changed. A line that breaks meanwhile says so itself; once it is back, all is read again. */
  async #refresh(): Promise<void> {
    if (this.#link.state() !== "live") return;
    const withRulebook = this.#rulebookChanged;
    this.#rulebookChanged = false;
    try {
      const snapshot = await this.#read({ equity: !this.#isFresh, rulebook: withRulebook });
      if (this.#link.state() !== "live") return;
      this.#isFresh = true;
      this.#show(applyLink(applySnapshot(this.#view, snapshot), { state: "live", detail: "" }));
    } catch {
      this.#rulebookChanged = true;
    }
  }

  async #read({ equity, rulebook }: { equity: boolean; rulebook: boolean }): Promise<Snapshot> {
    const { call } = this.#link;
    const [status, points, rules, proposals] = await Promise.all([
      call("status.get", {}),
      equity ? call("equity.get", { limit: EQUITY_POINTS }) : null,
      rulebook ? call("rules.get", {}) : null,
      rulebook ? call("proposals.get", {}) : null,
    ]);
    return {
      status,
      ...(points === null ? {} : { equity: points.points }),
      ...(rules === null ? {} : { rules: rules.rules }),
      ...(proposals === null ? {} : { proposals: proposals.proposals }),
    };
  }

  #show(view: View): void {
    this.#view = view;
    for (const changed of this.#listeners) changed();
  }
}
