/** Where things lie once a gate has a user of its own. Folders are made and handed over by systemd. */
export const PLACES = {
  user: "trade",
  unit: "/etc/systemd/system/trade-gate.service",
  users: "/etc/sysusers.d/trade.conf",
  home: "/var/lib/trade",
  /** The sockets: whoever is in the group may go in, nobody but the gate may put anything there. */
  run: "/run/trade",
  key: "/etc/trade/coinbase-key",
} as const;

export interface Program {
  readonly node: string;
  readonly nodeFlags: readonly string[];
  readonly main: string;
  /** What the account is opened with: "--mode", "live", … */
  readonly words: readonly string[];
}

/** A user and a group of the same name, without a shell: systemd-sysusers(8) makes them. */
export const usersText = (): string => `u ${PLACES.user} - "the gate of a trading account" ${PLACES.home}\n`;

/**
 * The unit of a gate under its own user: nothing but its folder can be written, nothing of it gains rights, the key is
 * handed over by systemd and lies in memory alone, and a gate that dies or stops beating is started again.
 */
export function unitText({ node, nodeFlags, main, words }: Program): string {
  const isAtHome = [node, main].some((path) => /^\/(home|root)\//.test(path));
  const program = [node, ...nodeFlags, main, "gate", "run", "--supervised", "--home", PLACES.home, ...words];
  return `[Unit]
Description=trade: the gate of a trading account
After=network-online.target
Wants=network-online.target
StartLimitIntervalSec=0

[Service]
Type=notify
NotifyAccess=main
ExecStart=${program.map(unitWord).join(" ")}
Environment=NODE_ENV=production TRADE_RUN=${PLACES.run}
User=${PLACES.user}
Group=${PLACES.user}
Restart=always
RestartSec=5
WatchdogSec=30
TimeoutStopSec=20
StateDirectory=trade
StateDirectoryMode=0700
RuntimeDirectory=trade
RuntimeDirectoryMode=0750
RuntimeDirectoryPreserve=restart
LoadCredential=coinbase-key:${PLACES.key}
UMask=0077
${hardening(isAtHome)}
[Install]
WantedBy=multi-user.target
`;
}

/** systemd.exec(5): what this program needs is left, the rest is shut. Its compiled code rules MemoryDenyWriteExecute out. */
const hardening = (isAtHome: boolean): string => `LimitCORE=0
NoNewPrivileges=yes
CapabilityBoundingSet=
ProtectSystem=strict
ProtectHome=${isAtHome ? "read-only" : "yes"}
ProtectProc=invisible
ProtectClock=yes
ProtectHostname=yes
ProtectControlGroups=yes
ProtectKernelLogs=yes
ProtectKernelModules=yes
ProtectKernelTunables=yes
PrivateTmp=yes
PrivateDevices=yes
RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX
RestrictNamespaces=yes
RestrictRealtime=yes
RestrictSUIDSGID=yes
LockPersonality=yes
SystemCallArchitectures=native
`;

/** A word of ExecStart=: systemd.service(5) reads quotes, "\", "%" and "$". */
const unitWord = (word: string): string => {
  const escaped = word.replaceAll("%", "%%").replaceAll("$", "$$$$");
  return /^[\w./@:,+=%$-]+$/.test(escaped)
    ? escaped
    : `"${escaped.replaceAll("\\", "\\\\").replaceAll('"', String.raw`\"`)}"`;
};

/** What a person does before and after: the key and the passphrase are theirs to put in place. */
export const stepsText = (operator: string, trade: string): readonly string[] => [
  "systemd-sysusers",
  `install -d -m 700 ${PLACES.key.replace(/\/[^/]+$/, "")} && install -m 600 YOUR-KEY.json ${PLACES.key}   # then remove YOUR-KEY.json`,
  `runuser -u ${PLACES.user} -- ${trade} passphrase set --home ${PLACES.home}   # in a terminal`,
  "systemctl daemon-reload && systemctl enable --now trade-gate",
  `usermod -aG ${PLACES.user} ${operator}   # and log in again`,
  `TRADE_RUN=${PLACES.run} ${trade} --mode live   # as ${operator}: the cockpit, in tmux`,
];
