package dev.creance.benchmark.fleet;

import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.approval.Person;
import dev.creance.release.approval.Person.Role;
import dev.creance.release.approval.Policy;
import dev.creance.release.approval.Signature;
import dev.creance.release.approval.Signing;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseDraft;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.bundle.RuleFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Releases of one ruleset, with people who make and approve them. */
final class FleetReleases {
  /** What is foretold of every rule, so that a gate has something to judge. */
  static final double PER_NODE_HOUR = 0.5;

  private static final double CORPUS_HOURS = 24;
  private static final Instant SIGNED = Instant.parse("2026-01-02T03:04:05Z");
  private static final Pattern RULE = Pattern.compile("(?m)^- rule: *(.+?) *$");

  private final Map<String, KeyPair> keys =
      Map.of(
          "author", Signing.newKeys(), "approver", Signing.newKeys(), "control", Signing.newKeys());
  private final byte[] rules;
  private final List<String> names;
  private final Path policyFile;
  private final Path controlKey;

  /**
   * @param rules a file of rules
   * @param folder where the policy and the control side's key are written
   */
  FleetReleases(Path rules, Path folder) throws IOException {
    this.rules = Files.readAllBytes(rules);
    this.names =
        RULE.matcher(new String(this.rules, StandardCharsets.UTF_8))
            .results()
            .map(match -> match.group(1))
            .toList();
    this.policyFile = Files.write(folder.resolve("policy.json"), ApprovalFiles.write(policy()));
    this.controlKey =
        Files.writeString(
            folder.resolve("control.key"), Signing.text(keys("control").getPrivate()));
  }

  private KeyPair keys(String name) {
    KeyPair pair = keys.get(name);
    if (pair == null) {
      throw new IllegalArgumentException(name);
    }
    return pair;
  }

  private Policy policy() {
    return new Policy(
        List.of(
            new Person("author", keys("author").getPublic(), Set.of(Role.AUTHOR)),
            new Person("approver", keys("approver").getPublic(), Set.of(Role.APPROVER)),
            new Person("control", keys("control").getPublic(), Set.of(Role.ROLLBACK))),
        1,
        List.of(),
        0);
  }

  Path policyFile() {
    return policyFile;
  }

  Path controlKey() {
    return controlKey;
  }

  /** The rules of the file. */
  List<String> ruleNames() {
    return names;
  }

  /** A release with a version of its own. */
  Release release(long sequence) throws ReleaseException {
    String mark = "\n# release " + sequence + "\n";
    byte[] content = java.util.Arrays.copyOf(rules, rules.length + mark.length());
    System.arraycopy(
        mark.getBytes(StandardCharsets.US_ASCII), 0, content, rules.length, mark.length());
    List<MeasureReport.RuleMeasure> measures = new ArrayList<>();
    for (String name : names) {
      measures.add(
          new MeasureReport.RuleMeasure(
              name,
              Map.of("normal", Math.round(PER_NODE_HOUR * CORPUS_HOURS)),
              PER_NODE_HOUR,
              PER_NODE_HOUR / 2,
              PER_NODE_HOUR * 2));
    }
    return Release.make(
        new ReleaseDraft("fleet", "1." + sequence + ".0", sequence, "author", "", List.of(), ""),
        List.of(new RuleFile("rules.yaml", content)),
        new MeasureReport(
            List.of(
                new MeasureReport.Corpus(
                    "day", "sha256:" + "0".repeat(64), 1_000_000, CORPUS_HOURS)),
            measures,
            List.of(),
            List.of()));
  }

  /** The author's signature, and the approver's if wanted. */
  List<Signature> signatures(Release release, boolean approved) throws GeneralSecurityException {
    List<Signature> all = new ArrayList<>();
    all.add(sign(release, "author", Role.AUTHOR));
    if (approved) {
      all.add(sign(release, "approver", Role.APPROVER));
    }
    return all;
  }

  private Signature sign(Release release, String person, Role role)
      throws GeneralSecurityException {
    return Signing.sign(release.digest(), person, role, SIGNED, "", keys(person).getPrivate());
  }
}
