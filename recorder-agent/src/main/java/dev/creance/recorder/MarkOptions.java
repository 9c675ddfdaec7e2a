package dev.creance.recorder;

import dev.creance.recorder.label.LabelsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What {@code mark} was asked to do.
 *
 * @param technique MITRE ATT&amp;CK's, empty for none
 * @param aim rules that are meant to fire
 * @param labels the file that the label goes to
 */
record MarkOptions(
    String name, String technique, List<String> aim, Path labels, List<String> command) {

  /** Where {@code record -- COMMAND} tells the command which capture is being made. */
  static final String CAPTURE_VARIABLE = "CREANCE_CAPTURE";

  static final String HELP =
      """

      mark NAME
        --technique ID        MITRE ATT&CK technique of an attack step (T1003, T1003.008)
        --aim RULE            a rule that is meant to fire; repeatable
        --capture FILE        the capture that it belongs to: FILE.scap.gz gets FILE.labels.json;
                              default: the one that 'record -- COMMAND' is making around it
        --labels FILE         the file of labels itself; default without a capture: labels.json
        -- COMMAND…           what to run; its exit code is passed on
      """;

  private static final Pattern TECHNIQUE = Pattern.compile("T\\d{4}(\\.\\d{3})?");

  static MarkOptions parse(List<String> line, Map<String, String> environment)
      throws UsageException {
    Arguments arguments =
        new Arguments(line, Set.of("--technique", "--aim", "--capture", "--labels"), Set.of());
    if (arguments.words().size() != 1 || arguments.words().getFirst().isBlank()) {
      throw new UsageException("mark needs one name: mark NAME [OPTIONS] -- COMMAND…");
    }
    if (arguments.rest().isEmpty()) {
      throw new UsageException("mark needs a command to run: mark NAME [OPTIONS] -- COMMAND…");
    }
    String technique = arguments.value("--technique");
    if (technique != null && !TECHNIQUE.matcher(technique).matches()) {
      throw new UsageException(
          "--technique " + technique + ": expected a technique of MITRE ATT&CK such as T1003");
    }
    return new MarkOptions(
        arguments.words().getFirst(),
        technique == null ? "" : technique,
        arguments.values("--aim"),
        labels(arguments, environment),
        arguments.rest());
  }

  private static Path labels(Arguments arguments, Map<String, String> environment)
      throws UsageException {
    String labels = arguments.value("--labels");
    String capture = arguments.value("--capture");
    if (labels != null && capture != null) {
      throw new UsageException("--capture and --labels name the same file in two ways: give one");
    }
    if (labels != null) {
      return Path.of(labels);
    }
    if (capture == null) {
      capture = environment.get(CAPTURE_VARIABLE);
    }
    return capture == null ? Path.of("labels.json") : LabelsFile.beside(Path.of(capture));
  }
}
