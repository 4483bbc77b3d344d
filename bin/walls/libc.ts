/** The two calls of libc that walls are made of. Numbers and pointers go in as they are; nothing is checked. */
export interface Libc {
  readonly prctl: (option: number, a: bigint, b: bigint, c: bigint, d: bigint) => number;
  readonly syscall: (number: bigint, a: bigint, b: bigint, c: bigint, d: bigint) => bigint;
  /** Where a buffer lies: it must live until the call is over. */
  readonly pointerTo: (buffer: Buffer) => bigint;
}

let loaded: Libc | null | undefined;

/** By node:ffi, on Linux. Null where the platform or this Node cannot: there are no walls then, and that is said. */
export async function libc(): Promise<Libc | null> {
  loaded ??= await load();
  return loaded;
}

async function load(): Promise<Libc | null> {
  if (process.platform !== "linux") return null;
  try {
    const ffi = await import("node:ffi");
    const u64 = "uint64" as const;
    const { functions } = ffi.dlopen("libc.so.6", {
      prctl: { return: "int32", arguments: ["int32", u64, u64, u64, u64] },
      syscall: { return: "int64", arguments: ["int64", u64, u64, u64, u64] },
    });
    return { ...functions, pointerTo: (buffer) => ffi.getRawPointer(buffer) };
  } catch {
    return null;
  }
}
