package dev.creance.workbench.window.service;

import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.approval.Person;
import dev.creance.release.approval.Policy;
import dev.creance.release.approval.ReleaseFolder;
import dev.creance.release.approval.Signature;
import dev.creance.release.approval.Signing;
import dev.creance.release.approval.Verdict;
import dev.creance.release.approval.Verifier;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.MeasureReport.RuleMeasure;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.bundle.RuleFile;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.window.shown.ReleaseCard;
import dev.creance.workbench.window.shown.ReleaseCard.Change;
import dev.creance.workbench.window.shown.ReleaseCard.FileDiff;
import dev.creance.workbench.window.shown.ReleaseCard.Measure;
import dev.creance.workbench.window.shown.ReleaseCard.Signed;
import dev.creance.workbench.window.shown.Wrong;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the releases of a workspace, says what they are worth, and approves them. */
public final class ReleaseDesk implements AutoCloseable {
  private static final int DEPTH = 4;
  private static final String POLICY = "policy.json";

  private final Workspace workspace;
  private final Jobs jobs = new Jobs("creance-releases-window");

  public ReleaseDesk(Workspace workspace) {
    this.workspace = workspace;
  }

  /** A release as it was read. */
  private record Found(Path folder, Release release, List<Signature> signatures) {}

  /** All releases, the newest first. */
  public CompletableFuture<ReleaseCard.All> all() {
    return jobs.newest("all", 0, this::read);
  }

  private ReleaseCard.All read() throws IOException {
    List<String> wrong = new ArrayList<>();
    List<Found> found = new ArrayList<>();
    for (Path folder : folders(workspace)) {
      try {
        ReleaseFolder stored = new ReleaseFolder(folder);
        found.add(new Found(folder, stored.release(), stored.signatures()));
      } catch (IOException | ReleaseException e) {
        wrong.add(workspace.shortName(folder) + ": " + e.getMessage());
      }
    }
    Optional<Path> file = policyFile();
    Optional<Policy> policy = Optional.empty();
    if (file.isPresent()) {
      try {
        policy =
            Optional.of(
                ApprovalFiles.policy(
                    Files.readAllBytes(file.get()), workspace.shortName(file.get())));
      } catch (ReleaseException e) {
        wrong.add(e.getMessage());
      }
    }
    found.sort(
        Comparator.comparing((Found one) -> one.release.manifest().name())
            .thenComparingLong(one -> -one.release.manifest().sequence()));
    List<ReleaseCard> cards = new ArrayList<>();
    for (Found one : found) {
      cards.add(card(one, found, policy));
    }
    return new ReleaseCard.All(cards, file.map(workspace::shortName).orElse(""), wrong);
  }

  /** The folders that hold releases. */
  static List<Path> folders(Workspace workspace) throws IOException {
    try (Stream<Path> walk = Files.walk(workspace.folder(), DEPTH)) {
      return walk.filter(file -> file.endsWith("signatures.json"))
          .map(Path::getParent)
          .filter(folder -> Files.isRegularFile(folder.resolve("manifest.json")))
          .sorted()
          .toList();
    }
  }

  private Optional<Path> policyFile() {
    return Stream.of(POLICY, "releases/" + POLICY)
        .map(workspace.folder()::resolve)
        .filter(Files::isRegularFile)
        .findFirst();
  }

  private static ReleaseCard card(Found one, List<Found> all, Optional<Policy> policy) {
    Release release = one.release;
    var manifest = release.manifest();
    Optional<Found> before =
        all.stream()
            .filter(other -> other.release.digest().equals(manifest.previous()))
            .findFirst();
    Optional<Verdict> verdict =
        policy.map(rules -> new Verifier(rules).judge(release, one.signatures));
    return new ReleaseCard(
        one.folder,
        manifest.name(),
        manifest.version(),
        manifest.sequence(),
        manifest.author(),
        release.digest(),
        before
            .map(
                other -> other.release.manifest().name() + " " + other.release.manifest().version())
            .orElse(manifest.previous().isEmpty() ? "" : manifest.previous()),
        release.report().changes().stream()
            .map(change ->
                new Change(
                    change.kind().name().toLowerCase(Locale.ROOT),
                    change.rule(),
                    change.priority(),
                    change.hitsBefore(),
                    change.hitsNow()))
            .toList(),
        measures(release.report(), before.map(other -> other.release.report())),
        diffs(release, before.map(other -> other.release)),
        release.report().breaches(),
        verdict.map(Verdict::needed).orElse(0),
        verdict.map(Verdict::approvers).orElse(List.of()),
        verdict.map(Verdict::reasons).orElse(List.of()),
        mayApprove(one, policy, verdict),
        one.signatures.stream()
            .map(signature ->
                new Signed(
                    signature.person(),
                    signature.role().name().toLowerCase(Locale.ROOT),
                    signature.time(),
                    signature.comment()))
            .toList(),
        measuredOn(release.report()));
  }

