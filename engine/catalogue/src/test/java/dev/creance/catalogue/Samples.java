package dev.creance.catalogue;

import dev.creance.catalogue.KnownCorpus.KnownLabel;
import dev.creance.catalogue.MeasuredRun.OnCorpus;
import dev.creance.catalogue.MeasuredRun.RuleFile;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;

/** Corpora and runs that tests write. */
final class Samples {
  static final Instant MONDAY = Instant.parse("2026-11-16T10:00:00Z");

  private Samples() {}

  static KnownCorpus corpus(String name) {
    return new KnownCorpus(
        "digest of " + name,
        "corpora/" + name,
        2,
        1,
        3,
        81_369,
        OptionalLong.of(7),
        6_600_000_000L,
        1_000,
        6_600_001_000L,
        List.of(new KnownLabel("normal", "", "web-1", 1_000, 6_600_001_000L)));
  }

  static RuleCount count(String rule, String version, long hits) {
    return new RuleCount(rule, version, hits, hits == 0 ? 0 : 1_000, hits == 0 ? 0 : 2_000);
  }

  static MeasuredRun run(Instant when, String corpus, RuleCount... counts) {
    return new MeasuredRun(
        when,
        List.of(new RuleFile("rules/a.yaml", "digest of a"), new RuleFile("rules/b.yaml", "of b")),
        "",
        Duration.ofNanos(12_345_000),
        "0.1.0",
        List.of(new OnCorpus(corpus(corpus), List.of(counts))));
  }
}
