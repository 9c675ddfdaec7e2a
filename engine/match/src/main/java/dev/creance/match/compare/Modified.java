package dev.creance.match.compare;

import dev.creance.events.field.Cell;
import dev.creance.grammar.syntax.Operator.Modifier;
import java.util.List;

/**
 * A modified operator: several constants, each compared on its own. Without any it never passes.
 */
final class Modified {
  private Modified() {}

  static ValueTest of(Modifier modifier, List<? extends ValueTest> each) {
    ValueTest[] tests = each.toArray(ValueTest[]::new);
    return value -> holds(modifier, tests, value);
  }

  static TextTest texts(Modifier modifier, List<TextTest> each) {
    TextTest[] tests = each.toArray(TextTest[]::new);
    return text -> holds(modifier, tests, text);
  }

  private static boolean holds(Modifier modifier, ValueTest[] tests, Cell value) {
    int passed = 0;
    for (ValueTest test : tests) {
      passed += test.holds(value) ? 1 : 0;
    }
    return verdict(modifier, passed, tests.length);
  }

  private static boolean holds(Modifier modifier, TextTest[] tests, String text) {
    int passed = 0;
    for (TextTest test : tests) {
      passed += test.holds(text) ? 1 : 0;
    }
    return verdict(modifier, passed, tests.length);
  }

  private static boolean verdict(Modifier modifier, int passed, int of) {
    return switch (modifier) {
      case ONEOF -> passed == 1;
      case ANYOF -> passed > 0;
      case ALLOF -> passed == of && of > 0;
    };
  }
}
