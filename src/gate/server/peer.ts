import type { Socket } from "node:net";

/** Who is at the other end of a unix socket, as the kernel says. */
export interface PeerCredentials {
  readonly pid: number;
  readonly uid: number;
}

const SOL_SOCKET = 1;
const SO_PEERCRED = 17;

type Asker = (fd: number) => PeerCredentials | null;
let asker: Asker | null | undefined;

/** SO_PEERCRED by node:ffi. Null where the platform, the kernel or this Node cannot tell: callers then trust nobody. */
export async function peerOf(socket: Socket): Promise<PeerCredentials | null> {
  asker ??= await loadAsker();
  const fd = fdOf(socket);
  return asker === null || fd === null ? null : asker(fd);
}

async function loadAsker(): Promise<Asker | null> {
  if (process.platform !== "linux") return null;
  try {
    const ffi = await import("node:ffi");
    const { functions } = ffi.dlopen("libc.so.6", {
      getsockopt: { return: "int32", arguments: ["int32", "int32", "int32", "pointer", "pointer"] },
    });
    return (fd) => {
      const credentials = Buffer.alloc(12);
      const length = Buffer.alloc(4);
      length.writeInt32LE(12);
      const result = functions.getsockopt(
        fd,
        SOL_SOCKET,
        SO_PEERCRED,
        ffi.getRawPointer(credentials),
        ffi.getRawPointer(length),
      );
      return result === 0 ? { pid: credentials.readInt32LE(0), uid: credentials.readInt32LE(4) } : null;
    };
  } catch {
    return null;
  }
}

function fdOf(socket: Socket): number | null {
  const handle: unknown = Reflect.get(socket, "_handle");
  const fd: unknown = typeof handle === "object" && handle !== null ? Reflect.get(handle, "fd") : null;
  return typeof fd === "number" && fd >= 0 ? fd : null;
}
