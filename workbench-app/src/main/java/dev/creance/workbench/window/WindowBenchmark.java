package dev.creance.workbench.window;

import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.service.Jobs;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.shown.RuleEntry;
import dev.creance.workbench.window.view.Shell;
import dev.creance.workbench.window.view.Theme;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.control.ScrollBar;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.stage.Stage;

/**
 * How quick the window is: its start, a key in a long file, measures after a key, scrolling through
 * all events, and the memory it takes. Keys are events that are sent to the editor; what is
 * measured is real time, up to the end of the layout of the next frame. It is usable when the text
 * stands in the editor and a first key in the text. Its start counts from that of the process, so
 * it has to be the first thing that a process does.
 */
public final class WindowBenchmark {
  private static final int KEYS = 400;
  private static final int EDITS = 40;
  private static final int FRAMES = 400;
  private static final String TYPED = " and proc.name != something and fd.name startswith /opt/x";

  private final Path workspace;
  private final Consumer<String> out;
  private final Random random = new Random(20_261_125);
  private final Jobs housekeeping = new Jobs("creance-housekeeping");
  private @org.jspecify.annotations.Nullable WorkbenchModel model;
  private @org.jspecify.annotations.Nullable Shell shell;

  private WindowBenchmark(Path workspace, Consumer<String> out) {
    this.workspace = workspace;
    this.out = out;
  }

  /**
   * Measures and tells.
   *
   * @param workspace with a rule file of some thousand lines, and a large corpus
   * @param display whether to use a display; else JavaFX draws without one
   */
  public static void run(Path workspace, boolean display, Consumer<String> out)
      throws IOException, InterruptedException {
    if (!display) {
      System.setProperty("glass.platform", "Headless");
      System.setProperty("prism.order", "sw");
    }
    Graphics.choose();
    try {
      new WindowBenchmark(workspace, out).measure();
    } catch (ExecutionException e) {
      throw new IOException("the window failed: " + e.getCause(), e);
    } finally {
      Platform.exit();
    }
  }

  private void measure() throws InterruptedException, ExecutionException {
    CompletableFuture<Boolean> shown = new CompletableFuture<>();
    Platform.startup(() -> {
      try {
        show();
        shown.complete(true);
      } catch (IOException | RuntimeException e) {
        shown.completeExceptionally(e);
      }
    });
    shown.get();
    until(() -> shell().author().ready());
    frame();
    key(' ').get();
    say("window usable after", since());
    say("  of it computing, all threads together", totalComputed());
    on(() -> {
      shell().author().undoTyped();
      return true;
    });
    until(() -> model().ready().get() && model().status().idle());
    say("corpora open and rules measured after", since());
    out.accept(
        String.format(
            Locale.ROOT,
            "%-42s %,d events in %d corpora",
            "open",
            model().corpora().stream().mapToLong(corpus -> corpus.events()).sum(),
            model().corpora().size()));
    typing();
    measures();
    scrolling();
    memory("right after");
    until(() -> model().status().idle());
    Thread.sleep(HeapKeeper.LONG_REST.plusSeconds(4));
    memory("at rest");
    on(() -> {
      model().close();
      return true;
    });
    housekeeping.close();
  }

  private void show() throws IOException {
    Theme.loadFonts();
    Theme.LIGHT.apply();
    WorkbenchModel made =
        new WorkbenchModel(Workspace.of(workspace), Platform::runLater, Graphics.afterFrame());
    model = made;
    Shell window = new Shell(made, Theme.LIGHT, theme -> {});
    shell = window;
    Scene scene = new Scene(window, 1000, 900);
    Theme.LIGHT.dress(scene);
    HeapKeeper.keep(scene, () -> made.status().idle(), housekeeping);
    Stage stage = new Stage();
    stage.setScene(scene);
    stage.setX(0);
    stage.setY(0);
    made.start();
    stage.show();
  }

  private WorkbenchModel model() {
    return java.util.Objects.requireNonNull(model);
  }

  private Shell shell() {
    return java.util.Objects.requireNonNull(shell);
  }

