/** What one call did on the line, written down while it goes: requests that left, and the reply to the last of them. */
export interface Trace {
  /** HTTP methods of the requests that left, in their order. */
  readonly methods: string[];
  /** Of the last request: the status that came back; null while none has. */
  status: number | null;
  /** Whether every reply so far was the exchange's own JSON. A page of HTML is from something in between. */
  isJson: boolean;
  /** The call's time was over: nothing more of it may leave. */
  over: boolean;
}

export const newTrace = (): Trace => ({ methods: [], status: null, isJson: true, over: false });

/** The JSON of a text; undefined when it is none. */
export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