  private static String measuredOn(MeasureReport report) {
    double hours = report.corpora().stream().mapToDouble(MeasureReport.Corpus::exposureHours).sum();
    return report.corpora().isEmpty()
        ? ""
        : report.corpora().stream()
                .map(MeasureReport.Corpus::name)
                .collect(Collectors.joining(", "))
            + ": "
            + Quantities.seconds(hours * 3600);
  }

  private static List<String> mayApprove(
      Found one, Optional<Policy> policy, Optional<Verdict> verdict) {
    List<String> approvers = verdict.map(Verdict::approvers).orElse(List.of());
    return policy.map(Policy::people).orElse(List.of()).stream()
        .filter(person -> person.roles().contains(Person.Role.APPROVER))
        .map(Person::name)
        .filter(name -> !name.equals(one.release.manifest().author()))
        .filter(name -> !approvers.contains(name))
        .toList();
  }

  private static List<Measure> measures(MeasureReport report, Optional<MeasureReport> before) {
    Map<String, RuleMeasure> old = new LinkedHashMap<>();
    before.ifPresent(one -> one.rules().forEach(rule -> old.put(rule.rule(), rule)));
    return report.rules().stream()
        .map(rule -> {
          RuleMeasure earlier = old.get(rule.rule());
          return new Measure(
              rule.rule(),
              rule.hits().getOrDefault("all", 0L),
              rule.perNodeHour(),
              rule.low(),
              rule.high(),
              earlier == null ? Double.NaN : earlier.perNodeHour());
        })
        .sorted(Comparator.comparingDouble((Measure one) -> -one.perNodeHour()))
        .toList();
  }

  private static List<FileDiff> diffs(Release release, Optional<Release> before) {
    Map<String, List<String>> old = new LinkedHashMap<>();
    before.ifPresent(one -> one.files().forEach(file -> old.put(file.name(), lines(file))));
    List<FileDiff> diffs = new ArrayList<>();
    for (RuleFile file : release.files()) {
      List<String> earlier = old.remove(file.name());
      List<String> lines = TextDiff.of(earlier == null ? List.of() : earlier, lines(file));
      if (before.isPresent() && !lines.isEmpty()) {
        diffs.add(new FileDiff(file.name(), lines));
      }
    }
    old.forEach((name, lines) -> diffs.add(new FileDiff(name, TextDiff.of(lines, List.of()))));
    return diffs;
  }

  private static List<String> lines(RuleFile file) {
    return new String(file.content(), StandardCharsets.UTF_8).lines().toList();
  }

  /** Signs a release as approved by a person. */
  public CompletableFuture<String> approve(
      Path folder, String person, Path keyFile, String comment) {
    return jobs.run(() -> {
      ReleaseFolder stored = new ReleaseFolder(folder);
      Release release = stored.release();
      if (person.equals(release.manifest().author())) {
        throw new Wrong(person + " made this release: somebody else has to approve it");
      }
      PrivateKey key = key(keyFile);
      Signature signature =
          Signing.sign(release.digest(), person, Person.Role.APPROVER, Instant.now(), comment, key);
      check(person, signature);
      stored.add(signature);
      return release.digest();
    });
  }

  /** A signature that would not hold is not written: it would make the release refused. */
  private void check(String person, Signature signature)
      throws IOException, ReleaseException, Wrong {
    Optional<Path> file = policyFile();
    if (file.isEmpty()) {
      return;
    }
    Policy policy =
        ApprovalFiles.policy(Files.readAllBytes(file.get()), workspace.shortName(file.get()));
    for (Person known : policy.people()) {
      if (known.name().equals(person)) {
        if (!known.roles().contains(Person.Role.APPROVER)) {
          throw new Wrong("the policy does not let " + person + " approve");
        }
        if (!Signing.holds(signature, known.key())) {
          throw new Wrong(
              "this key is not "
                  + person
                  + "'s: the policy knows another one. Nothing was signed.");
        }
        return;
      }
    }
    throw new Wrong("the policy does not know " + person + ": choose somebody whom it names");
  }

  private static PrivateKey key(Path file) throws IOException, Wrong {
    try {
      return Signing.privateKey(Files.readString(file, StandardCharsets.US_ASCII));
    } catch (GeneralSecurityException | CharacterCodingException e) {
      throw new Wrong(file + " is no private key of Creance's: 'creance release key' makes one");
    }
  }

  @Override
  public void close() {
    jobs.closeWhenDone();
  }
}
