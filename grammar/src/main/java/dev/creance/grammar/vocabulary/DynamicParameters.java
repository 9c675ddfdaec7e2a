package dev.creance.grammar.vocabulary;

import dev.creance.grammar.vocabulary.Field.PrintFormat;
import java.util.List;

/** The alternatives of {@code DYN} parameters; the index is the parameter's first byte. */
final class DynamicParameters {
  private DynamicParameters() {}

  /** The alternatives of a table named as in {@code event-table.tsv}: {@code name/count}. */
  static List<Parameter> of(String table) {
    return switch (table.substring(0, table.indexOf('/'))) {
      case "sockopt_dynamic_param" ->
          List.of(
              alternative(ValueType.BYTEBUF, PrintFormat.HEX),
              alternative(ValueType.ERRNO, PrintFormat.DEC),
              alternative(ValueType.UINT32, PrintFormat.DEC),
              alternative(ValueType.UINT64, PrintFormat.DEC),
              alternative(ValueType.RELTIME, PrintFormat.DEC));
      case "ptrace_dynamic_param" ->
          List.of(
              alternative(ValueType.UINT64, PrintFormat.HEX),
              alternative(ValueType.SIGTYPE, PrintFormat.DEC));
      case "bpf_dynamic_param" ->
          List.of(
              alternative(ValueType.FD, PrintFormat.DEC),
              alternative(ValueType.ERRNO, PrintFormat.DEC));
      case "keyctl_dynamic_param" ->
          List.of(
              alternative(ValueType.INT64, PrintFormat.DEC),
              alternative(ValueType.CHARBUF, PrintFormat.NA));
      default -> throw new IllegalArgumentException("no dynamic parameters " + table);
    };
  }

  private static Parameter alternative(ValueType type, PrintFormat format) {
    return new Parameter("", type, format, List.of(), -1, List.of());
  }
}
