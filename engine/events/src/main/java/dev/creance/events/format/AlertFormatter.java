package dev.creance.events.format;

import dev.creance.events.field.Times;
import dev.creance.events.format.AlertTemplate.Entry;
import dev.creance.events.state.EventScope;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Prints alerts as Falco does: a line of text, or a JSON object whose keys are sorted. The buffer
 * that {@link #json} gives is filled again by the next call. For one thread.
 */
public final class AlertFormatter {
  private final Options options;
  private final String timeField;
  private final StringBuilder text = new StringBuilder(512);
  private final StringBuilder extra = new StringBuilder();
  private final JsonOutput out = new JsonOutput();

  /**
   * Falco's settings of the output.
   *
   * @param hostName what alerts call the machine; a byte string
   * @param isoTime whether the text begins with date and zone
   */
  public record Options(
      String hostName,
      boolean isoTime,
      boolean includeOutput,
      boolean includeTags,
      boolean includeMessage,
      boolean includeFields) {
    /** Falco's defaults. */
    public static Options defaults(String hostName) {
      return new Options(hostName, false, true, true, false, true);
    }
  }

  public AlertFormatter(Options options) {
    this.options = options;
    this.timeField = options.isoTime ? "evt.time.iso8601" : "evt.time";
  }

  /**
   * The line of text, without a line feed: bytes as they are, as Falco 0.44 prints them. Newer ones
   * escape it like a JSON string.
   */
  public JsonOutput text(AlertTemplate alert, EventScope scope) {
    render(alert, scope);
    out.clear();
    return out.raw(text.toString());
  }

  /** The JSON object, without a line feed. */
  public JsonOutput json(AlertTemplate alert, EventScope scope) {
    int prefix = render(alert, scope);
    out.clear();
    out.raw("{\"hostname\":").string(options.hostName);
    if (options.includeMessage) {
      out.raw(",\"message\":").string(text.substring(prefix));
    }
    if (options.includeOutput) {
      out.raw(",\"output\":").string(text.toString());
    }
    if (options.includeFields) {
      out.raw(",\"output_fields\":");
      fields(alert, scope);
    }
    out.raw(",\"priority\":").string(alert.priority);
    out.raw(",\"rule\":").string(alert.rule);
    out.raw(",\"source\":").string(alert.source);
    if (options.includeTags) {
      tags(alert);
    }
    out.raw(",\"time\":\"").raw(Times.iso8601Zulu(scope.event.timestamp())).raw("\"}");
    return out;
  }

  /** Renders the whole line; gives the length of what stands before the message. */
  private int render(AlertTemplate alert, EventScope scope) {
    long timestamp = scope.event.timestamp();
    text.setLength(0);
    text.append(options.isoTime ? Times.iso8601(timestamp) : Times.time(timestamp));
    text.append(": ").append(alert.priority).append(' ');
    int prefix = text.length();
    alert.message.render(scope, text);
    return prefix;
  }

  /** The event's time is one of the fields, at its place in their order. */
  private void fields(AlertTemplate alert, EventScope scope) {
    out.raw('{');
    boolean timeWritten = alert.fields.containsKey(timeField);
    boolean first = true;
    for (Map.Entry<String, Entry> field : alert.fields.entrySet()) {
      if (!timeWritten && field.getKey().compareTo(timeField) > 0) {
        key(timeField, first).number(scope.event.timestamp());
        timeWritten = true;
        first = false;
      }
      key(field.getKey(), first);
      value(field.getValue(), scope);
      first = false;
    }
    if (!timeWritten) {
      key(timeField, first).number(scope.event.timestamp());
    }
    out.raw('}');
  }

  private JsonOutput key(String name, boolean first) {
    return out.raw(first ? "" : ",").string(name).raw(':');
  }

  private void value(Entry entry, EventScope scope) {
    OutputField value = entry.value();
    if (value != null) {
      value.json(scope, out);
      return;
    }
    @Nullable Template template = entry.text();
    extra.setLength(0);
    if (template != null) {
      template.render(scope, extra);
    }
    out.string(extra.toString());
  }

  private void tags(AlertTemplate alert) {
    out.raw(",\"tags\":[");
    boolean first = true;
    for (String tag : alert.tags) {
      out.raw(first ? "" : ",").string(tag);
      first = false;
    }
    out.raw(']');
  }
}
