import { createElement } from "react";
import { render, Text } from "ink";

/** The smallest screen Ink can paint: what any Ink program needs to start. */
render(createElement(Text, null, "PAINTED"), { interactive: true });
