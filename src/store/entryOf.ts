/**
 * What a record holds under a name that came from outside. Not what every object has: "constructor" is a rule's id like any
 * other, and nobody's until one bears it.
 */
export const entryOf = <Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
