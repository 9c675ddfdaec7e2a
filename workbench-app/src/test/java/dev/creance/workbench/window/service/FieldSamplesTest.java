package dev.creance.workbench.window.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.CorpusImporter;
import dev.creance.corpus.ImportOptions;
import dev.creance.corpus.Labelling;
import dev.creance.corpus.evaluate.MeasureSession;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.RecordedScope;
import dev.creance.corpus.segment.Segment;
import dev.creance.events.format.OutputField;
import dev.creance.events.state.Options;
import dev.creance.tuning.recording.Fields;
import dev.creance.tuning.recording.Recording;
import dev.creance.workbench.terminal.ShownText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Examples of a field against what its reader says of every event. */
class FieldSamplesTest {
  @TempDir Path folder;

  @Test
  void examplesAreValuesThatEventsHave() throws IOException, InterruptedException {
    Path path = folder.resolve("corpus");
    new CorpusImporter(
            path,
            new ImportOptions(Options.defaults(), "all", Labelling.NONE),
            (read, total, events) -> {})
        .add(Path.of("../corpora/containers/capture.scap.gz"));
    try (Corpus corpus = Corpus.open(path);
        MeasureSession session = new MeasureSession(corpus, 1 << 20)) {
      FieldSamples samples = new FieldSamples();
      samples.open(List.of(new Recording("containers", corpus, session)));
      for (String field :
          List.of(
              "proc.name", "proc.cmdline", "container.id", "fd.name", "user.name", "evt.type")) {
        List<String> found = List.of();
        // Each question looks for a short while and goes on where the one before stopped.
        for (int i = 0; i < 50; i++) {
          found = samples.of(field, "");
        }
        assertThat(values(corpus, field)).as(field).containsAll(found);
        assertThat(found).as(field).isNotEmpty();
      }
    }
  }

  private static Set<String> values(Corpus corpus, String field) throws IOException {
    OutputField reader = Fields.printed(field);
    Set<String> values = new TreeSet<>();
    for (Segment segment : corpus.segments()) {
      RecordedScope scope = new RecordedScope(segment);
      for (Partition partition : segment.partitions()) {
        for (int row = 0; row < partition.size(); row++) {
          String value = reader.text(scope.load(partition, row));
          if (value != null) {
            values.add(ShownText.of(value));
          }
        }
      }
    }
    return values;
  }
}
