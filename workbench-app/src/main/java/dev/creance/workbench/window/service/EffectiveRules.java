package dev.creance.workbench.window.service;

import dev.creance.grammar.rules.Contribution;
import dev.creance.grammar.rules.Rule;
import dev.creance.grammar.rules.SourceText;
import dev.creance.grammar.source.SourceFile;
import dev.creance.workbench.window.shown.EffectiveRule;
import dev.creance.workbench.window.shown.EffectiveRule.Piece;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Puts rules together as they run, with who gave which part. */
public final class EffectiveRules {
  private static final int WIDTH = 96;

  private EffectiveRules() {}

  /** A rule in one piece. */
  public static EffectiveRule of(Rule rule) {
    return new EffectiveRule(
        rule.name(), rule.contributions().stream().map(EffectiveRules::piece).toList(), text(rule));
  }

  private static Piece piece(Contribution contribution) {
    SourceFile file = contribution.origin().file();
    int start = Math.min(contribution.origin().span().start(), file.text().length());
    int end = Math.clamp(contribution.origin().span().end(), start, file.text().length());
    return new Piece(
        Path.of(file.name()),
        start,
        file.line(start),
        switch (contribution.kind()) {
          case DEFINE -> "defines";
          case APPEND -> "appends";
          case REPLACE -> "replaces";
          case TOGGLE -> "switches";
        },
        contribution.keys(),
        file.text().substring(start, end).stripTrailing());
  }

  private static String text(Rule rule) {
    StringBuilder text = new StringBuilder();
    text.append("- rule: ").append(rule.name()).append('\n');
    block(text, "desc", rule.description());
    block(text, "condition", SourceText.decode(rule.conditionText()));
    block(text, "output", SourceText.decode(rule.outputText()));
    text.append("  priority: ").append(rule.priority().name()).append('\n');
    if (!rule.source().equals("syscall")) {
      text.append("  source: ").append(rule.source()).append('\n');
    }
    if (!rule.tags().isEmpty()) {
      text.append("  tags: [").append(String.join(", ", rule.tags())).append("]\n");
    }
    if (!rule.enabled()) {
      text.append("  enabled: false\n");
    }
    return text.toString();
  }

  private static void block(StringBuilder text, String key, String value) {
    text.append("  ").append(key).append(": >\n");
    for (String line : wrapped(value.strip().replaceAll("\\s+", " "))) {
      text.append("    ").append(line).append('\n');
    }
  }

  private static List<String> wrapped(String text) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : text.split(" ", -1)) {
      boolean part = word.equals("and") || word.toLowerCase(Locale.ROOT).equals("or");
      if (!line.isEmpty()
          && (line.length() + word.length() > WIDTH || (part && line.length() > 60))) {
        lines.add(line.toString());
        line.setLength(0);
      }
      line.append(line.isEmpty() ? "" : " ").append(word);
    }
    lines.add(line.toString());
    return lines;
  }
}
