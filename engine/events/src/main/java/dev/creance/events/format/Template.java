package dev.creance.events.format;

import dev.creance.events.state.EventScope;
import dev.creance.grammar.checked.CheckedTemplate;
import dev.creance.grammar.checked.FieldExpression;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An output text with values in it, for example {@code file opened by %proc.name}. */
public final class Template {
  private static final String NOTHING = "<NA>";

  private final List<Piece> pieces;

  /** A part of an output text. */
  public sealed interface Part {
    /** A byte string that stands for itself. */
    record Text(String text) implements Part {}

    /**
     * A value.
     *
     * @param width the bytes that it is cut or filled up to, 0 for as many as it has
     */
    record Value(int width, FieldExpression expression) implements Part {}
  }

  private record Piece(String text, int width, @Nullable OutputField value) {}

  public Template(List<Part> parts) {
    pieces = parts.stream().map(Template::piece).toList();
  }

  private static Piece piece(Part part) {
    return switch (part) {
      case Part.Text text -> new Piece(text.text(), 0, null);
      case Part.Value value ->
          new Piece("", value.width(), new OutputField("", value.expression()));
    };
  }

  /** The parts of a template of a rule or of a command line. */
  public static List<Part> parts(CheckedTemplate template) {
    List<Part> parts = new ArrayList<>();
    for (CheckedTemplate.Part part : template.parts()) {
      parts.add(
          switch (part) {
            case CheckedTemplate.Part.Text text -> new Part.Text(text.text());
            case CheckedTemplate.Part.Reference reference ->
                new Part.Value(reference.width(), reference.expression());
          });
    }
    return parts;
  }

  /** Appends the text for an event; missing values show as {@code <NA>}. */
  public void render(EventScope scope, StringBuilder out) {
    render(scope, out, false);
  }

  /**
   * Appends the text for an event.
   *
   * @param needsAll whether the text ends before the first missing value
   * @return whether the text is whole
   */
  public boolean render(EventScope scope, StringBuilder out, boolean needsAll) {
    for (Piece piece : pieces) {
      OutputField value = piece.value;
      if (value == null) {
        out.append(piece.text);
        continue;
      }
      String text = value.text(scope);
      if (text == null && needsAll) {
        return false;
      }
      append(out, text == null ? NOTHING : text, piece.width);
    }
    return true;
  }

  private static void append(StringBuilder out, String text, int width) {
    if (width == 0) {
      out.append(text);
      return;
    }
    out.append(text, 0, Math.min(width, text.length()));
    for (int i = text.length(); i < width; i++) {
      out.append(' ');
    }
  }
}
