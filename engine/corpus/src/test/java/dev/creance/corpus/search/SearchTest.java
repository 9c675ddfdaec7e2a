package dev.creance.corpus.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.creance.corpus.Corpus;
import dev.creance.corpus.CorpusSamples;
import dev.creance.corpus.SmallCaptures;
import dev.creance.corpus.segment.Partition;
import dev.creance.corpus.segment.RecordedScope;
import dev.creance.corpus.segment.Segment;
import dev.creance.events.Utf8Text;
import dev.creance.events.field.Cell;
import dev.creance.events.field.FieldReader;
import dev.creance.events.field.FieldReaders;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.FieldExpression.Access;
import dev.creance.grammar.vocabulary.Field;
import dev.creance.grammar.vocabulary.FieldCatalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SearchTest {
  private static final int EVENTS = 6000;

  @TempDir private Path folder;
  private Path path;
  private final long seed = Long.getLong("creance.seed", System.nanoTime());
  private final Random random = new Random(seed);

  @BeforeEach
  void importTwoCaptures() throws Exception {
    path = folder.resolve("corpus");
    CorpusSamples.importCapture(
        SmallCaptures.write(folder.resolve("one.scap"), 0, EVENTS), path, "all");
    CorpusSamples.importCapture(
        SmallCaptures.write(folder.resolve("two.scap"), EVENTS, EVENTS), path, "all");
  }

  /** The values that an event has, by the fields that are searched; read one by one. */
  private static List<Map<String, String>> eventByEvent(Corpus corpus) throws IOException {
    Map<String, FieldReader> readers = new HashMap<>();
    for (String field :
        List.of(
            "proc.name",
            "proc.exe",
            "proc.exepath",
            "proc.cmdline",
            "proc.cwd",
            "user.name",
            "user.loginname",
            "container.id",
            "container.name",
            "container.image",
            "k8s.ns.name",
            "k8s.pod.name",
            "fd.name")) {
      readers.put(field, reader(field, Optional.empty()));
    }
    List<Map<String, String>> events = new ArrayList<>();
    Cell cell = new Cell();
    for (Segment segment : corpus.segments()) {
      RecordedScope recorded = new RecordedScope(segment);
      for (Partition partition : segment.partitions()) {
        Map<String, FieldReader> all = new LinkedHashMap<>(readers);
        new SegmentTexts(segment)
            .columns().stream()
                .filter(column -> column.key().startsWith(partition.type().code() + "/"))
                .forEach(column ->
                    all.put(
                        column.field(),
                        reader(
                            "evt.arg",
                            Optional.of(column.field().substring("evt.arg.".length())))));
        for (int row = 0; row < partition.size(); row++) {
          EventScope scope = recorded.load(partition, row);
          Map<String, String> values = new HashMap<>();
          all.forEach((field, reader) -> {
            if (reader.read(scope, cell) && !cell.text.isEmpty()) {
              values.put(field, Utf8Text.decode(cell.text));
            }
          });
          events.add(values);
        }
      }
    }
    return events;
  }

  private static FieldReader reader(String name, Optional<String> argument) {
    Field field = Objects.requireNonNull(FieldCatalogue.current().find(name));
    return FieldReaders.of(new Access(field, argument, field.type()));
  }

  @Test
  void everyWordLeadsToExactlyTheEventsThatHaveIt() throws Exception {
    System.out.println("SearchTest: -Dcreance.seed=" + seed);
    try (Corpus corpus = Corpus.open(path);
        Search search = Search.open(corpus)) {
      List<Map<String, String>> events = eventByEvent(corpus);
      for (int i = 0; i < 150; i++) {
        String word = word(events);
        Predicate<String> has = has(word, events);
        long expected =
            events.stream().filter(event -> event.values().stream().anyMatch(has)).count();
        Found found = search.find('"' + word + '"');
        assertThat(found.events()).as("'%s', seed %d", word, seed).isEqualTo(expected);
        assertThat(found.values())
            .as("'%s', seed %d", word, seed)
            .containsExactlyInAnyOrderElementsOf(expectedMatches(events, has));
      }
    }
  }

  @Test
  void severalWordsMustBeInOneEventEachInAnyOfItsValues() throws Exception {
    try (Corpus corpus = Corpus.open(path);
        Search search = Search.open(corpus)) {
      List<Map<String, String>> events = eventByEvent(corpus);
      for (int i = 0; i < 50; i++) {
        String one = word(events);
        String other = word(events);
        Predicate<String> hasOne = has(one, events);
        Predicate<String> hasOther = has(other, events);
        long expected =
            events.stream()
                .filter(event -> event.values().stream().anyMatch(hasOne))
                .filter(event -> event.values().stream().anyMatch(hasOther))
                .count();
        Found found = search.find('"' + one + "\" \"" + other + '"');
        assertThat(found.events()).as("'%s' '%s', seed %d", one, other, seed).isEqualTo(expected);
        List<Long> visited = new ArrayList<>();
        found.visit((scope, segment) -> {
          visited.add(scope.event.timestamp());
          return true;
        });
        assertThat((long) visited.size()).isEqualTo(expected);
      }
    }
  }

  /** A piece of some value: from the beginning of a part on, or from anywhere. */
  private String word(List<Map<String, String>> events) {
    while (true) {
      Map<String, String> event = events.get(random.nextInt(events.size()));
      List<String> values = new ArrayList<>(event.values());
      values.sort(null);
      if (values.isEmpty()) {
        continue;
      }
      String value = TextParts.lower(values.get(random.nextInt(values.size())));
      List<String> parts = TextParts.of(value);
      int start =
          parts.isEmpty() || random.nextInt(4) == 0
              ? random.nextInt(value.length())
              : value.indexOf(parts.get(random.nextInt(parts.size())));
      int end = Math.min(value.length(), start + 1 + random.nextInt(20));
      String word = value.substring(start, end);
      if (!word.isBlank() && word.equals(word.strip()) && !word.contains("\"")) {
        return word;
      }
    }
  }

  /**
   * What search promises: the word where it begins a part, and where no value has it so, anywhere.
   */
  private static Predicate<String> has(String word, List<Map<String, String>> events) {
    Predicate<String> atPart = value -> beginsPart(TextParts.lower(value), word);
    boolean found = events.stream().anyMatch(event -> event.values().stream().anyMatch(atPart));
    return found ? atPart : value -> TextParts.lower(value).contains(word);
  }

  private static boolean beginsPart(String value, String word) {
    List<String> parts = TextParts.of(word);
    if (parts.isEmpty() || !value.contains(word)) {
      return false;
    }
    boolean ends = !Character.isLetterOrDigit(word.charAt(word.length() - 1));
    List<String> own = TextParts.of(value);
    String last = parts.getLast();
    return own.containsAll(parts.subList(0, parts.size() - 1))
        && own.stream().anyMatch(part -> ends ? part.equals(last) : part.startsWith(last));
  }

  private static List<Match> expectedMatches(
      List<Map<String, String>> events, Predicate<String> has) {
    Map<Map.Entry<String, String>, Long> counts = new HashMap<>();
    for (Map<String, String> event : events) {
      for (Map.Entry<String, String> value : event.entrySet()) {
        if (has.test(value.getValue())) {
          counts.merge(Map.entry(value.getKey(), value.getValue()), 1L, Long::sum);
        }
      }
    }
    return counts.entrySet().stream()
        .map(e -> new Match(e.getKey().getKey(), e.getKey().getValue(), e.getValue()))
        .toList();
  }

  @Test
  void theIndexIsMadeOnceAndFoundAgain() throws Exception {
    assertThat(opened()).isEqualTo(new Opened(true, size()));
    assertThat(opened()).isEqualTo(new Opened(false, size()));
  }

  private record Opened(boolean built, int size) {}

  private Opened opened() throws IOException {
    try (Corpus corpus = Corpus.open(path);
        Search search = Search.open(corpus)) {
      assertThat(search.find("no-such-word-anywhere").events()).isZero();
      return new Opened(search.built(), search.size());
    }
  }

  private int size() throws IOException {
    try (Corpus corpus = Corpus.open(path)) {
      int size = 0;
      for (Segment segment : corpus.segments()) {
        for (TextColumn column : new SegmentTexts(segment).columns()) {
          long[] events = column.events();
          for (int i = 0; i < events.length; i++) {
            String text = column.text(i);
            size += events[i] > 0 && text != null && !text.isEmpty() ? 1 : 0;
          }
        }
      }
      return size;
    }
  }

  @Test
  void anotherCaptureIsAddedToTheIndex() throws Exception {
    int before = opened().size();
    CorpusSamples.importCapture(
        SmallCaptures.write(folder.resolve("three.scap"), 2 * EVENTS, 1000), path, "all");
    Opened after = opened();
    assertThat(after).isEqualTo(new Opened(true, size()));
    assertThat(after.size()).isGreaterThan(before);
    assertThat(opened().built()).isFalse();
  }

  @Test
  void theIndexOfAnotherCorpusIsReplaced() throws Exception {
    Path other = folder.resolve("other");
    CorpusSamples.importCapture(folder.resolve("one.scap"), other, "none");
    Search.prepare(other);
    copy(other.resolve("search"), path.resolve("search"));
    assertThat(opened()).isEqualTo(new Opened(true, size()));
    assertThat(opened()).isEqualTo(new Opened(false, size()));
  }

  @Test
  void aDamagedIndexIsMadeAnew() throws Exception {
    opened();
    Path whole = folder.resolve("whole");
    copy(path.resolve("search"), whole);
    for (Path file : files(whole)) {
      String name = file.getFileName().toString();
      if (name.equals("write.lock")) {
        continue;
      }
      byte[] bytes = Files.readAllBytes(file);
      for (int damage = 0; damage < 6; damage++) {
        delete(path.resolve("search"));
        copy(whole, path.resolve("search"));
        Path damaged = path.resolve("search").resolve(name);
        switch (damage) {
          case 0 -> Files.delete(damaged);
          case 1 -> Files.write(damaged, new byte[0]);
          case 2 -> Files.write(damaged, java.util.Arrays.copyOf(bytes, bytes.length / 2));
          default -> {
            byte[] flipped = bytes.clone();
            flipped[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
            Files.write(damaged, flipped);
          }
        }
        assertThat(opened().size())
            .as("%s, damage %d, seed %d", name, damage, seed)
            .isEqualTo(size());
        assertThat(opened().built()).isFalse();
      }
    }
  }

  @Test
  void whereTheIndexCannotBeWrittenItIsMadeInMemory() throws Exception {
    Files.writeString(path.resolve("search"), "a file where the folder should be");
    assertThat(opened()).isEqualTo(new Opened(true, size()));
    assertThat(opened()).isEqualTo(new Opened(true, size()));
    assertThatThrownBy(() -> Search.prepare(path)).isInstanceOf(IOException.class);
    try (Corpus corpus = Corpus.open(path);
        Search search = Search.open(corpus)) {
      assertThat(search.stored()).isFalse();
    }
  }

  @Test
  void theIndexIsMadeAnewOnDemand() throws Exception {
    opened();
    FileTime before = newest();
    Search.rebuild(path);
    assertThat(newest()).isGreaterThan(before);
    assertThat(opened()).isEqualTo(new Opened(false, size()));
  }

  private FileTime newest() throws IOException {
    FileTime newest = FileTime.fromMillis(0);
    for (Path file : files(path.resolve("search"))) {
      FileTime time = Files.getLastModifiedTime(file);
      newest = time.compareTo(newest) > 0 ? time : newest;
    }
    return newest;
  }

  private static TreeSet<Path> files(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return new TreeSet<>(files.toList());
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    Files.createDirectories(to);
    for (Path file : files(from)) {
      Files.copy(file, to.resolve(file.getFileName()));
    }
  }

  private static void delete(Path folder) throws IOException {
    List<Path> all;
    try (var files = Files.walk(folder)) {
      all = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path file : all) {
      Files.delete(file);
    }
  }
}
