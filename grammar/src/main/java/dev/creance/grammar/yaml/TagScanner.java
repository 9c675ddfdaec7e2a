package dev.creance.grammar.yaml;

/** Reads over a tag. Its meaning is of no use in rule files but for whether it is there. */
final class TagScanner {
  private final CharStream in;

  TagScanner(CharStream in) {
    this.in = in;
  }

  void scan() throws YamlException {
    in.get();
    if (in.peek() == '<') {
      scanVerbatim();
      return;
    }
    boolean wordsOnly = true;
    int firstOther = 0;
    while (in.more()) {
      if (in.peek() == '!') {
        if (!wordsOnly) {
          throw new YamlException(firstOther, "illegal character found while scanning tag handle");
        }
        break;
      }
      if (wordsOnly && !word(in.peek())) {
        wordsOnly = false;
        firstOther = in.position();
      }
      int length = wordsOnly ? 1 : tagLength("#;/?:@&=+$_.~*'()");
      if (length == 0) {
        break;
      }
      in.eat(length);
    }
    if (wordsOnly && in.peek() == '!') {
      in.get();
      scanSuffix();
    }
  }

  private void scanVerbatim() throws YamlException {
    in.get();
    while (in.more()) {
      if (in.peek() == '>') {
        in.get();
        return;
      }
      int length = tagLength("#;/?:@&=+$,_.!~*'()[]");
      if (length == 0) {
        break;
      }
      in.eat(length);
    }
    throw new YamlException(in.position(), "end of verbatim tag not found");
  }

  private void scanSuffix() throws YamlException {
    int start = in.position();
    while (in.more()) {
      int length = tagLength("#;/?:@&=+$_.~*'()");
      if (length == 0) {
        break;
      }
      in.eat(length);
    }
    if (in.position() == start) {
      throw new YamlException(in.position(), "tag handle with no suffix");
    }
  }

  private int tagLength(String others) {
    char c = in.peek();
    if (word(c) || others.indexOf(c) >= 0) {
      return 1;
    }
    return c == '%' && hex(in.peek(1)) && hex(in.peek(2)) ? 3 : 0;
  }

  private static boolean word(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  }

  private static boolean hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
  }
}
