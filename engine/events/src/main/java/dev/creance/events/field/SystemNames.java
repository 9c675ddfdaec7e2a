package dev.creance.events.field;

import java.util.Arrays;

/** Names of error numbers and signals. */
final class SystemNames {
  private static final String[] ERRORS = new String[531];

  private static final String[] SIGNALS =
      ("- SIGHUP SIGINT SIGQUIT SIGILL SIGTRAP SIGABRT SIGBUS SIGFPE SIGKILL"
              + " SIGUSR1 SIGSEGV SIGUSR2 SIGPIPE SIGALRM SIGTERM SIGSTKFLT SIGCHLD SIGCONT SIGSTOP SIGTSTP"
              + " SIGTTIN SIGTTOU SIGURG SIGXCPU SIGXFSZ SIGVTALRM SIGPROF SIGWINCH SIGIO SIGPWR SIGSYS")
          .split(" ");

  static {
    Arrays.fill(ERRORS, "");
    list(
        1,
        "PERM NOENT SRCH INTR IO NXIO 2BIG NOEXEC BADF CHILD AGAIN NOMEM ACCES FAULT NOTBLK BUSY"
            + " EXIST XDEV NODEV NOTDIR ISDIR INVAL NFILE MFILE NOTTY TXTBSY FBIG NOSPC SPIPE ROFS"
            + " MLINK PIPE DOM RANGE DEADLK NAMETOOLONG NOLCK NOSYS NOTEMPTY LOOP");
    list(
        42,
        "NOMSG IDRM CHRNG L2NSYNC L3HLT L3RST LNRNG UNATCH NOCSI L2HLT BADE BADR XFULL NOANO"
            + " BADRQC BADSLT");
    list(
        59,
        "BFONT NOSTR NODATA TIME NOSR NONET NOPKG REMOTE NOLINK ADV SRMNT COMM PROTO MULTIHOP"
            + " DOTDOT BADMSG OVERFLOW NOTUNIQ BADFD REMCHG LIBACC LIBBAD LIBSCN LIBMAX LIBEXEC"
            + " ILSEQ RESTART STRPIPE USERS NOTSOCK DESTADDRREQ MSGSIZE PROTOTYPE NOPROTOOPT"
            + " PROTONOSUPPORT SOCKTNOSUPPORT OPNOTSUPP PFNOSUPPORT AFNOSUPPORT ADDRINUSE"
            + " ADDRNOTAVAIL NETDOWN NETUNREACH NETRESET CONNABORTED CONNRESET NOBUFS ISCONN NOTCONN"
            + " SHUTDOWN TOOMANYREFS TIMEDOUT CONNREFUSED HOSTDOWN HOSTUNREACH ALREADY INPROGRESS"
            + " STALE UCLEAN NOTNAM NAVAIL ISNAM REMOTEIO DQUOT NOMEDIUM MEDIUMTYPE CANCELED");
    list(512, "RESTARTSYS RESTARTNOINTR RESTARTNOHAND NOIOCTLCMD RESTART_RESTARTBLOCK");
    list(
        521,
        "BADHANDLE NOTSYNC BADCOOKIE NOTSUPP TOOSMALL SERVERFAULT BADTYPE JUKEBOX IOCBQUEUED"
            + " IOCBRETRY");
  }

  private SystemNames() {}

  /** {@code ENOENT} of −2; empty when unknown. */
  static String error(long result) {
    int code = -(int) result;
    return code >= 0 && code < ERRORS.length ? ERRORS[code] : "";
  }

  /** {@code SIGKILL} of 9; empty when unknown. */
  static String signal(int number) {
    return number > 0 && number < SIGNALS.length ? SIGNALS[number] : "";
  }

  private static void list(int from, String names) {
    int number = from;
    for (String name : names.split(" ")) {
      ERRORS[number++] = "E" + name;
    }
  }
}