  private RuleEntry longest() throws InterruptedException, ExecutionException {
    return on(() -> {
      List<RuleEntry> rules = model().rules().rules().get();
      RuleEntry last =
          rules.stream()
              .max(java.util.Comparator.comparingInt(RuleEntry::line))
              .orElseThrow(() -> new IllegalStateException("no rules in " + workspace));
      List<RuleEntry> same =
          rules.stream().filter(rule -> rule.file().equals(last.file()) && rule.enabled()).toList();
      return same.get(same.size() / 2);
    });
  }

  private void typing() throws InterruptedException, ExecutionException {
    RuleEntry rule = longest();
    int lines = on(() -> shell().author().showConditionOf(rule));
    frame();
    long[] laidOut = new long[KEYS];
    long[] waited = new long[KEYS];
    long[] worked = new long[KEYS];
    long[] computed = new long[KEYS];
    long before = 0;
    for (int i = 0; i < KEYS + 40; i++) {
      if (i == 40) {
        before = on(WindowBenchmark::computed);
      }
      Thread.sleep(25 + random.nextInt(60));
      char c = TYPED.charAt(i % TYPED.length());
      long start = System.nanoTime();
      long[] ends = key(c).get();
      if (i >= 40) {
        laidOut[i - 40] = ends[3] - start;
        waited[i - 40] = ends[1] - start;
        worked[i - 40] = ends[0];
        computed[i - 40] = ends[2];
      }
    }
    long all = on(WindowBenchmark::computed) - before;
    say("key to laid-out text, file of " + lines + " lines", laidOut);
    say("key to the frame that is drawn with it", waited);
    say("  of it on the window's thread", worked);
    say("  of it computing", computed);
    out.accept(
        String.format(
            Locale.ROOT,
            "%-42s %.1f ms",
            "computing of the window's thread for a key, all in all",
            all / 1e6 / KEYS));
    for (int i = 0; i < KEYS + 40; i++) {
      on(() -> {
        shell().author().undoTyped();
        return true;
      });
    }
    until(() -> model().status().idle());
  }

  /**
   * Sends a key; answers when the whole window is laid out, and the frame about to be drawn: time
   * of work, when that was, computing, and when the text itself was laid out with the key in it.
   */
  private CompletableFuture<long[]> key(char c) {
    CompletableFuture<long[]> laidOut = new CompletableFuture<>();
    Platform.runLater(() -> {
      long begin = System.nanoTime();
      long computed = computed();
      shell().author().send(press(c));
      shell().author().send(typed(c));
      long sent = System.nanoTime() - begin;
      long computedToSend = computed() - computed;
      long textLaidOut = shell().author().laidOut() ? begin + sent : Long.MAX_VALUE;
      afterLayout(end ->
          laidOut.complete(
              new long[] {
                sent + end[1], end[0], computedToSend + end[2], Math.min(textLaidOut, end[0])
              }));
    });
    return laidOut;
  }

  private static KeyEvent press(char c) {
    KeyCode code = c == ' ' ? KeyCode.SPACE : KeyCode.UNDEFINED;
    return new KeyEvent(KeyEvent.KEY_PRESSED, "", "", code, false, false, false, false);
  }

  private static KeyEvent typed(char c) {
    return new KeyEvent(
        KeyEvent.KEY_TYPED, String.valueOf(c), "", KeyCode.UNDEFINED, false, false, false, false);
  }

  /** Calls back at the end of the next frame's layout: when that is, and how long it took. */
  private void afterLayout(Consumer<long[]> then) {
    Scene scene = shell().getScene();
    long[] begin = new long[2];
    Runnable[] before = new Runnable[1];
    Runnable[] after = new Runnable[1];
    before[0] =
        () -> {
          begin[0] = System.nanoTime();
          begin[1] = computed();
          scene.removePreLayoutPulseListener(before[0]);
        };
    after[0] =
        () -> {
          long end = System.nanoTime();
          scene.removePostLayoutPulseListener(after[0]);
          then.accept(new long[] {end, end - begin[0], computed() - begin[1]});
        };
    scene.addPreLayoutPulseListener(before[0]);
    scene.addPostLayoutPulseListener(after[0]);
    Platform.requestNextPulse();
  }

  private void frame() throws InterruptedException, ExecutionException {
    CompletableFuture<Boolean> done = new CompletableFuture<>();
    Platform.runLater(() -> afterLayout(end -> done.complete(true)));
    done.get();
  }

