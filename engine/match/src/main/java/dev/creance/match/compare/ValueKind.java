package dev.creance.match.compare;

import dev.creance.grammar.vocabulary.ValueType;

/** How values of a type are compared. */
enum ValueKind {
  TEXT,
  BUFFER,
  ADDRESS,
  NETWORK,
  NUMBER,
  REAL;

  static ValueKind of(ValueType type) {
    return switch (type) {
      case CHARBUF, FSPATH, FSRELPATH, SOCKADDR, SOCKTUPLE, SOCKFAMILY -> TEXT;
      case BYTEBUF -> BUFFER;
      case IPADDR, IPV4ADDR, IPV6ADDR -> ADDRESS;
      case IPNET, IPV4NET, IPV6NET -> NETWORK;
      case DOUBLE -> REAL;
      default -> NUMBER;
    };
  }
}
