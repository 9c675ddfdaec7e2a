package dev.creance.workbench.report;

import dev.creance.tuning.hidden.Suppression;
import dev.creance.tuning.hidden.Suppression.Kind;
import dev.creance.tuning.hidden.Suppression.Verdict;
import dev.creance.tuning.recording.AttackStep;
import dev.creance.tuning.rules.OwnedException;
import dev.creance.workbench.terminal.Ink;
import dev.creance.workbench.terminal.Quantities;
import dev.creance.workbench.terminal.Style;
import dev.creance.workbench.terminal.TextTable;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.json.JsonFactory;

/** What parts of rules hide, for people and for programs. */
public final class SuppressionText {
  private static final JsonFactory FACTORY = new JsonFactory();

  private final List<Suppression> found;
  private final List<OwnedException> owned;
  private final LocalDate today;

  /**
   * @param owned the exceptions that somebody answers for
   */
  public SuppressionText(List<Suppression> found, List<OwnedException> owned, LocalDate today) {
    this.found =
        found.stream()
            .sorted(
                Comparator.comparing(Suppression::verdict)
                    .thenComparingLong(one -> -one.suppressed()))
            .toList();
    this.owned = List.copyOf(owned);
    this.today = today;
  }

  /** Whether any hides an attack. */
  public boolean dangerous() {
    return found.stream().anyMatch(one -> one.verdict() == Verdict.DANGEROUS);
  }

  private Optional<OwnedException> owner(Suppression one) {
    return owned.stream()
        .filter(exception -> one.kind() == Kind.EXCEPTION)
        .filter(exception -> exception.rule().equals(one.rule()))
        .filter(exception -> exception.name().equals(one.name()))
        .findFirst();
  }

  /** Those that hide something, as a table; then the dead ones by rule. */
  public List<String> lines(Ink ink) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.left("part"),
                TextTable.left("of rule"),
                TextTable.right("hits hidden"),
                TextTable.right("normal"),
                TextTable.left("attacks hidden"),
                TextTable.left("expires")));
    List<String> dead = new ArrayList<>();
    for (Suppression one : found) {
      if (one.verdict() == Verdict.DEAD) {
        dead.add(kind(one) + " " + one.name() + " of '" + one.rule() + "'");
        continue;
      }
      table.row(
          kind(one) + " " + one.name(),
          one.rule(),
          Quantities.grouped(one.suppressed()),
          Quantities.grouped(one.normalSuppressed()),
          ink.in(
              Style.RED, String.join(", ", one.attacks().stream().map(AttackStep::name).toList())),
          owner(one).map(exception -> expiry(exception, ink)).orElse(""));
    }
    List<String> lines = new ArrayList<>(table.isEmpty() ? List.of() : table.lines(ink));
    if (!dead.isEmpty()) {
      lines.add("");
      lines.add(ink.in(Style.BOLD, "hide nothing in these corpora"));
      dead.forEach(line -> lines.add("  " + line));
    }
    return lines;
  }

  private String expiry(OwnedException exception, Ink ink) {
    String day = exception.expires().map(LocalDate::toString).orElse("");
    return exception.expired(today) ? ink.in(Style.RED, day + " (expired)") : day;
  }

  private static String kind(Suppression one) {
    return one.kind().name().toLowerCase(Locale.ROOT);
  }

  /** One line. */
  public String summary() {
    return Quantities.count(found.size(), "part", "parts")
        + ": "
        + of(Verdict.DANGEROUS)
        + " hide attacks, "
        + of(Verdict.USEFUL)
        + " hide other hits, "
        + of(Verdict.DEAD)
        + " hide nothing here";
  }

  private long of(Verdict verdict) {
    return found.stream().filter(one -> one.verdict() == verdict).count();
  }

  /** A JSON array. */
  public void json(OutputStream to) {
    try (JsonGenerator json = FACTORY.createGenerator(new Unclosed(to))) {
      json.writeStartArray();
      for (Suppression one : found) {
        json.writeStartObject();
        json.writeStringProperty("kind", kind(one));
        json.writeStringProperty("name", one.name());
        json.writeStringProperty("rule", one.rule());
        json.writeStringProperty("place", one.place());
        json.writeStringProperty("verdict", one.verdict().name().toLowerCase(Locale.ROOT));
        json.writeNumberProperty("hitsHidden", one.suppressed());
        json.writeNumberProperty("normalHitsHidden", one.normalSuppressed());
        json.writeObjectPropertyStart("corpora");
        one.byRecording().forEach(json::writeNumberProperty);
        json.writeEndObject();
        NoiseJson.texts(
            json, "attacksHidden", one.attacks().stream().map(AttackStep::name).toList());
        Optional<OwnedException> owner = owner(one);
        if (owner.isPresent()) {
          json.writeStringProperty("author", owner.get().author());
          json.writeStringProperty(
              "expires", owner.get().expires().map(LocalDate::toString).orElse(""));
          json.writeBooleanProperty("expired", owner.get().expired(today));
        }
        json.writeEndObject();
      }
      json.writeEndArray();
    }
  }
}
