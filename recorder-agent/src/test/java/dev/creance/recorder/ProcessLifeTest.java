package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.creance.events.Event;
import dev.creance.recorder.kernel.RecordingOptions;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes from their birth to their end, in a script that makes its system calls by number. */
@Tag("kernel")
final class ProcessLifeTest {
  private static final Path PERL = Path.of("/usr/bin/perl");

  private record Run(List<Event> events, List<String> output) {
    /** The events of a type that a thread has. */
    List<Map<String, String>> of(long tid, String type) {
      return events.stream()
          .filter(event -> event.tid() == tid && event.type().name().equals(type))
          .map(EventText::of)
          .toList();
    }

    long number(int line) {
      return Long.parseLong(output.get(line));
    }
  }

  private static RecordingOptions options() throws UsageException {
    return new RecordingOptions(
        new SyscallSelection().select("default"), 0, 32 << 20, 0, List.of());
  }

  /** Runs a Perl script; what it prints are the numbers that the test needs. */
  private static Run perl(String script, String... arguments) throws Exception {
    assumeTrue(Files.isExecutable(PERL), "the scripted workload needs /usr/bin/perl");
    List<String> command = new ArrayList<>(List.of(PERL.toString(), "-e", script));
    command.addAll(Arrays.asList(arguments));
    List<String> output = new ArrayList<>();
    Kernel.Recorded recorded =
        Kernel.record(
            options(),
            () -> {
              ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
              builder.environment().clear();
              builder.environment().put("COLOUR", "blue");
              Process process = builder.start();
              output.addAll(
                  new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                      .lines()
                      .toList());
              process.waitFor();
            });
    assertThat(recorded.totals().allDropped()).isZero();
    return new Run(recorded.events(), output);
  }

  @Test
  void execSaysEverythingOfTheNewProgram(@TempDir Path folder) throws Exception {
    Path program = folder.resolve("a program");
    Files.copy(Path.of("/bin/true"), program);
    program.toFile().setExecutable(true);
    Run run =
        perl(
            "$| = 1; $p = fork; if (!$p) { exec {$ARGV[0]} 'zero', 'one two', '', 'three' }"
                + " print \"$p\\n$$\\n\"; waitpid $p, 0",
            program.toString());
    long child = run.number(0);
    Map<String, String> exec = run.of(child, "execve").getLast();
    assertThat(exec)
        .containsEntry("res", "0")
        .containsEntry("exe", "zero")
        .containsEntry("args", "one two||three|")
        .containsEntry("pid", run.output().get(0))
        .containsEntry("ptid", run.output().get(1))
        .containsEntry("comm", "a program")
        .containsEntry("env", "COLOUR=blue|")
        .containsEntry("uid", "0")
        .containsEntry("gid", "0")
        .containsEntry("trusted_exepath", program.toString())
        .containsEntry("filename", program.toString())
        .containsEntry("exe_ino", Files.getAttribute(program, "unix:ino").toString())
        .containsEntry("flags", "EXE_WRITABLE");
    assertThat(exec.get("exe_ino_mtime")).startsWith(seconds(program, "unix:lastModifiedTime"));
    assertThat(exec.get("exe_ino_ctime")).startsWith(seconds(program, "unix:ctime"));
    assertThat(exec.getOrDefault("cgroups", "").replace('|', '\n').lines())
        .contains(ownCgroup("memory"));
  }

  private static String seconds(Path file, String attribute) throws Exception {
    java.nio.file.attribute.FileTime time =
        (java.nio.file.attribute.FileTime) Files.getAttribute(file, attribute);
    return Long.toString(time.to(java.util.concurrent.TimeUnit.SECONDS));
  }

  /** {@code memory=/path} of this process, which its children share. */
  private static String ownCgroup(String subsystem) throws Exception {
    String unified = "/";
    for (String line : Files.readAllLines(Path.of("/proc/self/cgroup"))) {
      String[] part = line.split(":", 3);
      if (part[1].equals(subsystem)) {
        return subsystem + "=" + part[2];
      }
      if (part[1].isEmpty()) {
        unified = part[2];
      }
    }
    return subsystem + "=" + unified;
  }

  @Test
  void forkIsToldByBothSides() throws Exception {
    Run run = perl("$| = 1; $p = fork; if (!$p) { exit 7 } print \"$$\\n$p\\n\"; waitpid $p, 0");
    long parent = run.number(0);
    long child = run.number(1);
    Map<String, String> asParent = run.of(parent, "clone").getFirst();
    assertThat(asParent)
        .containsEntry("res", Long.toString(child))
        .containsEntry("exe", PERL.toString())
        .containsEntry("tid", Long.toString(parent))
        .containsEntry("pid", Long.toString(parent))
        .containsEntry("comm", "perl")
        .containsEntry("flags", "CLONE_CHILD_CLEARTID|CLONE_CHILD_SETTID")
        .containsEntry("vtid", Long.toString(parent));
    assertThat(asParent.get("args")).startsWith("-e|");
    assertThat(run.of(child, "clone").getFirst())
        .containsEntry("res", "0")
        .containsEntry("tid", Long.toString(child))
        .containsEntry("pid", Long.toString(child))
        .containsEntry("ptid", Long.toString(parent))
        .containsEntry("vpid", Long.toString(child));
    assertThat(run.of(child, "procexit").getFirst())
        .containsEntry("status", Integer.toString(7 << 8))
        .containsEntry("ret", "7")
        .containsEntry("sig", "0")
        .containsEntry("core", "0")
        .containsEntry("reaper_tid", "0");
  }

