package dev.creance.workbench.command;

import dev.creance.grammar.rules.AppendOutput;
import dev.creance.grammar.rules.AppendOutput.ExtraField;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** What is added to alerts. */
final class AlertOptions {
  @Option(
      names = "--extra-field",
      paramLabel = "F",
      description =
          "A field to add to output_fields, as Falco's append_output does: a name such as evt.num,"
              + " or KEY=FORMAT. May be given several times.")
  private List<String> extraFields = new ArrayList<>();

  @Option(
      names = "--no-suggested-output",
      description = "Do not add the fields that plugins suggest (container_id=… and so on).")
  private boolean noSuggestedOutput;

  /** As the configuration of the loader takes it. */
  List<AppendOutput> additions() {
    List<AppendOutput> additions = new ArrayList<>();
    if (!noSuggestedOutput) {
      additions.add(AppendOutput.suggested());
    }
    if (!extraFields.isEmpty()) {
      additions.add(
          AppendOutput.extraFields(extraFields.stream().map(AlertOptions::extraField).toList()));
    }
    return additions;
  }

  private static ExtraField extraField(String text) {
    int equals = text.indexOf('=');
    return equals < 0
        ? new ExtraField.Raw(text)
        : new ExtraField.Formatted(text.substring(0, equals), text.substring(equals + 1));
  }
}
