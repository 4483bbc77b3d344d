import { Box as Region, useInput, usePaste } from "ink";
import { useMemo, useSyncExternalStore } from "react";
import { alarmOf, isOld } from "./alarm.ts";
import { keyNames } from "./keys.ts";
import type { FullLayout, PaneId } from "./layout.ts";
import { layoutOf, type Model, openProposals, shownTape } from "./model.ts";
import { Banner } from "./panes/Banner.tsx";
import { Confirm } from "./panes/Confirm.tsx";
import { Detail } from "./panes/Detail.tsx";
import { Footer } from "./panes/Footer.tsx";
import { Header } from "./panes/Header.tsx";
import { Help } from "./panes/Help.tsx";
import { Pnl } from "./panes/Pnl.tsx";
import { Positions } from "./panes/Positions.tsx";
import { Proposals } from "./panes/Proposals.tsx";
import { ReasonInput } from "./panes/ReasonInput.tsx";
import { Rules } from "./panes/Rules.tsx";
import { Tape } from "./panes/Tape.tsx";
import { TooSmall } from "./panes/TooSmall.tsx";
import type { CockpitStore } from "./store.ts";
import { faded, type Theme } from "./theme.ts";

interface AppProps {
  readonly store: CockpitStore;
  readonly theme: Theme;
}

/** The whole screen: draws the model, and turns keys into messages. */
export function App({ store, theme }: AppProps) {
  const model = useSyncExternalStore(store.subscribe, store.model);
  useInput((input, key) => {
    for (const name of keyNames(input, key)) store.dispatch({ type: "key", key: name });
  });
  usePaste((text) => store.dispatch({ type: "paste", text }));
  const old = useMemo(() => faded(theme), [theme]);
  const { view } = model;
  const place = layoutOf(model);
  const size = { width: model.columns, height: Math.max(1, model.rows - 1) };
  return (
    <Region {...size} overflow="hidden">
      {place.kind === "small" ? (
        <TooSmall body={place.body} model={model} theme={theme} />
      ) : (
        <Cockpit
          model={model}
          place={place}
          theme={theme}
          dataTheme={isOld(view) && view.status !== null ? old : theme}
        />
      )}
    </Region>
  );
}

interface CockpitProps {
  readonly model: Model;
  readonly place: FullLayout;
  readonly theme: Theme;
  /** The theme for what came from the gate: faint while the gate is not heard. */
  readonly dataTheme: Theme;
}

function Cockpit({ model, place, theme, dataTheme }: CockpitProps) {
  const alarm = alarmOf(model.view);
  return (
    <>
      {place.banner === null || alarm === null ? null : <Banner box={place.banner} alarm={alarm} theme={theme} />}
      <Header box={place.header} view={model.view} theme={dataTheme} />
      <Panes model={model} place={place} theme={dataTheme} />
      <Footer box={place.footer} model={model} theme={theme} />
      <Overlay model={model} place={place} theme={theme} />
    </>
  );
}

function Panes({ model, place, theme }: Omit<CockpitProps, "dataTheme">) {
  const { view, selected, filter, mode } = model;
  const proposals = useMemo(() => openProposals(view), [view]);
  const tape = useMemo(() => shownTape({ view, filter }), [view, filter]);
  const frame = (pane: PaneId) => ({
    box: place.panes[pane],
    framed: place.framed,
    focused: model.focus === pane,
    theme,
  });
  const now = view.status?.data.at ?? null;
  return (
    <>
      <Pnl {...frame("pnl")} status={view.status} equity={view.equity} />
      <Positions {...frame("positions")} status={view.status} selection={selected.positions} />
      <Rules
        {...frame("rules")}
        isKnown={view.status !== null}
        rules={view.rules}
        theses={view.theses}
        selection={selected.rules}
      />
      <Proposals
        {...frame("proposals")}
        proposals={proposals}
        rules={view.rules}
        evolution={view.agent.evolution}
        held={view.agent.held}
        now={now}
        selection={selected.proposals}
      />
      <Tape
        {...frame("tape")}
        tape={tape}
        total={view.tape.length}
        filter={filter}
        isTyping={mode.kind === "filter"}
        at={model.tapeAt}
      />
    </>
  );
}

function Overlay({ model, place: { body }, theme }: Omit<CockpitProps, "dataTheme">) {
  const { mode } = model;
  switch (mode.kind) {
    case "help":
      return <Help body={body} scroll={mode.scroll} theme={theme} />;
    case "confirm":
      return <Confirm body={body} question={mode.question} theme={theme} />;
    case "input":
      return <ReasonInput body={body} title={mode.title} text={mode.text} theme={theme} />;
    case "detail":
      return <Detail body={body} model={model} theme={theme} />;
    case "normal":
    case "filter":
    default:
      return null;
  }
}