  /** Each edit changes what a rule hits, so that it has to be measured anew. */
  private void measures() throws InterruptedException, ExecutionException {
    RuleEntry rule = longest();
    on(() -> shell().author().showConditionOf(rule));
    long[] times = new long[EDITS];
    for (int i = 0; i < EDITS; i++) {
      String text = "proc.pid != " + (900_000 + i) + " and ";
      long start = System.nanoTime();
      on(() -> {
        shell().author().insert(text);
        return true;
      });
      until(() -> !model().rules().stale().get() && !model().rules().parts().get().isEmpty());
      times[i] = System.nanoTime() - start;
    }
    say("measures after the last key", times);
    on(() -> {
      for (int i = 0; i < EDITS; i++) {
        shell().author().undoTyped();
      }
      return true;
    });
  }

  private void scrolling() throws InterruptedException, ExecutionException {
    on(() -> {
      model().go(Place.EXPLORE);
      return true;
    });
    until(() -> model().explore().size().get() > 0 && model().status().idle());
    frame();
    ScrollBar bar = on(() -> (ScrollBar) shell().lookup("#events-bar"));
    int rows = on(() -> model().explore().size().get());
    List<Long> work = new ArrayList<>();
    List<Long> pauses = new ArrayList<>();
    long before = System.nanoTime();
    int at = 0;
    for (int i = 0; i < FRAMES; i++) {
      // Rows by the wheel, pages, and the knob of the scroll bar dragged from top to bottom.
      at =
          i % 4 == 3
              ? (int) ((long) rows * i / FRAMES)
              : Math.min(rows - 1, at + (i % 4 == 2 ? 30 : 3));
      int row = at;
      CompletableFuture<long[]> laidOut = new CompletableFuture<>();
      Platform.runLater(() -> {
        long begin = System.nanoTime();
        bar.setValue(row);
        long moved = System.nanoTime() - begin;
        afterLayout(end -> laidOut.complete(new long[] {moved + end[1], end[0]}));
      });
      long[] frame = laidOut.get();
      if (i > 20) {
        work.add(frame[0]);
        pauses.add(frame[1] - before);
      }
      before = frame[1];
    }
    say(String.format(Locale.ROOT, "scrolling %,d events: work a frame", rows), array(work));
    say("  from frame to frame", array(pauses));
  }

  private static long[] array(List<Long> values) {
    return values.stream().mapToLong(Long::longValue).toArray();
  }

  private void memory(String when) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
        if (line.startsWith("VmRSS") || line.startsWith("VmHWM")) {
          long megabytes = Long.parseLong(line.replaceAll("\\D", "")) >> 10;
          out.accept(
              String.format(
                  Locale.ROOT,
                  "%-42s %d MB",
                  line.startsWith("VmRSS") ? "resident memory " + when : "  at its peak",
                  megabytes));
        }
      }
    } catch (IOException e) {
      out.accept("resident memory: not known on this system");
    }
  }

  /**
   * How long the processor has worked for this thread: unlike real time it does not grow when other
   * programs are busy.
   */
  private static long computed() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }

  private static Duration since() {
    Instant start = ProcessHandle.current().info().startInstant().orElse(Instant.now());
    return Duration.between(start, Instant.now());
  }

  private static Duration totalComputed() {
    return ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO);
  }

  private void say(String what, Duration time) {
    out.accept(String.format(Locale.ROOT, "%-42s %d ms", what, time.toMillis()));
  }

  private void say(String what, long[] nanos) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    out.accept(
        String.format(
            Locale.ROOT,
            "%-42s median %.1f, p99 %.1f, max %.1f ms (%d)",
            what,
            at(sorted, 0.5),
            at(sorted, 0.99),
            at(sorted, 1),
            sorted.length));
  }

  private static double at(long[] sorted, double part) {
    return sorted[(int) Math.ceil(part * sorted.length) - 1] / 1e6;
  }

  private static <T> T on(Callable<T> question) throws InterruptedException, ExecutionException {
    FutureTask<T> task = new FutureTask<>(question);
    Platform.runLater(task);
    return task.get();
  }

  private static void until(Callable<Boolean> condition)
      throws InterruptedException, ExecutionException {
    while (!on(condition)) {
      Thread.sleep(2);
    }
  }
}
