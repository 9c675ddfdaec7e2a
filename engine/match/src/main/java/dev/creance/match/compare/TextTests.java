package dev.creance.match.compare;

import dev.creance.grammar.syntax.Operator;
import java.util.List;
import java.util.Set;

/** Tests of texts and buffers: what C does by {@code strcmp}, {@code memcmp} and their kin. */
final class TextTests {
  private TextTests() {}

  /** A test against one constant. */
  static TextTest single(Operator operator, String constant) {
    return switch (operator) {
      case EQ, EQ_EQ -> text -> text.equals(constant);
      case NE -> text -> !text.equals(constant);
      case LT -> text -> text.compareTo(constant) < 0;
      case LE -> text -> text.compareTo(constant) <= 0;
      case GT -> text -> text.compareTo(constant) > 0;
      case GE -> text -> text.compareTo(constant) >= 0;
      case CONTAINS, BCONTAINS -> text -> text.contains(constant);
      case ICONTAINS -> {
        String lowered = ByteStrings.lower(constant);
        yield text -> ByteStrings.containsIgnoringCase(text, lowered);
      }
      case STARTSWITH, BSTARTSWITH -> text -> text.startsWith(constant);
      case ENDSWITH -> text -> text.endsWith(constant);
      case GLOB -> Glob.of(constant, false)::matches;
      case IGLOB -> Glob.of(constant, true)::matches;
      case REGEX -> WholeMatch.of(constant)::matches;
      case EXISTS, IN, INTERSECTS, PMATCH ->
          throw new IllegalArgumentException(operator.text() + " takes no single constant");
    };
  }

  /** A test against a list: {@code in}, {@code intersects} and {@code pmatch}. */
  static TextTest list(Operator operator, List<String> constants) {
    if (operator == Operator.PMATCH) {
      return new PathPrefixes(constants)::covers;
    }
    return member(constants);
  }

  /** Whether the value is one of the constants. */
  static TextTest member(List<String> constants) {
    Set<String> members = Set.copyOf(constants);
    if (members.size() == 1) {
      return single(Operator.EQ, constants.getFirst());
    }
    return members::contains;
  }
}
