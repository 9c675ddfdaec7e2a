package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.creance.events.Event;
import dev.creance.events.Replay;
import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureReader;
import dev.creance.events.state.Options;
import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.LoadResult;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.source.SourceFile;
import dev.creance.match.Matching;
import dev.creance.match.RulesetMatcher;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The {@code record} command from its start to its end, the good ones and the bad ones. */
@Tag("kernel")
final class RecordCommandTest {
  private static final Path RULES = Path.of("../corpora/rules");

  @TempDir Path folder;

  @BeforeAll
  static void needsTheKernel() throws Exception {
    Kernel.load(Kernel.everything()).close();
  }

  /** A shell makes a directory, which no other process makes. */
  private Path mark(String name) throws Exception {
    Path marker = folder.resolve(name);
    run("mkdir", marker.toString());
    return marker;
  }

  private static void run(String... command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).inheritIO().start();
    assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
  }

  /** Whether a capture that is being written holds a directory already. */
  private static boolean readable(Path capture, Path made) {
    try {
      return directories(capture).contains("mkdir " + made);
    } catch (IOException e) {
      return false;
    }
  }

  /** The paths of all directories made, with who made them. */
  private static List<String> directories(Path capture) throws IOException {
    List<String> paths = new ArrayList<>();
    try (Replay replay = Replay.open(capture, Options.defaults())) {
      while (replay.next()) {
        if (replay.scope().event.type().name().equals("mkdir")) {
          paths.add(
              java.util.Objects.requireNonNull(replay.scope().thread).comm
                  + " "
                  + replay.scope().event.text(1));
        }
      }
      replay.damage().ifPresent(problem -> paths.add("damage: " + problem.getMessage()));
    }
    return paths;
  }

  private static void assertComplete(String messages) {
    Matcher counts =
        Pattern.compile("(\\d+) events in .*; seen (\\d+), dropped (\\d+)").matcher(messages);
    assertThat(counts.find()).as(messages).isTrue();
    assertThat(Long.parseLong(counts.group(1)) + Long.parseLong(counts.group(3)))
        .as("written + dropped: " + messages)
        .isEqualTo(Long.parseLong(counts.group(2)));
  }

  @Test
  void aCommandFromStartToEnd() throws Exception {
    Path capture = folder.resolve("command.scap.gz");
    try (RecorderProcess recorder =
        RecorderProcess.start(
            List.of(),
            "record",
            "--output",
            capture.toString(),
            "--",
            "/bin/sh",
            "-c",
            "mkdir " + folder + "/made; exit 3")) {
      assertThat(recorder.await()).as(recorder.messages()).isEqualTo(3);
      assertComplete(recorder.messages());
    }
    assertThat(directories(capture)).contains("mkdir " + folder + "/made");
  }

  @Test
  void aDurationThenTheEnd() throws Exception {
    Path capture = folder.resolve("duration.scap");
    try (RecorderProcess recorder =
        RecorderProcess.start(
            List.of(), "record", "--output", capture.toString(), "--duration", "2s")) {
      recorder.awaitStart(capture);
      Path made = mark("within");
      assertThat(recorder.await()).isZero();
      assertThat(directories(capture)).contains("mkdir " + made);
    }
  }

  @Test
  void sigtermLosesNothing() throws Exception {
    Path capture = folder.resolve("term.scap.gz");
    try (RecorderProcess recorder =
        RecorderProcess.start(List.of(), "record", "--output", capture.toString())) {
      recorder.awaitStart(capture);
      Path made = mark("last");
      recorder.terminate();
      assertThat(recorder.await()).as(recorder.messages()).isZero();
      assertComplete(recorder.messages());
      assertThat(directories(capture)).contains("mkdir " + made);
    }
  }

  @Test
  void killedItLeavesAllButTheLastSeconds() throws Exception {
    Path capture = folder.resolve("kill.scap.gz");
    try (RecorderProcess recorder =
        RecorderProcess.start(List.of(), "record", "--output", capture.toString())) {
      recorder.awaitStart(capture);
      Path made = mark("before");
      // What is not written out within a few seconds is written on a machine that is slower yet.
      for (int i = 0; i < 20 && !readable(capture, made); i++) {
        Thread.sleep(3000);
      }
      recorder.kill();
      assertThat(directories(capture))
          .contains("mkdir " + made)
          .noneMatch(s -> s.startsWith("damage"));
    }
  }

  @Test
  void manyShortProcesses() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "needs perl");
    Path capture = folder.resolve("many.scap.gz");
    try (RecorderProcess recorder =
        RecorderProcess.start(
            List.of(),
            "record",
            "--output",
            capture.toString(),
            "--",
            "perl",
            "-e",
            "for (1..3000) { $p = fork; exit unless $p; waitpid $p, 0 }"
                + " mkdir '"
                + folder
                + "/end'")) {
      assertThat(recorder.await()).as(recorder.messages()).isZero();
      assertComplete(recorder.messages());
    }
    assertThat(directories(capture)).contains("perl " + folder + "/end");
  }

  @Test
  void aFullDiskEndsItWithAWholeFile() throws Exception {
    Path disk = Files.createDirectory(folder.resolve("disk"));
    Process mount =
        new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=8m", "none", disk.toString())
            .start();
    assumeTrue(mount.waitFor() == 0, "this machine doesn't mount a small disk");
    try (RecorderProcess recorder =
        RecorderProcess.start(
            List.of(),
            "record",
            "--syscalls",
            "all",
            "--output",
            disk + "/full.scap",
            "--",
            "sh",
            "-c",
            "while mkdir " + disk + "/x; do rmdir " + disk + "/x; done")) {
      assertThat(recorder.await()).as(recorder.messages()).isEqualTo(3);
      assertThat(recorder.messages()).contains("cannot write to").contains("not written");
      assertThat(directories(disk.resolve("full.scap"))).noneMatch(s -> s.startsWith("damage"));
    } finally {
      run("sh", "-c", "pkill -P $$ sh; umount -l " + disk);
    }
  }

  @Test
  void tooFewDescriptorsIsALine() throws Exception {
    try (RecorderProcess recorder =
        RecorderProcess.start(
            List.of("sh", "-c", "ulimit -n 30; exec \"$@\"", "sh"),
            "record",
            "--output",
            folder + "/few.scap",
            "--duration",
            "1s")) {
      assertThat(recorder.await()).isIn(3, 4);
      assertThat(recorder.messages().lines()).hasSize(1);
      assertThat(recorder.messages()).contains("too many open files");
    }
  }

  @Test
  void outOfDescriptorsItGoesOnInTheOldFile() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/prlimit")), "needs prlimit");
    Path files = Files.createDirectory(folder.resolve("files"));
    try (RecorderProcess recorder =
        RecorderProcess.start(
            List.of(), "record", "--output", files + "/node.scap.gz", "--rotate-time", "3s")) {
      for (int i = 0; i < 200 && captures(files).isEmpty(); i++) {
        Thread.sleep(100);
      }
      recorder.awaitStart(captures(files).getFirst());
      Path before = mark("before");
      for (int i = 0; i < 200 && !all(files).contains("mkdir " + before); i++) {
        Thread.sleep(300);
      }
      String pid = Long.toString(recorder.pid());
      run("prlimit", "--pid", pid, "--nofile=3:1024");
      int count = captures(files).size();
      Path without = mark("without");
      awaitMessage(recorder, "cannot begin a new file, will try again");
      run("prlimit", "--pid", pid, "--nofile=1024:1024");
      for (int i = 0; i < 200 && captures(files).size() == count; i++) {
        Thread.sleep(300);
      }
      Path with = mark("with");
      recorder.terminate();
      assertThat(recorder.await()).as(recorder.messages()).isZero();
      assertComplete(recorder.messages());
      assertThat(captures(files)).hasSizeGreaterThan(count);
      assertThat(all(files))
          .contains("mkdir " + before, "mkdir " + without, "mkdir " + with)
          .noneMatch(s -> s.startsWith("damage"));
    }
  }

  /** The directories made in all captures of a folder, as far as they can be read. */
  private static List<String> all(Path folder) throws IOException {
    List<String> all = new ArrayList<>();
    for (Path file : captures(folder)) {
      try {
        all.addAll(directories(file));
      } catch (IOException e) {
        all.add("damage: " + e.getMessage());
      }
    }
    return all;
  }

  private static List<Path> captures(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  private static void awaitMessage(RecorderProcess recorder, String message) throws Exception {
    for (int i = 0; i < 3000 && !recorder.messages().contains(message); i++) {
      Thread.sleep(20);
    }
    assertThat(recorder.messages()).contains(message);
  }

  /** A container may have a time namespace, in which the machine seems to be up for longer. */
  @Test
  void timesInATimeNamespace() throws Exception {
    Process allowed =
        new ProcessBuilder("unshare", "--time", "--boottime", "86400", "true").start();
    assumeTrue(allowed.waitFor() == 0, "this machine has no time namespaces");
    Path capture = folder.resolve("time.scap");
    long before = System.currentTimeMillis();
    try (RecorderProcess recorder =
        RecorderProcess.start(
            List.of("unshare", "--time", "--boottime", "86400", "--fork"),
            "record",
            "--output",
            capture.toString(),
            "--",
            "mkdir",
            folder + "/later")) {
      assertThat(recorder.await()).as(recorder.messages()).isZero();
    }
    long after = System.currentTimeMillis();
    int events = 0;
    try (Replay replay = Replay.open(capture, Options.defaults())) {
      for (; replay.next(); events++) {
        assertThat(replay.scope().event.timestamp() / 1_000_000).isBetween(before - 1, after + 1);
      }
    }
    assertThat(events).isPositive();
  }

  @Test
  void withoutTheRightsItSaysWhatIsNeeded() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/setpriv")), "needs setpriv");
    try (RecorderProcess recorder =
        RecorderProcess.start(
            List.of("setpriv", "--bounding-set=-all", "--inh-caps=-all"),
            "record",
            "--output",
            folder + "/no.scap",
            "--duration",
            "1s")) {
      assertThat(recorder.await()).as(recorder.messages()).isEqualTo(4);
      assertThat(recorder.messages().lines()).hasSize(1);
      assertThat(recorder.messages()).contains("CAP_BPF");
    }
  }

  /** A machine that lacks something: here it is hidden from the recorder by a mount of its own. */
  @ParameterizedTest
  @CsvSource({
    "mount -t tmpfs none /sys/kernel/btf, CONFIG_DEBUG_INFO_BTF",
    "for file in $(ldconfig -p | sed -n 's/.*libbpf.* => //p'); do mount --bind /dev/null $file; done, libbpf",
  })
  void whatTheMachineLacksIsALine(String hide, String named) throws Exception {
    assumeTrue(
        new ProcessBuilder("unshare", "--mount", "sh", "-c", hide).start().waitFor() == 0,
        "this machine doesn't let a process have mounts of its own");
    try (RecorderProcess recorder =
        RecorderProcess.start(
            List.of("unshare", "--mount", "sh", "-c", hide + "; exec \"$@\"", "sh"),
            "record",
            "--output",
            folder + "/no.scap",
            "--duration",
            "1s")) {
      assertThat(recorder.await()).as(recorder.messages()).isEqualTo(4);
      assertThat(recorder.messages().lines()).hasSize(1);
      assertThat(recorder.messages()).contains(named);
    }
  }

  @Test
  void wrongUsageIsALine() throws Exception {
    for (String[] wrong :
        new String[][] {
          {"record"},
          {"record", "--output", "x", "--snaplen", "many"},
          {"record", "--output", "x", "--ring", "5000"},
          {"record", "--output", "x", "--cgroup", "/no/such"},
          {"record", "--output", "x.scap.zst"},
          {"rekord"}
        }) {
      try (RecorderProcess recorder = RecorderProcess.start(List.of(), wrong)) {
        assertThat(recorder.await()).as(recorder.messages()).isEqualTo(2);
        assertThat(recorder.messages().lines()).hasSize(1);
      }
    }
  }

  @Test
  void onlyTheChosenCgroup() throws Exception {
    Path root =
        Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"))
            ? Path.of("/sys/fs/cgroup")
            : Path.of("/sys/fs/cgroup/unified");
    assumeTrue(Files.isWritable(root), "needs a writable unified cgroup hierarchy");
    Path chosen = Files.createDirectory(root.resolve("creance-test-" + System.nanoTime()));
    Path below = Files.createDirectory(chosen.resolve("below"));
    Path capture = folder.resolve("cgroup.scap.gz");
    try (RecorderProcess recorder =
        RecorderProcess.start(
            List.of(),
            "record",
            "--output",
            capture.toString(),
            "--cgroup",
            chosen.getFileName().toString())) {
      recorder.awaitStart(capture);
      mark("outside");
      run("sh", "-c", "echo $$ > " + below + "/cgroup.procs; mkdir " + folder + "/inside");
      recorder.terminate();
      assertThat(recorder.await()).isZero();
      assertThat(directories(capture)).containsExactly("mkdir " + folder + "/inside");
      assertThat(processesAtTheStart(capture)).isEmpty();
    } finally {
      Files.deleteIfExists(below);
      Files.deleteIfExists(chosen);
    }
  }

  /** A perl program joins a cgroup, then makes one close after another; each is counted there. */
  private static final String CLOSES =
      """
      use Time::HiRes qw(time usleep); my ($group, $total, $rate) = @ARGV;
      open my $out, '>', "$group/cgroup.procs"; print $out $$; close $out;
      my ($made, $start) = (0, time);
      while ($made < $total) {
        my $due = $rate ? 1 + int($rate * (time - $start)) : $total;
        $due = $total if $due > $total;
        for (; $made < $due; $made++) { syscall 3, -1 }
        usleep 500 if $rate;
      }
      """;

  @ParameterizedTest
  @CsvSource({"600000, 0, 64K", "150000, 50000, 4M"})
  void eachCallIsWrittenOrCountedAsDropped(long calls, long rate, String ring) throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/perl")), "needs perl");
    Path root =
        Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"))
            ? Path.of("/sys/fs/cgroup")
            : Path.of("/sys/fs/cgroup/unified");
    assumeTrue(Files.isWritable(root), "needs a writable unified cgroup hierarchy");
    Path group = Files.createDirectory(root.resolve("creance-test-" + System.nanoTime()));
    Path capture = folder.resolve("closes.scap");
    try (RecorderProcess recorder =
        RecorderProcess.start(
            List.of(),
            "record",
            "--output",
            capture.toString(),
            "--ring",
            ring,
            "--syscalls",
            "close",
            "--cgroup",
            group.getFileName().toString(),
            "--",
            "perl",
            "-e",
            CLOSES,
            group.toString(),
            Long.toString(calls),
            Long.toString(rate))) {
      assertThat(recorder.await()).as(recorder.messages()).isZero();
      assertComplete(recorder.messages());
      Matcher seen = Pattern.compile("seen (\\d+), dropped (\\d+)").matcher(recorder.messages());
      assertThat(seen.find()).isTrue();
      // The close of the group's file, and perhaps some of perl's end and its end.
      assertThat(Long.parseLong(seen.group(1))).isBetween(calls + 1, calls + 8);
      if (rate > 0) {
        assertThat(seen.group(2)).as("dropped at " + rate + "/s").isEqualTo("0");
      }
    } finally {
      Files.deleteIfExists(group);
    }
  }

  private static List<String> processesAtTheStart(Path capture) throws IOException {
    List<String> names = new ArrayList<>();
    CaptureHeader header =
        new CaptureHeader() {
          @Override
          public void process(ProcessEntry process) {
            names.add(process.comm());
          }
        };
    try (CaptureReader reader = CaptureReader.open(capture, header)) {
      assertThat(reader.next(new Event())).isTrue();
    }
    return names;
  }

  @Test
  void flightRecorderOnRequest() throws Exception {
    Path capture = folder.resolve("flight.scap.gz");
    Path trigger = folder.resolve("now");
    Path metrics = folder.resolve("metrics.prom");
    try (RecorderProcess recorder =
        RecorderProcess.start(
            List.of(),
            "record",
            "--output",
            capture.toString(),
            "--flight",
            "1m",
            "--trigger",
            trigger.toString(),
            "--stats",
            "500ms",
            "--metrics",
            metrics.toString())) {
      awaitFile(metrics);
      Path made = mark("flown");
      Thread.sleep(1500);
      run("kill", "-USR1", Long.toString(recorder.pid()));
      Path first = awaitDump(1);
      Files.createFile(trigger);
      awaitDump(2);
      recorder.terminate();
      assertThat(recorder.await()).isZero();
      assertThat(directories(first)).contains("mkdir " + made);
      assertThat(Files.readString(metrics)).contains("creance_recorder_seen_events_total{");
      assertThat(trigger).doesNotExist();
    }
  }

  private static void awaitFile(Path file) throws InterruptedException {
    for (int i = 0; i < 1000 && !Files.exists(file); i++) {
      Thread.sleep(20);
    }
    assertThat(file).exists();
  }

  private Path awaitDump(int count) throws Exception {
    for (int i = 0; i < 500; i++) {
      try (Stream<Path> files = Files.list(folder)) {
        List<Path> dumps =
            files.filter(file -> file.toString().contains("flight-")).sorted().toList();
        if (dumps.size() == count) {
          Thread.sleep(200);
          return dumps.getLast();
        }
      }
      Thread.sleep(20);
    }
    throw new AssertionError("no dump number " + count);
  }

  @Test
  void stockRulesSeeWhatTheyShould() throws Exception {
    assumeTrue(Files.exists(RULES.resolve("falco_rules.yaml")), "needs the stock rules");
    Path capture = folder.resolve("attack.scap.gz");
    String script =
        """
        cat /etc/shadow > /dev/null
        cp /bin/true /dev/shm/creance-test; /dev/shm/creance-test; rm /dev/shm/creance-test
        ln -s /etc/shadow %1$s/link
        find %1$s -maxdepth 1 -name id_rsa
        rm -f %1$s/.bash_history; echo > %1$s/.bash_history; shred %1$s/.bash_history || true
        """
            .formatted(folder);
    try (RecorderProcess recorder =
        RecorderProcess.start(
            List.of(), "record", "--output", capture.toString(), "--", "bash", "-c", script)) {
      assertThat(recorder.await()).as(recorder.messages()).isZero();
    }
    assertThat(alerts(capture))
        .contains(
            "Read sensitive file untrusted",
            "Execution from /dev/shm",
            "Create Symlink Over Sensitive Files",
            "Search Private Keys or Passwords");
  }

  private static Set<String> alerts(Path capture) throws IOException {
    List<SourceFile> files = new ArrayList<>();
    for (String name :
        new String[] {
          "falco_rules.yaml", "falco-incubating_rules.yaml", "falco-sandbox_rules.yaml"
        }) {
      Path file = RULES.resolve(name);
      files.add(new SourceFile(name, Files.readString(file, StandardCharsets.UTF_8)));
    }
    LoadResult loaded = new RulesetLoader(LoadOptions.defaults()).load(files);
    assertThat(loaded.successful()).isTrue();
    RulesetMatcher matcher = new RulesetMatcher(loaded.ruleset(), Matching.ALL);
    Set<String> alerts = new TreeSet<>();
    try (Replay replay = Replay.open(capture, Options.defaults())) {
      while (replay.next()) {
        int count = matcher.match(replay.scope());
        for (int i = 0; i < count; i++) {
          alerts.add(matcher.matched(i).name());
        }
      }
    }
    return alerts;
  }
}
