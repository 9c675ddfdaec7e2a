package dev.creance.corpus.segment;

import dev.creance.grammar.vocabulary.Parameter;

/** What the text of a parameter depends on beside its bytes. */
enum ParameterReference {
  NONE,
  /** The descriptor with this number at that moment. */
  DESCRIPTOR,
  /** The thread with this id at that moment. */
  PROCESS,
  /** The user with this id, in the process's container. */
  USER,
  /** The group with this id, in the process's container. */
  GROUP,
  /** The descriptors with the numbers of a list. */
  DESCRIPTORS;

  static ParameterReference of(Parameter parameter) {
    return switch (parameter.type()) {
      case FD, FD32 -> DESCRIPTOR;
      case PID, PID32 -> PROCESS;
      case UID -> USER;
      case GID -> GROUP;
      case FDLIST -> DESCRIPTORS;
      case DYN ->
          parameter.alternatives().stream().anyMatch(p -> of(p) == DESCRIPTOR) ? DESCRIPTOR : NONE;
      case NONE,
          INT8,
          INT16,
          INT32,
          INT64,
          UINT8,
          UINT16,
          UINT32,
          UINT64,
          CHARBUF,
          BYTEBUF,
          ERRNO,
          SOCKADDR,
          SOCKTUPLE,
          FSPATH,
          SYSCALLID,
          SIGTYPE,
          RELTIME,
          ABSTIME,
          PORT,
          L4PROTO,
          SOCKFAMILY,
          BOOL,
          IPV4ADDR,
          FLAGS8,
          FLAGS16,
          FLAGS32,
          DOUBLE,
          SIGSET,
          CHARBUFARRAY,
          CHARBUF_PAIR_ARRAY,
          IPV4NET,
          IPV6ADDR,
          IPV6NET,
          IPADDR,
          IPNET,
          MODE,
          FSRELPATH,
          ENUMFLAGS8,
          ENUMFLAGS16,
          ENUMFLAGS32 ->
          NONE;
    };
  }
}
