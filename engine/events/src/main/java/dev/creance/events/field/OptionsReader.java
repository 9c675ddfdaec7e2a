package dev.creance.events.field;

import dev.creance.events.state.EventScope;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code getopt(list, options)}: short options in the manner of getopt(3).
 *
 * <p>Gives each option's letter, followed by its value where it takes one: {@code -p 80 -v} with
 * {@code p:v} gives {@code p 80 v}. Unknown options give {@code ?}, missing values an empty text.
 * Long options are skipped; {@code --}, an empty word and the first word that isn't an option end
 * it. With a letter in brackets it gives the last value of that option, or its letter.
 */
final class OptionsReader implements FieldReader {
  private final FieldReader words;
  private final FieldReader optionString;
  private final @Nullable Options constant;
  private final String selected;
  private final Cell cell = new Cell();
  private final List<String> found = new ArrayList<>();

  OptionsReader(
      FieldReader words, @Nullable String constant, FieldReader optionString, String selected) {
    this.words = words;
    this.optionString = optionString;
    this.constant = constant == null ? null : new Options(constant);
    this.selected = selected;
  }

  @Override
  public boolean read(EventScope scope, Cell into) {
    Options options = constant;
    if (options == null) {
      if (!optionString.read(scope, cell)) {
        return false;
      }
      options = new Options(cell.text);
    }
    if (!words.read(scope, cell)) {
      return false;
    }
    found.clear();
    scan(cell.elements, options);
    if (!selected.isEmpty()) {
      if (found.isEmpty()) {
        return false;
      }
      into.text = found.getLast();
      return true;
    }
    into.clear();
    into.elements.addAll(found);
    return true;
  }

  private void scan(List<String> list, Options options) {
    int at = 0;
    while (at < list.size()) {
      String word = list.get(at);
      if (word.equals("--") || word.length() < 2 || word.charAt(0) != '-') {
        return;
      }
      at = word.startsWith("--") ? at + 1 : cluster(list, at, options);
    }
  }

  /** The options of one word; gives the index of the next word. */
  private int cluster(List<String> list, int at, Options options) {
    String word = list.get(at);
    for (int i = 1; i < word.length(); i++) {
      char option = word.charAt(i);
      if (option == ':' || !options.valid.get(option)) {
        if (selected.isEmpty()) {
          found.add("?");
        }
      } else if (!options.withValue.get(option)) {
        emit(option, null);
      } else if (i + 1 < word.length()) {
        emit(option, word.substring(i + 1));
        return at + 1;
      } else if (at + 1 < list.size()) {
        emit(option, list.get(at + 1));
        return at + 2;
      } else {
        missing(option);
        return at + 1;
      }
    }
    return at + 1;
  }

  private boolean wanted(char option) {
    return selected.isEmpty() || selected.charAt(0) == option;
  }

  private void emit(char option, @Nullable String value) {
    if (!wanted(option)) {
      return;
    }
    if (selected.isEmpty() || value == null) {
      found.add(String.valueOf(option));
    }
    if (value != null) {
      found.add(value);
    }
  }

  private void missing(char option) {
    if (wanted(option)) {
      found.add("");
    }
  }

  /** Which letters are options, and which take a value. */
  private static final class Options {
    final BitSet valid = new BitSet(256);
    final BitSet withValue = new BitSet(256);

    Options(String text) {
      for (int i = text.startsWith(":") ? 1 : 0; i < text.length(); i++) {
        char option = text.charAt(i);
        if (option == ':') {
          continue;
        }
        valid.set(option);
        if (i + 1 < text.length() && text.charAt(i + 1) == ':') {
          withValue.set(option);
          i++;
        }
      }
    }
  }
}
