package dev.creance.workbench.window.service;

import dev.creance.workbench.window.shown.Draft;
import dev.creance.workbench.window.shown.EventDetails;
import dev.creance.workbench.window.shown.EventDetails.FieldValue;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Writes rules, exceptions and tests from an event that somebody looks at. */
public final class Drafts {
  /** What tells an event from others of its type, most telling first. */
  private static final List<String> TELLING =
      List.of("proc.name", "proc.pname", "fd.name", "fd.sip", "fd.sport", "container.id");

  private static final List<String> PROGRAM = List.of("execve", "execveat");

  private final Predicate<Path> open;
  private final Path folder;
  private final Path rules;

  /**
   * @param open whether a file is open in the editor
   */
  public Drafts(Workspace workspace, Predicate<Path> open) {
    this.open = open;
    folder = workspace.folder();
    Path below = folder.resolve("rules");
    rules =
        workspace.ruleFiles().stream().anyMatch(file -> file.startsWith(below))
                || Files.isDirectory(below)
            ? below
            : folder;
  }

  /**
   * A rule that fires on the event and on what is like it.
   *
   * @param taken names that other rules have
   */
  public Draft rule(EventDetails event, String corpus, Set<String> taken) {
    String type = event.row().type();
    String process = event.row().process();
    String name = free(process.isEmpty() ? "Unexpected " + type : process + " does " + type, taken);
    List<String> tests = new ArrayList<>();
    tests.add("evt.type = " + type);
    boolean program = PROGRAM.contains(type);
    for (String field : TELLING) {
      boolean wanted =
          switch (field) {
            case "proc.pname" -> program;
            case "fd.name" -> value(event, "fd.sip").isEmpty();
            default -> !field.equals("container.id");
          };
      if (wanted) {
        value(event, field).ifPresent(value -> tests.add(field + " = " + condition(value)));
      }
    }
    String text =
        "\n# Written from event "
            + event.row().number()
            + " of "
            + corpus
            + ": widen or narrow the condition until the hits are what you look for.\n"
            + "- rule: "
            + quoted(name)
            + "\n  desc: Say what it detects and why that matters\n"
            + "  condition: >\n    "
            + String.join("\n    and ", tests)
            + "\n  output: "
            + quoted(name + " (command=%proc.cmdline parent=%proc.pname file=%fd.name)")
            + "\n  priority: NOTICE\n  tags: []\n";
    return new Draft("new rule " + name, free(rules, "local", ".yaml", open), text, "evt.type = ");
  }

  /**
   * A rule to begin with, without an event: it fires when a shell starts.
   *
   * @param taken names that other rules have
   */
  public Draft rule(Set<String> taken) {
    String name = free("Shell started", taken);
    String text =
        """

        # Change the condition: beside it stands how many events each part lets through.
        - rule: %s
          desc: Say what it detects and why that matters
          condition: >
            evt.type in (execve, execveat)
            and proc.name in (bash, sh, zsh)
          output: %s
          priority: NOTICE
          tags: []
        """
            .formatted(quoted(name), quoted(name + " (command=%proc.cmdline parent=%proc.pname)"));
    return new Draft("new rule " + name, free(rules, "local", ".yaml", open), text, "evt.type in");
  }

  /** An exception that takes what is like the event out of a rule. */
  public Draft exception(EventDetails event, String rule) {
    List<String> fields = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (String field : List.of("proc.name", "proc.pname", "fd.name")) {
      value(event, field)
          .ifPresent(value -> {
            fields.add(field);
            values.add(quoted(value));
          });
    }
    String name = slug(event.row().process() + "_" + event.row().number());
    String text =
        "\n- rule: "
            + quoted(rule)
            + "\n  exceptions:\n    - name: "
            + name
            + "\n      fields: ["
            + String.join(", ", fields)
            + "]\n      comps: ["
            + String.join(", ", fields.stream().map(field -> "\"=\"").toList())
            + "]\n      values:\n        - ["
            + String.join(", ", values)
            + "]\n  override:\n    exceptions: append\n";
    return new Draft(
        "exception from " + rule, free(rules, "local", ".yaml", open), text, "- name: ");
  }

  /**
   * A test that a rule goes on firing.
   *
   * @param corpusFolder the folder of the event's corpus
   */
  public Draft test(EventDetails event, String rule, String corpus, Path corpusFolder) {
    Path tests = folder.resolve("tests");
    Path file = free(tests, slug(rule), ".test.yaml", path -> false);
    String text =
        "rules: ["
            + quoted(tests.relativize(rules).toString())
            + "]\ncorpora:\n  "
            + slug(corpus)
            + ": "
            + quoted(tests.relativize(corpusFolder).toString())
            + "\ntests:\n  # event "
            + event.row().number()
            + ": "
            + event.row().process()
            + " "
            + event.row().type()
            + "\n  - rule: "
            + quoted(rule)
            + "\n    at_least: 1\n";
    return new Draft("test of " + rule, file, text, "at_least");
  }

  /** A file that may be written: one that is open here, or none that somebody else has made. */
  private static Path free(Path folder, String name, String ending, Predicate<Path> open) {
    Path file = folder.resolve(name + ending);
    for (int i = 2; Files.exists(file) && !open.test(file); i++) {
      file = folder.resolve(name + "-" + i + ending);
    }
    return file;
  }

  private static Optional<String> value(EventDetails event, String field) {
    return event.fields().stream()
        .filter(value -> value.field().equals(field))
        .map(FieldValue::value)
        .filter(
            value -> !value.equals("<NA>") && value.chars().allMatch(c -> c >= ' ' && c != 0xfffd))
        .findFirst();
  }

  /** A value as a condition can hold it. */
  private static String condition(String value) {
    boolean bare =
        value.chars().allMatch(c -> Character.isLetterOrDigit(c) || "_-./:".indexOf(c) >= 0);
    return bare && !value.isEmpty() ? value : quoted(value);
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  private static String slug(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_").replaceAll("^_|_$", "");
  }

  private static String free(String name, Set<String> taken) {
    String free = name;
    for (int i = 2; taken.contains(free); i++) {
      free = name + " " + i;
    }
    return free;
  }
}
