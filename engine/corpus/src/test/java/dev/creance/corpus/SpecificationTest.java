package dev.creance.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.RecordedScope;
import dev.creance.corpus.segment.Segment;
import dev.creance.events.state.EventScope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the package documentation says of the format is enough to read a corpus. */
class SpecificationTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @TempDir private Path folder;
  private Path corpus;

  @BeforeEach
  void importTwoCaptures() throws Exception {
    corpus = folder.resolve("corpus");
    CorpusSamples.importCapture(
        SmallCaptures.write(folder.resolve("a.scap"), 0, 3000), corpus, "all");
    CorpusSamples.importCapture(
        SmallCaptures.write(folder.resolve("b.scap"), 3000, 2000), corpus, "none");
  }

  private JsonNode manifest() throws IOException {
    return JSON.readTree(new SpecificationReader(corpus.resolve("manifest")).section("manifest"));
  }

  /** The codes of the types of a segment, of {@code p/} or {@code h/}. */
  private static TreeSet<Integer> types(SpecificationReader segment, String kind) {
    TreeSet<Integer> types = new TreeSet<>();
    segment.names(kind).forEach(name -> types.add(Integer.valueOf(name.split("/")[0])));
    return types;
  }

  @Test
  void eventsAreCounted() throws Exception {
    for (JsonNode capture : manifest().path("captures")) {
      long shown = 0;
      long hidden = 0;
      for (JsonNode file : capture.path("segments")) {
        SpecificationReader segment =
            new SpecificationReader(corpus.resolve(file.path("file").stringValue()));
        TreeSet<Long> places = new TreeSet<>();
        for (int type : types(segment, "p/")) {
          for (long place : segment.numbers("p/" + type + "/number")) {
            places.add(place);
            shown++;
          }
        }
        for (int type : types(segment, "h/")) {
          for (long place : segment.numbers("h/" + type + "/number")) {
            places.add(place);
            hidden++;
          }
        }
        JsonNode meta = JSON.readTree(segment.section("meta"));
        assertThat(places).hasSize(meta.path("events").intValue());
        assertThat(places.getFirst()).isZero();
        assertThat(places.getLast()).isEqualTo(places.size() - 1);
      }
      assertThat(shown).isEqualTo(capture.path("events").longValue());
      assertThat(hidden).isEqualTo(capture.path("hiddenEvents").longValue());
    }
  }

  /**
   * Of each event: place, type, time, thread id, name of the process, its field and its descriptor.
   */
  @Test
  void columnsAreWhatTheCorpusReads() throws Exception {
    List<String> bySpecification = new ArrayList<>();
    for (JsonNode capture : manifest().path("captures")) {
      for (JsonNode file : capture.path("segments")) {
        read(
            new SpecificationReader(corpus.resolve(file.path("file").stringValue())),
            bySpecification);
      }
    }
    List<String> byCorpus = new ArrayList<>();
    try (Corpus open = Corpus.open(corpus)) {
      for (Segment segment : open.segments()) {
        RecordedScope recorded = new RecordedScope(segment);
        for (Partition partition : segment.partitions()) {
          for (int row = 0; row < partition.size(); row++) {
            EventScope scope = recorded.load(partition, row);
            String comm = scope.thread == null ? "–" : scope.thread.comm;
            byCorpus.add(
                String.join(
                    " ",
                    partition.type().enumName(),
                    Integer.toString(partition.place(row)),
                    Long.toString(scope.event.timestamp()),
                    Long.toString(scope.event.tid()),
                    Long.toString(scope.lastFd),
                    comm,
                    comm,
                    scope.descriptor == null ? "–" : scope.descriptor.name,
                    parameters(scope)));
          }
        }
      }
    }
    assertThat(bySpecification).hasSameSizeAs(byCorpus);
    assertThat(new TreeSet<>(bySpecification)).isEqualTo(new TreeSet<>(byCorpus));
  }

  private static String parameters(EventScope scope) {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < scope.event.type().parameters().size(); i++) {
      all.append('[');
      if (scope.event.has(i)) {
        all.append(
            text(
                java.util.Arrays.copyOfRange(
                    scope.event.bytes(),
                    scope.event.offset(i),
                    scope.event.offset(i) + scope.event.length(i))));
      }
      all.append(']');
    }
    return all.toString();
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static void read(SpecificationReader segment, List<String> lines) throws IOException {
    List<byte[]> texts = segment.strings("texts");
    List<ByteBuffer> processes = segment.rows("processes");
    List<ByteBuffer> descriptors = segment.rows("descriptors");
    long[] classes = segment.numbers("class/process");
    long[] nameOfClass = segment.numbers("class/process/proc.name");
    List<byte[]> names = segment.strings("class/process/proc.name.values");
    TreeMap<Integer, long[]> times = new TreeMap<>();
    for (String block : segment.names("time/")) {
      times.put(Integer.valueOf(block), segment.block("time/" + block));
    }
    for (int type : types(segment, "p/")) {
      String prefix = "p/" + type + "/";
      long[] places = segment.numbers(prefix + "number");
      String name = new String(segment.section(prefix + "name"), StandardCharsets.UTF_8);
      long[] process = segment.numbers(prefix + "process", places.length);
      long[] descriptor = segment.numbers(prefix + "descriptor", places.length);
      long[] indirect = segment.numbers(prefix + "indirect", places.length);
      long[] tid = segment.numbers(prefix + "tid", places.length);
      long[] tids = segment.longs(prefix + "tid.values");
      long[] fd = segment.numbers(prefix + "fd", places.length);
      long[] fds = segment.longs(prefix + "fd.values");
      Parameters parameters = new Parameters(segment, prefix, places.length);
      for (int row = 0; row < places.length; row++) {
        int place = (int) places[row];
        String comm = "–";
        String ofClass = "–";
        if (process[row] > 0) {
          int context = (int) process[row] - 1;
          // i64 tid pid ptid vtid vpid sid vpgid pgid reaper, then comm
          comm = text(texts.get(processes.get(context).getInt(9 * 8)));
          byte[] value = names.get((int) nameOfClass[(int) classes[context]]);
          ofClass = text(value).substring(1);
        }
        String file = "–";
        if (descriptor[row] > 0 && indirect[row] == 0) {
          ByteBuffer found = descriptors.get((int) descriptor[row] - 1);
          boolean guess = found.getInt(5 * 4) == -1 && found.getLong(6 * 4) == 0x7E5545754E55A9L;
          file = guess ? "–" : text(texts.get(found.getInt(4)));
        }
        lines.add(
            String.join(
                " ",
                name,
                Integer.toString(place),
                Long.toString(times.getOrDefault(place >> 16, new long[0])[place & 0xFFFF]),
                Long.toString(tids[(int) tid[row]]),
                Long.toString(fds[(int) fd[row]]),
                comm,
                ofClass,
                file,
                parameters.text(row)));
      }
    }
  }

  /** The parameters of the events of a partition. */
  private static final class Parameters {
    private final List<long[]> codes = new ArrayList<>();
    private final List<List<byte[]>> values = new ArrayList<>();

    Parameters(SpecificationReader segment, String prefix, int rows) throws IOException {
      for (int i = 0; segment.names(prefix).contains(i + ".values"); i++) {
        codes.add(segment.numbers(prefix + i, rows));
        values.add(segment.strings(prefix + i + ".values"));
      }
    }

    String text(int row) {
      StringBuilder all = new StringBuilder();
      for (int i = 0; i < codes.size(); i++) {
        long code = codes.get(i)[row];
        all.append('[');
        if (code > 0) {
          all.append(SpecificationTest.text(values.get(i).get((int) code - 1)));
        }
        all.append(']');
      }
      return all.toString();
    }
  }
}
