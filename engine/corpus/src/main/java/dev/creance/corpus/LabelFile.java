package dev.creance.corpus;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Labels in a JSON file, in one of two forms.
 *
 * <pre>{@code
 * [{"name": "reverse shell", "start": "2026-11-23T15:18:47Z", "end": 1795413528682219560,
 *   "host": "web-1", "pids": [20313], "technique": "T1059", "aim": ["Run shell untrusted"]}]
 *
 * {"actions": [{"name": "reverse shell", "start_ns": 1795413527306950472,
 *   "end_ns": 1795413528682219560, "pid": 20313, "technique": null, "aim": [...]}]}
 * }</pre>
 *
 * The first is Creance's own, alone or under the key {@code labels}; times are nanoseconds since
 * the epoch or ISO 8601. The second is how recording scripts write down what they do: an action
 * without an end lasts until the next one, and a last one called {@code end} is only the end of the
 * one before it. Only names and starts are needed; other keys are passed over.
 */
public final class LabelFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Path file;
  private final String start;
  private final String end;

  private LabelFile(Path file, String start, String end) {
    this.file = file;
    this.start = start;
    this.end = end;
  }

  /**
   * Reads all labels of a file.
   *
   * @throws IOException when it cannot be read or is of neither form; the message says where
   */
  public static List<Label> read(Path file) throws IOException {
    JsonNode root;
    try {
      root = JSON.readTree(Files.readAllBytes(file));
    } catch (JacksonException e) {
      throw new IOException(
          file
              + ":"
              + e.getLocation().getLineNr()
              + ":"
              + e.getLocation().getColumnNr()
              + ": not JSON: "
              + e.getOriginalMessage());
    }
    if (root.isArray()) {
      return new LabelFile(file, "start", "end").labels("", root);
    }
    if (root.path("labels").isArray()) {
      return new LabelFile(file, "start", "end").labels("labels", root.path("labels"));
    }
    if (root.path("actions").isArray()) {
      return new LabelFile(file, "start_ns", "end_ns").labels("actions", root.path("actions"));
    }
    throw new IOException(
        file + ": expected a list of labels, or an object with a list 'labels' or 'actions'");
  }

  /** Writes labels in Creance's own form; the file is replaced in one step. */
  public static void write(Path file, List<Label> labels) throws IOException {
    List<Map<String, Object>> items = new ArrayList<>();
    for (Label label : labels) {
      Map<String, Object> item = new LinkedHashMap<>();
      item.put("name", label.name());
      item.put("start", label.start());
      item.put("end", label.end());
      if (!label.host().isEmpty()) {
        item.put("host", label.host());
      }
      if (!label.pids().isEmpty()) {
        item.put("pids", label.pids());
      }
      if (!label.technique().isEmpty()) {
        item.put("technique", label.technique());
      }
      if (!label.aim().isEmpty()) {
        item.put("aim", label.aim());
      }
      items.add(item);
    }
    Path made = file.resolveSibling("." + file.getFileName() + ".new");
    try {
      Files.write(
          made, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(Map.of("labels", items)));
      Files.move(made, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(made);
    }
  }

  private List<Label> labels(String key, JsonNode list) throws IOException {
    List<Label> labels = new ArrayList<>();
    for (int i = 0; i < list.size(); i++) {
      JsonNode item = list.get(i);
      String place = key + "[" + i + "]";
      if (!item.isObject()) {
        throw problem(place, "expected an object, found " + item.getNodeType());
      }
      boolean ends = item.hasNonNull(end);
      boolean last = i + 1 == list.size();
      if (!ends && last && item.path("name").asString("").equals("end")) {
        break;
      }
      long from = time(place, item, start);
      long to =
          ends
              ? time(place, item, end)
              : last ? Long.MAX_VALUE : time(key + "[" + (i + 1) + "]", list.get(i + 1), start) - 1;
      labels.add(label(place, item, from, to));
    }
    return labels;
  }

  private Label label(String place, JsonNode item, long from, long to) throws IOException {
    try {
      return new Label(
          text(place, item, "name"),
          from,
          to,
          text(place, item, "host"),
          pids(place, item),
          text(place, item, "technique"),
          texts(place, item, "aim"));
    } catch (IllegalArgumentException e) {
      throw problem(place, String.valueOf(e.getMessage()));
    }
  }

  private long time(String place, JsonNode item, String key) throws IOException {
    JsonNode value = item.path(key);
    if (value.isIntegralNumber() && value.canConvertToLong()) {
      return value.longValue();
    }
    if (value.isString()) {
      try {
        Instant moment = Instant.parse(value.stringValue());
        return Math.addExact(
            Math.multiplyExact(moment.getEpochSecond(), 1_000_000_000L), moment.getNano());
      } catch (DateTimeException | ArithmeticException e) {
        throw problem(
            place + "." + key,
            "expected a time such as 2026-11-23T15:18:47Z, found '" + value.stringValue() + "'");
      }
    }
    throw problem(place + "." + key, "expected nanoseconds or a time, found " + shown(value));
  }

  private String text(String place, JsonNode item, String key) throws IOException {
    JsonNode value = item.path(key);
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    if (!value.isString()) {
      throw problem(place + "." + key, "expected a text, found " + shown(value));
    }
    return value.stringValue();
  }

  private List<String> texts(String place, JsonNode item, String key) throws IOException {
    List<String> texts = new ArrayList<>();
    JsonNode value = item.path(key);
    if (value.isString()) {
      return List.of(value.stringValue());
    }
    for (JsonNode element : list(place, value, key)) {
      if (!element.isString()) {
        throw problem(place + "." + key, "expected texts, found " + shown(element));
      }
      texts.add(element.stringValue());
    }
    return texts;
  }

  private List<Long> pids(String place, JsonNode item) throws IOException {
    List<Long> pids = new ArrayList<>();
    if (item.hasNonNull("pid")) {
      pids.add(pid(place + ".pid", item.path("pid")));
    }
    for (JsonNode element : list(place, item.path("pids"), "pids")) {
      pids.add(pid(place + ".pids", element));
    }
    return pids;
  }

  private long pid(String place, JsonNode value) throws IOException {
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw problem(place, "expected a process id, found " + shown(value));
    }
    return value.longValue();
  }

  private JsonNode list(String place, JsonNode value, String key) throws IOException {
    if (!value.isMissingNode() && !value.isNull() && !value.isArray()) {
      throw problem(place + "." + key, "expected a list, found " + shown(value));
    }
    return value;
  }

  private static String shown(JsonNode value) {
    return value.isMissingNode() ? "nothing" : value.toString();
  }

  private IOException problem(String place, String problem) {
    return new IOException(file + ": " + place + ": " + problem);
  }
}
