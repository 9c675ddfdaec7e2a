package dev.creance.grammar.syntax;

/** The modes of {@link ConditionLexer}: what each asks for, and what each leaves open. */
final class Modes {
  private Modes() {}

  static Expected expected(int mode, boolean inGroup) {
    return switch (mode) {
      case ConditionLexer.DEFAULT_MODE, ConditionLexer.CHECK -> Expected.CHECK;
      case ConditionLexer.OPERATOR -> Expected.OPERATOR;
      case ConditionLexer.NUMBER_VALUE -> Expected.NUMBER;
      case ConditionLexer.UNSPACED_VALUE, ConditionLexer.STRING_VALUE -> Expected.STRING;
      case ConditionLexer.LIST_VALUE -> Expected.LIST;
      case ConditionLexer.ITEM -> Expected.LIST_ITEM;
      case ConditionLexer.FIRST_ITEM, ConditionLexer.ITEM_END, ConditionLexer.EMPTY_LIST ->
          Expected.LIST_END;
      case ConditionLexer.ARGUMENT -> Expected.ARGUMENT;
      case ConditionLexer.ARGUMENT_END, ConditionLexer.VAL_END -> Expected.ARGUMENT_END;
      case ConditionLexer.FIRST_ELEMENT, ConditionLexer.ELEMENT -> Expected.ELEMENT;
      case ConditionLexer.ELEMENT_END -> Expected.ELEMENT_END;
      case ConditionLexer.VAL_FIELD -> Expected.FIELD;
      case ConditionLexer.INDEX -> Expected.INDEX;
      case ConditionLexer.INDEX_END -> Expected.INDEX_END;
      case ConditionLexer.REFERENCE -> Expected.REFERENCE;
      case ConditionLexer.CONNECTIVE, ConditionLexer.DISJUNCTIVE ->
          inGroup ? Expected.GROUP_END : Expected.CONNECTIVE;
      // The scanner enters these only where their token follows.
      case ConditionLexer.MODIFIED, ConditionLexer.MODIFIED_VALUE, ConditionLexer.REFERENCE_END ->
          throw new IllegalStateException("no error is possible in mode " + mode);
      default -> throw new IllegalStateException("mode " + mode);
    };
  }

  /** How many BROKEN tokens the parser needs to be through with what is open in a mode. */
  static int missing(int mode) {
    return switch (mode) {
      case ConditionLexer.CONNECTIVE, ConditionLexer.DISJUNCTIVE, ConditionLexer.REFERENCE_END -> 0;
      // A part, and the end of the whole.
      case ConditionLexer.FIRST_ITEM,
          ConditionLexer.ITEM,
          ConditionLexer.ARGUMENT,
          ConditionLexer.FIRST_ELEMENT,
          ConditionLexer.ELEMENT,
          ConditionLexer.VAL_FIELD,
          ConditionLexer.INDEX ->
          2;
      default -> 1;
    };
  }
}
