package dev.creance.release;

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
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A small workspace of three people who make and approve releases. */
public final class Releases {
  private final Map<String, KeyPair> keys = new HashMap<>();

  public Releases() {
    for (String name : List.of("ada", "ben", "cleo")) {
      keys.put(name, Signing.newKeys());
    }
  }

  public KeyPair keys(String name) {
    return keys.computeIfAbsent(name, key -> Signing.newKeys());
  }

  public Person person(String name, Role... roles) {
    return new Person(name, keys(name).getPublic(), Set.of(roles));
  }

  /** Ada writes, Ben and Cleo approve; changes of critical rules need both, so does a breach. */
  public Policy policy() {
    return new Policy(
        List.of(
            person("ada", Role.AUTHOR, Role.APPROVER),
            person("ben", Role.APPROVER),
            person("cleo", Role.AUTHOR, Role.APPROVER)),
        1,
        List.of(new Policy.Stricter(Set.of(), Set.of("CRITICAL"), 2)),
        1);
  }

  public static RuleFile file(String name, String text) throws ReleaseException {
    return new RuleFile(name, text.getBytes(StandardCharsets.UTF_8));
  }

  public static Release release(long sequence, MeasureReport report) throws ReleaseException {
    return Release.make(
        new ReleaseDraft("web", "1." + sequence + ".0", sequence, "ada", "0.50.0", List.of(), ""),
        List.of(
            file("falco_rules.yaml", "- macro: m\n  condition: evt.type = open\n"),
            file("web.yaml", "- list: l\n  items: [" + sequence + "]\n")),
        report);
  }

  public static MeasureReport report(String priority, List<String> breaches) {
    return new MeasureReport(
        List.of(new MeasureReport.Corpus("day", "sha256:" + "0".repeat(64), 1_000, 24)),
        List.of(
            new MeasureReport.RuleMeasure(
                "r", Map.of("sha256:" + "0".repeat(64), 12L), 0.5, 0.3, 0.8)),
        List.of(
            new MeasureReport.Change(
                "r", MeasureReport.Change.Kind.CHANGED, priority, List.of("web"), 30, 12)),
        breaches);
  }

  public Signature sign(Release release, String person, Role role) {
    try {
      return Signing.sign(
          release.digest(),
          person,
          role,
          Instant.parse("2026-01-02T03:04:05Z"),
          "looks right",
          keys(person).getPrivate());
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }
}