  @Test
  void deathBySignalAndOrphans() throws Exception {
    Run run =
        perl(
            "$| = 1; $p = fork; if (!$p) { $c = fork; if (!$c) { sleep 1; exit }"
                + " print \"$$\\n$c\\n\"; kill 9, $$; sleep 9 } waitpid $p, 0; wait");
    long killed = run.number(0);
    Map<String, String> exit = run.of(killed, "procexit").getFirst();
    assertThat(exit).containsEntry("sig", "9").containsEntry("ret", "0");
    assertThat(Long.parseLong(exit.get("reaper_tid")))
        .as("who adopts its child")
        .isPositive()
        .isNotEqualTo(killed);
    assertThat(run.of(killed, "kill").getFirst())
        .containsEntry("res", "0")
        .containsEntry("pid", Long.toString(killed))
        .containsEntry("sig", "9");
  }

  @Test
  void sessionsUsersAndNamespaces() throws Exception {
    Run run =
        perl(
            "$| = 1; $p = fork; if (!$p) { syscall 112; syscall 272, 0x20000;"
                + " ($n, $d, $t) = ('none', '/mnt', 'tmpfs');"
                + " syscall 165, $n, $d, $t, 6, 0; syscall 166, $d, 2;"
                + " syscall 106, 12; syscall 105, 34; syscall 105, 0; exit } print \"$p\\n\"; wait");
    long child = run.number(0);
    assertThat(run.of(child, "setsid").getFirst()).containsEntry("res", Long.toString(child));
    assertThat(run.of(child, "unshare").getFirst())
        .containsEntry("res", "0")
        .containsEntry("flags", "CLONE_NEWNS");
    assertThat(run.of(child, "mount").getFirst())
        .containsEntry("res", "0")
        .containsEntry("dir", "/mnt")
        .containsEntry("flags", "NOSUID|NODEV");
    assertThat(run.of(child, "umount2").getFirst())
        .containsEntry("res", "0")
        .containsEntry("name", "/mnt");
    assertThat(run.of(child, "setgid").getFirst())
        .containsEntry("res", "0")
        .containsEntry("gid", "12");
    assertThat(run.of(child, "setuid"))
        .extracting(event -> event.get("res") + " " + event.get("uid"))
        .containsExactly("0 34", "-1 0");
  }

  @Test
  void tracing() throws Exception {
    Run run =
        perl(
            "$| = 1; $p = fork; if (!$p) { sleep 5; exit }"
                + " $a = syscall 101, 16, $p, 0, 0; waitpid $p, 0;"
                + " syscall 101, 17, $p, 0, 0; kill 9, $p; wait; print \"$$\\n$p\\n$a\\n\"");
    assumeTrue(run.number(2) == 0, "this machine doesn't let a process trace its child");
    long parent = run.number(0);
    String child = run.output().get(1);
    List<Map<String, String>> traces = run.of(parent, "ptrace");
    assertThat(traces.get(0))
        .containsEntry("res", "0")
        .containsEntry("request", "PTRACE_ATTACH")
        .containsEntry("pid", child);
    assertThat(traces.get(1))
        .containsEntry("request", "PTRACE_DETACH")
        .containsEntry("data", "1:0");
  }

  @Test
  void anExecutableWithoutAFile() throws Exception {
    Run run =
        perl(
            "$| = 1; $n = 'ghost'; $f = syscall 319, $n, 0; open $o, '>&=', $f; binmode $o;"
                + " open $i, '<', '/bin/true'; binmode $i; local $/; print {$o} <$i>; close $i; select $o; $| = 1; select STDOUT;"
                + " $p = fork; if (!$p) { $e = ''; @a = ('ghost', 0); $v = pack 'p2', 'ghost', undef;"
                + " syscall 322, $f, $e, $v, $v, 0x1000; exit 9 } print \"$p\\n\"; wait");
    Map<String, String> exec = run.of(run.number(0), "execveat").getFirst();
    assertThat(exec)
        .containsEntry("res", "0")
        .containsEntry("exe", "ghost")
        .containsEntry("trusted_exepath", "memfd:ghost")
        .containsEntry("flags", "EXE_WRITABLE|EXE_FROM_MEMFD");
  }
}
