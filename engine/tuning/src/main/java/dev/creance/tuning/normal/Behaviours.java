package dev.creance.tuning.normal;

import dev.creance.corpus.format.CorpusException;
import dev.creance.events.Utf8Text;
import dev.creance.events.state.EventScope;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import dev.creance.tuning.recording.HitColumn;
import dev.creance.tuning.recording.HitTable;
import dev.creance.tuning.recording.Recordings;
import dev.creance.tuning.recording.Workload;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All behaviour of which profiles know, on recordings. */
final class Behaviours {
  /** The word for programs that were seen to do anything. */
  static final String ACTS = "acts as";

  /** The word for programs that an executable was seen to start. */
  static final String SPAWNS = "spawns";

  private static final String EXECUTABLE = "executable ";
  private static final int WHAT = 0;
  private static final int WORKLOAD = 1;
  private static final int EXAMPLE = 2;
  private static final int PROGRAM = 3;
  private static final int PARENT = 4;

  private final HitTable table;

  private Behaviours(HitTable table) {
    this.table = table;
  }

  static Behaviours of(Recordings recordings) throws CorpusException, InterruptedException {
    String text =
        Arrays.stream(Behaviour.values()).map(Behaviour::rule).collect(Collectors.joining());
    List<Rule> rules =
        new RulesetLoader(LoadOptions.defaults())
            .load(List.of(new SourceFile("behaviours", text)))
            .ruleset()
            .rules();
    return new Behaviours(
        HitTable.collect(
            recordings,
            rules,
            List.of(
                new Read(Behaviour.Reader::value),
                new Workload(),
                new Read(Behaviour.Reader::example),
                program(),
                HitColumn.field("proc.pexepath"))));
  }

  /** The program of a hit; none in an audit log. */
  static HitColumn program() {
    HitColumn name = HitColumn.field("proc.name");
    return (rule, scope, recording) ->
        rule.source().equals("syscall") ? name.value(rule, scope, recording) : null;
  }

  /** Something that a behaviour's reader reads. */
  private interface Part {
    @Nullable String read(Behaviour.Reader reader, EventScope scope);
  }

  /** Reads it, whatever the behaviour. */
  private static final class Read implements HitColumn {
    private final Part part;
    private final Map<Behaviour, Behaviour.Reader> readers = new EnumMap<>(Behaviour.class);

    Read(Part part) {
      this.part = part;
    }

    @Override
    public @Nullable String value(Rule rule, EventScope scope, int recording) {
      Behaviour behaviour = Behaviour.valueOf(rule.name());
      return part.read(readers.computeIfAbsent(behaviour, Behaviour::reader), scope);
    }
  }

  HitTable table() {
    return table;
  }

  Behaviour behaviour(int hit) {
    return Behaviour.valueOf(table.rules().get(table.rule(hit)).name());
  }

  /** What exactly; null when its fields have no value. */
  @Nullable String what(int hit) {
    return decoded(table.value(WHAT, hit));
  }

  String workload(int hit) {
    String workload = decoded(table.value(WORKLOAD, hit));
    return workload == null ? "unknown" : workload;
  }

  /** One of what is counted together; empty without. */
  String example(int hit) {
    String example = decoded(table.value(EXAMPLE, hit));
    return example == null ? "" : example;
  }

  @Nullable String program(int hit) {
    return decoded(table.value(PROGRAM, hit));
  }

  /**
   * The executable that started the program of a hit, as a workload; null where no program is
   * started, and in containers, pods and units, whose own children these are.
   */
  @Nullable String spawner(int hit) {
    String parent = decoded(table.value(PARENT, hit));
    boolean started = behaviour(hit) == Behaviour.RUNS && workload(hit).startsWith(EXECUTABLE);
    return started && parent != null && !parent.isEmpty() ? EXECUTABLE + parent : null;
  }

  static @Nullable String decoded(@Nullable String bytes) {
    return bytes == null ? null : Utf8Text.decode(bytes);
  }
}
