package dev.creance.catalogue;

import static dev.creance.catalogue.Samples.MONDAY;
import static dev.creance.catalogue.Samples.corpus;
import static dev.creance.catalogue.Samples.count;
import static dev.creance.catalogue.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.catalogue.Comparison.Change;
import dev.creance.catalogue.MeasuredRun.OnCorpus;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTest {
  @TempDir private Path folder;
  private Workspace workspace;

  @BeforeEach
  void aWorkspaceWhosePathMeansSomethingToSqlite() {
    workspace = new Workspace(folder.resolve("wörk space?mode=memory#1 100%"));
  }

  @Test
  void aRunIsFoundAgainAsItWas() throws Exception {
    MeasuredRun run = run(MONDAY, "web", count("shell", "v1", 12), count("quiet", "v1", 0));
    long id;
    try (Catalogue catalogue = Catalogue.open(workspace)) {
      id = catalogue.record(run);
    }
    try (Catalogue catalogue = Catalogue.open(workspace)) {
      assertThat(catalogue.runs(10))
          .containsExactly(
              new RunSummary(
                  id,
                  MONDAY,
                  run.rules(),
                  "",
                  Duration.ofNanos(12_345_000),
                  List.of(new RunSummary.OnCorpus("digest of web", "corpora/web")),
                  2,
                  12));
      assertThat(catalogue.hits(id, "digest of web"))
          .containsExactly(count("shell", "v1", 12), count("quiet", "v1", 0));
      assertThat(catalogue.files(id)).isEqualTo(run.files());
      assertThat(catalogue.corpora()).containsExactly(corpus("web"));
    }
  }

  @Test
  void aCorpusIsRememberedOnceAndWhereItWasLast() throws Exception {
    try (Catalogue catalogue = Catalogue.open(workspace)) {
      catalogue.remember(corpus("web"));
      catalogue.remember(corpus("web"));
      catalogue.remember(corpus("db"));
      KnownCorpus grown =
          new KnownCorpus(
              "digest of web and more",
              "corpora/web",
              3,
              2,
              3,
              100_000,
              OptionalLong.empty(),
              7,
              1,
              8,
              List.of());
      catalogue.remember(grown);
      assertThat(catalogue.corpora()).containsExactly(grown, corpus("db"));
    }
  }

  @Test
  void theNewestOldEnoughRunOnAllTheCorporaIsFound() throws Exception {
    Instant now = MONDAY.plus(Duration.ofDays(8));
    try (Catalogue catalogue = Catalogue.open(workspace)) {
      final long first = catalogue.record(run(MONDAY, "web", count("shell", "v1", 1)));
      MeasuredRun one = run(MONDAY.plus(Duration.ofDays(7)), "web", count("shell", "v1", 2));
      MeasuredRun both =
          new MeasuredRun(
              one.started(),
              one.files(),
              "",
              one.elapsed(),
              "0.1.0",
              List.of(one.corpora().getFirst(), new OnCorpus(corpus("db"), List.of())));
      long second = catalogue.record(both);
      List<String> web = List.of("digest of web");
      List<String> all = List.of("digest of db", "digest of web");
      assertThat(catalogue.runOn(web, "", now, Long.MAX_VALUE).orElseThrow().id())
          .isEqualTo(second);
      assertThat(catalogue.runOn(web, "", now, second).orElseThrow().id()).isEqualTo(first);
      assertThat(
              catalogue
                  .runOn(web, "", now.minus(Duration.ofDays(7)), Long.MAX_VALUE)
                  .orElseThrow()
                  .id())
          .isEqualTo(first);
      assertThat(catalogue.runOn(all, "", now, Long.MAX_VALUE).orElseThrow().id())
          .isEqualTo(second);
      assertThat(catalogue.runOn(all, "", now, second)).isEmpty();
      assertThat(catalogue.runOn(web, "-t one", now, Long.MAX_VALUE)).isEmpty();
      assertThat(catalogue.history("shell", 10))
          .extracting(Catalogue.RuleInRun::run, Catalogue.RuleInRun::hits)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(second, 2L),
              org.assertj.core.groups.Tuple.tuple(first, 1L));
    }
  }

  @Test
  void comparedRunsSayWhatChanged() {
    Comparison comparison =
        Comparison.of(
            List.of(
                count("same", "v1", 5),
                count("fewer", "v1", 30),
                count("edited", "v1", 4),
                count("gone", "v1", 9)),
            List.of(
                count("same", "v1", 5),
                count("edited", "v2", 4),
                count("new", "v1", 1),
                count("fewer", "v1", 12)));
    assertThat(comparison.changed())
        .containsExactly(
            new Change("fewer", OptionalLong.of(30), OptionalLong.of(12), false),
            new Change("gone", OptionalLong.of(9), OptionalLong.empty(), false),
            new Change("new", OptionalLong.empty(), OptionalLong.of(1), false),
            new Change("edited", OptionalLong.of(4), OptionalLong.of(4), true));
    assertThat(comparison.rules()).hasSize(5);
  }

  @Test
  void theHitsOfARuleAddUpOverCorpora() {
    Comparison comparison =
        Comparison.of(
            List.of(count("shell", "v1", 1), count("shell", "v1", 2)),
            List.of(count("shell", "v1", 3), count("shell", "v1", 0)));
    assertThat(comparison.changed()).isEmpty();
  }

  @Test
  void aWorkspaceIsFoundUpwardsByItsCatalogue() throws Exception {
    Path inside = workspace.folder().resolve("rules/deep");
    assertThat(Workspace.around(inside)).isEmpty();
    Catalogue.open(workspace).close();
    assertThat(Workspace.around(inside)).contains(workspace);
    assertThat(Workspace.around(workspace.folder())).contains(workspace);
    assertThat(Workspace.around(folder)).isEmpty();
  }

  @Test
  void pathsAreWrittenFromTheWorkspaceOn() {
    Path inside = workspace.folder().resolve("corpora/web");
    assertThat(workspace.written(inside)).isEqualTo("corpora/web");
    assertThat(workspace.path("corpora/web")).isEqualTo(inside);
    assertThat(workspace.written(folder)).isEqualTo(folder.toString());
    assertThat(workspace.path(folder.toString())).isEqualTo(folder);
  }
}
