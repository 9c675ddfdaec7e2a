package dev.creance.recorder.metrics;

import java.util.Locale;

/** Builds a page of metrics in Prometheus's text format: a family, then its samples. */
public final class MetricsText {
  private final StringBuilder text = new StringBuilder(8 * 1024);
  private String family = "";

  /** Who has something to tell. */
  @FunctionalInterface
  public interface Source {
    void tell(MetricsText page);
  }

  public MetricsText counter(String name, String help) {
    return family(name, "counter", help);
  }

  public MetricsText gauge(String name, String help) {
    return family(name, "gauge", help);
  }

  MetricsText family(String name, String type, String help) {
    family = name;
    text.append("# HELP ").append(name).append(' ').append(help).append('\n');
    text.append("# TYPE ").append(name).append(' ').append(type).append('\n');
    return this;
  }

  /**
   * A sample of the family that was begun last.
   *
   * @param labels names and values in turn
   */
  public MetricsText sample(long value, String... labels) {
    return raw(family, Long.toString(value), labels);
  }

  public MetricsText sample(double value, String... labels) {
    return raw(family, number(value), labels);
  }

  MetricsText raw(String name, String value, String... labels) {
    text.append(name);
    if (labels.length > 0) {
      char before = '{';
      for (int i = 0; i < labels.length; i += 2) {
        text.append(before).append(labels[i]).append("=\"");
        escape(labels[i + 1]);
        text.append('"');
        before = ',';
      }
      text.append('}');
    }
    text.append(' ').append(value).append('\n');
    return this;
  }

  static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? Long.toString((long) value)
        : String.format(Locale.ROOT, "%.6f", value);
  }

  private void escape(String value) {
    for (int i = 0; i < value.length(); i++) {
      char c = value.charAt(i);
      switch (c) {
        case '\\' -> text.append("\\\\");
        case '"' -> text.append("\\\"");
        case '\n' -> text.append("\\n");
        default -> text.append(c);
      }
    }
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
