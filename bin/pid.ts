/** Whether a process of that number is there. */
export function isAlive(pid: number): boolean {
  try {
    return Number.isSafeInteger(pid) && pid > 0 && process.kill(pid, 0);
  } catch (error) {
    // Somebody else's, or beyond our walls: it is there.
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
