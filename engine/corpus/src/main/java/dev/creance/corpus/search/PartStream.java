package dev.creance.corpus.search;

import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** The parts of a text as Lucene takes them; used again for each text. */
final class PartStream extends TokenStream {
  private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
  private final TextParts parts = new TextParts();
  private String text = "";

  /**
   * @param lowered a text in lower case
   */
  void of(String lowered) {
    text = lowered;
  }

  @Override
  public void reset() {
    parts.reset(text);
  }

  @Override
  public boolean incrementToken() {
    if (!parts.next()) {
      return false;
    }
    clearAttributes();
    term.append(text, parts.start(), parts.end());
    return true;
  }
}
