const AF_UNIX = 1;
const SOCK_DGRAM = 2;
const MAX_PATH_BYTES = 107;

type Send = (path: string, text: string) => boolean;
let sender: Send | null | undefined;

/**
 * Tells a supervisor how this process does, in systemd's sd_notify(3) protocol: one datagram to $NOTIFY_SOCKET, such as
 * "READY=1" or "WATCHDOG=1". False where there is none, or where this platform cannot send one.
 */
export async function notifySupervisor(path: string | undefined, text: string): Promise<boolean> {
  if (path === undefined || path === "" || Buffer.byteLength(path) > MAX_PATH_BYTES) return false;
  sender ??= await loadSender();
  return sender !== null && sender(path, text);
}

/** Node has no datagrams over unix sockets: libc has. */
async function loadSender(): Promise<Send | null> {
  if (process.platform !== "linux") return null;
  try {
    const ffi = await import("node:ffi");
    const { functions } = ffi.dlopen("libc.so.6", {
      socket: { return: "int32", arguments: ["int32", "int32", "int32"] },
      sendto: { return: "int64", arguments: ["int32", "pointer", "uint64", "int32", "pointer", "uint32"] },
      close: { return: "int32", arguments: ["int32"] },
    });
    return (path, text) => {
      const [address, message] = [addressOf(path), Buffer.from(text)];
      const fd = functions.socket(AF_UNIX, SOCK_DGRAM, 0);
      if (fd < 0) return false;
      const sent = functions.sendto(
        fd,
        ffi.getRawPointer(message),
        BigInt(message.length),
        0,
        ffi.getRawPointer(address),
        address.length,
      );
      functions.close(fd);
      return Number(sent) === message.length;
    };
  } catch {
    return null;
  }
}

/** struct sockaddr_un; a path that begins with "@" is of the abstract kind, whose first byte is zero. */
function addressOf(path: string): Buffer {
  const name = Buffer.from(path);
  if (path.startsWith("@")) name[0] = 0;
  const family = Buffer.alloc(2);
  family.writeUInt16LE(AF_UNIX);
  return Buffer.concat([family, name, Buffer.alloc(path.startsWith("@") ? 0 : 1)]);
}
