import { connect } from "node:net";
import { applyAgent, applyEvent, applyLink, applySnapshot } from "../../src/agent/cockpit/fold.ts";
import type { Answer, CockpitPort } from "../../src/agent/cockpit/port.ts";
import { type AgentView, emptyView, type View } from "../../src/agent/cockpit/view.ts";
import { connectGate, type GateLink, type LinkState } from "../../src/agent/gateClient/connectGate.ts";
import { GateRefusal, sayOf } from "../../src/agent/gateClient/problem.ts";
import { operatorVerbs } from "../../src/gate/contract/operatorVerbs.ts";
import type { GateEvent } from "../../src/store/events/gate.ts";
import { flagOf, type Home } from "../home.ts";
import { machineRandom, machineTimers } from "../timers.ts";

/** Status is read again at most this often while events come, and at least once a second while none do. */
const REFRESH_MS = 250;
const IDLE_MS = 1_000;
/** Events read back for the tape when the line comes up. */
const TAPE_BACK = 150;
const EQUITY_POINTS = 500;

/** The cockpit's line to the gate: a view that follows its events, and commands that go out. */
export class GatePort implements CockpitPort {
  readonly #home: Home;
  readonly #listeners = new Set<() => void>();
  readonly #link: GateLink<typeof operatorVerbs>;
  #view: View;
  #from = 1;
  #rulebookChanged = true;
  #refreshing = false;
  #timer: () => void = () => {};

  constructor(home: Home, role: View["role"]) {
    this.#home = home;
    this.#view = emptyView(role);
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
      await this.#link.call(verb, params as never);
      this.#rulebookChanged = true;
      void this.#refresh();
      return { ok: true, text: "done" };
    } catch (error) {
      const remedy = error instanceof GateRefusal ? `; ${error.remedy}` : "";
      return { ok: false, text: `${sayOf(error)}${remedy}` };
    }
  };

  /** Whether this process's agent runs, and how it is. */
  agent(agent: AgentView): void {
    this.#show(applyAgent(this.#view, agent));
  }

  stop(): void {
    this.#timer();
    this.#link.stop();
  }

  #event(event: GateEvent): void {
    this.#from = event.seq + 1;
    if (/^(rule|proposal|position|intent)\./.test(event.type)) this.#rulebookChanged = true;
    this.#show(applyEvent(this.#view, event));
    this.#plan(REFRESH_MS);
  }

  #state(state: LinkState, detail: string): void {
    if (state === "live") {
      this.#rulebookChanged = true;
      void this.#refresh();
    } else if (state === "connecting") this.#show(applyLink(this.#view, { state, detail: "connecting to the gate" }));
    else {
      // The command comes first: a narrow screen cuts the end off.
      const remedy = `type in another pane: trade gate start${flagOf(this.#home)}`;
      this.#show(applyLink(this.#view, { state: "lost", detail: `${remedy} · nothing trades (${detail})` }));
    }
  }

  #planned = false;
  #plan(ms: number): void {
    if (this.#planned && ms !== REFRESH_MS) return;
    if (this.#planned && this.#soon) return;
    this.#timer();
    this.#planned = true;
    this.#soon = ms === REFRESH_MS;
    this.#timer = machineTimers.after(ms, () => {
      this.#planned = false;
      this.#soon = false;
      void this.#refresh();
    });
  }
  #soon = false;

  async #refresh(): Promise<void> {
    if (this.#refreshing || this.#link.state() !== "live") return;
    this.#refreshing = true;
    const withRulebook = this.#rulebookChanged;
    this.#rulebookChanged = false;
    try {
      const status = await this.#link.call("status.get", {});
      const isFirst = this.#view.status === null || this.#view.link.state !== "live";
      const { points } = isFirst
        ? await this.#link.call("equity.get", { limit: EQUITY_POINTS })
        : { points: undefined };
      const { rules } = withRulebook ? await this.#link.call("rules.get", {}) : { rules: undefined };
      const { proposals } = withRulebook ? await this.#link.call("proposals.get", {}) : { proposals: undefined };
      const snapshot = {
        status,
        ...given("equity", points),
        ...given("rules", rules),
        ...given("proposals", proposals),
      };
      this.#show(applyLink(applySnapshot(this.#view, snapshot), { state: "live", detail: "" }));
    } catch {
      // The line broke in between: its own state says so, and the next live state reads everything again.
      this.#rulebookChanged = true;
    } finally {
      this.#refreshing = false;
      this.#plan(IDLE_MS);
    }
  }

  #show(view: View): void {
    this.#view = view;
    for (const changed of this.#listeners) changed();
  }
}

const given = <Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } =>
  (value === undefined ? {} : { [key]: value }) as { [K in Key]?: Value };
