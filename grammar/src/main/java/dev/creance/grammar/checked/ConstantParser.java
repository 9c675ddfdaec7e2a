package dev.creance.grammar.checked;

import dev.creance.grammar.syntax.Operator;
import dev.creance.grammar.vocabulary.DecimalNumber;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.OptionalLong;

/**
 * Turns the text of a constant into a value of the left side's type, with exactly Falco's
 * acceptance: a value must fit a buffer of 256 bytes, numbers are read as the C library does.
 */
public final class ConstantParser {
  private static final int BUFFER = 256;

  private ConstantParser() {}

  /** The outcome: a constant, or Falco's message. */
  public sealed interface Outcome {
    record Value(Constant constant) implements Outcome {}

    record Problem(String message) implements Outcome {}
  }

  /** Parses {@code text} (a byte string) as a constant for fields of {@code type}. */
  public static Outcome parse(String text, ValueType type, Operator operator) {
    try {
      return new Outcome.Value(constant(text, type, operator));
    } catch (CheckException e) {
      return new Outcome.Problem(e.problem());
    }
  }

  static Constant constant(String source, ValueType type, Operator operator) throws CheckException {
    String text = source;
    if (operator == Operator.BCONTAINS || operator == Operator.BSTARTSWITH) {
      text = unhex(source);
    }
    if (type == ValueType.BYTEBUF) {
      if (text.length() >= BUFFER) {
        throw new CheckException("filter parameter too long (byte buf)");
      }
      return new Constant.Text(source, text);
    }
    if (text.indexOf('\0') >= 0) {
      throw new CheckException("filter error: filter value cannot contain a NUL byte (\\x00)");
    }
    return switch (type) {
      case INT8, INT16, INT32, INT64, FD, ERRNO, PID -> integer(text, type, true);
      case L4PROTO,
          FLAGS8,
          UINT8,
          ENUMFLAGS8,
          FLAGS16,
          UINT16,
          ENUMFLAGS16,
          FLAGS32,
          UINT32,
          MODE,
          ENUMFLAGS32,
          UID,
          GID,
          UINT64,
          RELTIME,
          ABSTIME ->
          integer(text, type, false);
      case PORT -> new Constant.Number(text, port(text));
      case CHARBUF, SOCKADDR, SOCKTUPLE, SOCKFAMILY, FSPATH, FSRELPATH -> text(text);
      case BOOL -> bool(text);
      case DOUBLE -> new Constant.Real(text, (int) number(text, true));
      case IPADDR, IPV4ADDR, IPV6ADDR -> address(text, type);
      case IPNET, IPV4NET, IPV6NET -> network(text, type);
      default -> throw new CheckException("wrong parameter type " + type.ordinal());
    };
  }

  private static long number(String text, boolean signed) throws CheckException {
    OptionalLong value = signed ? DecimalNumber.signed(text) : DecimalNumber.unsigned(text);
    if (value.isEmpty()) {
      throw new CheckException(text + " is not a valid number");
    }
    return value.getAsLong();
  }

  private static Constant integer(String text, ValueType type, boolean signed)
      throws CheckException {
    long value = number(text, signed);
    long wrapped =
        switch (type.width()) {
          case 1 -> signed ? (byte) value : value & 0xFF;
          case 2 -> signed ? (short) value : value & 0xFFFF;
          case 4 -> signed ? (int) value : value & 0xFFFF_FFFFL;
          default -> value;
        };
    return new Constant.Number(text, wrapped);
  }

  private static int port(String text) throws CheckException {
    if (text.isEmpty()) {
      return 0;
    }
    if (text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      long value = number(text, true);
      if (value > Integer.MAX_VALUE) {
        throw new CheckException("stoi");
      }
      return (int) value & 0xFFFF;
    }
    Integer port = Services.port(text);
    if (port == null) {
      throw new CheckException("unrecognized protocol " + text);
    }
    return port;
  }

  private static Constant text(String text) throws CheckException {
    if (text.length() + 1 > BUFFER) {
      throw new CheckException(
          "filter parameter too long (used="
              + (text.length() + 1)
              + ", available="
              + BUFFER
              + "):"
              + text);
    }
    return new Constant.Text(text, text);
  }

  private static Constant bool(String text) throws CheckException {
    return switch (text) {
      case "true" -> new Constant.Bool(text, true);
      case "false" -> new Constant.Bool(text, false);
      default -> throw new CheckException("filter error: unrecognized boolean value " + text);
    };
  }

  private static Constant address(String text, ValueType type) throws CheckException {
    boolean four =
        type == ValueType.IPV4ADDR || (type == ValueType.IPADDR && text.indexOf('.') >= 0);
    String address = four ? AddressSyntax.v4(text) : AddressSyntax.v6(text);
    if (address == null) {
      throw new CheckException("unrecognized " + (four ? "IPv4" : "IPv6") + " address " + text);
    }
    return new Constant.Address(text, address);
  }

  private static Constant network(String text, ValueType type) throws CheckException {
    boolean four = type == ValueType.IPV4NET || (type == ValueType.IPNET && text.indexOf('.') >= 0);
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new CheckException((four ? "unrecognized IP network " : "invalid v6 netmask: ") + text);
    }
    String host = text.substring(0, slash);
    String address = four ? AddressSyntax.v4(host) : AddressSyntax.v6(host);
    if (address == null) {
      throw new CheckException(
          (four ? "unrecognized IP address " : "unrecognized IPv6 address ") + text);
    }
    int lineEnd = text.indexOf('\n', slash);
    String mask = text.substring(slash + 1, lineEnd < 0 ? text.length() : lineEnd);
    int prefix = (int) number(mask, false) & 0xFF;
    if (four && prefix > 32) {
      throw new CheckException("invalid netmask " + mask);
    }
    if (!four && (prefix == 0 || prefix > 128)) {
      throw new CheckException("invalid v6 netmask " + mask);
    }
    return new Constant.Network(text, address, prefix);
  }

  private static String unhex(String text) throws CheckException {
    StringBuilder bytes = new StringBuilder(text.length() / 2);
    boolean hex = text.length() % 2 == 0;
    for (int i = 0; hex && i < text.length(); i += 2) {
      int high = text.charAt(i) < 0x80 ? Character.digit(text.charAt(i), 16) : -1;
      int low = text.charAt(i + 1) < 0x80 ? Character.digit(text.charAt(i + 1), 16) : -1;
      hex = high >= 0 && low >= 0;
      bytes.append((char) (high * 16 + low));
    }
    if (!hex) {
      throw new CheckException(
          "filter error: bcontains and bstartswith operator support hex strings only");
    }
    return bytes.toString();
  }
}
