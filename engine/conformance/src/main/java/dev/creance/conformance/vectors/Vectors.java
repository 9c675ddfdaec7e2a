package dev.creance.conformance.vectors;

import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.SharedFolder;
import java.util.List;

/** All files of vectors. */
public final class Vectors {
  private Vectors() {}

  /** One check a file, in the order of the stages: texts, rules, captures, state, alerts. */
  public static List<Check> all(SharedFolder shared) {
    CaptureVectors captures = new CaptureVectors(shared);
    return List.of(
        new VectorFile(shared, "parse", ParseVectors::look),
        new VectorFile(shared, "operators", OperatorVectors::look),
        new VectorFile(shared, "compile", new CompileVectors()::look),
        new VectorFile(shared, "event-codes", EventCodeVectors::look),
        new VectorFile(shared, "misc", MiscVectors::look),
        new VectorFile(shared, "rules-load", LoadVectors::look),
        new MutatedRules(shared),
        new StockRules(shared),
        new ValidationRuns(shared),
        new VectorFile(shared, "scap-convert", ConversionVectors::look),
        new VectorFile(shared, "scap-convert-files", captures::convertedFile),
        new VectorFile(shared, "scap-samples", captures::sample),
        new VectorFile(shared, "scap-malformed", MalformedVectors::look),
        new VectorFile(shared, "sinsp-events", new ScriptVectors()::look),
        new VectorFile(shared, "output-format", new FormatVectors(shared)::look),
        new RecordedRuns(shared),
        new AuditRuns(shared),
        new AlertTexts(shared));
  }
}
