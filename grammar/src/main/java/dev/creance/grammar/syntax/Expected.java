package dev.creance.grammar.syntax;

/**
 * What a place in a condition asks for. Tells why a text is wrong there, and an editor what it may
 * offer. {@link #message()} is Falco's wording, a part of what its users search the web for.
 */
public enum Expected {
  /** A parenthesis, the left side of a comparison, or a macro's name. */
  CHECK("expected a '(' token, a field check, or an identifier"),
  OPERATOR(
      "expected a valid check operator: one of 'exists', '<=', '<', '>=', '>', '==', '=', '!=',"
          + " 'glob', 'iglob', 'contains', 'icontains', 'bcontains', 'startswith', 'bstartswith',"
          + " 'endswith', 'regex', 'intersects', 'in', 'pmatch'"),
  NUMBER("expected a number value" + Words.OR_TRANSFORMER),
  STRING("expected a string value" + Words.OR_TRANSFORMER),
  LIST("expected a list, an identifier, or a field with a valid transformer" + Words.NAMES),
  LIST_ITEM("expected a string value"),
  /** A comma or the end of a list. */
  LIST_END("expected a ')' token"),
  ARGUMENT(
      "expected field transformer argument: field, transformer, quoted string, number, or"
          + " transformer list"),
  ARGUMENT_END("expected a ')' token closing the transformer"),
  ELEMENT("expected transformer list argument: field, transformer, quoted string, or number"),
  ELEMENT_END("expected ')'"),
  /** Within {@code val(…)}. */
  FIELD("expected a field within 'val' transformer"),
  INDEX("expected a valid field argument: a quoted string or a bare string"),
  INDEX_END("expected a ']' token"),
  /** {@code and}, {@code or}, or the end of the text. */
  CONNECTIVE("expecting 'or', 'and'"),
  /** {@code and}, {@code or}, or the end of a group. */
  GROUP_END("expected a ')' token"),
  BLANK_AFTER_AND("expected blank or '(' after 'and'"),
  BLANK_AFTER_OR("expected blank or '(' after 'or'"),
  /** A field or a transformer, where a template refers to one. */
  REFERENCE("unexpected token after '"),
  /** Another way of escaping a character. */
  ESCAPE("unsupported string escape sequence"),
  /** Less nesting. */
  SHALLOWER("exceeded max depth limit");

  private final String message;

  Expected(String message) {
    this.message = message;
  }

  /** How Falco says it; where its message quotes the text, the part that doesn't. */
  public String message() {
    return message;
  }

  private static final class Words {
    static final String NAMES =
        ": 'val', 'tolower', 'toupper', 'b64', 'basename', 'len', 'join', 'concat', 'getopt'";
    static final String OR_TRANSFORMER = " or a field with a valid transformer" + NAMES;
  }
}
