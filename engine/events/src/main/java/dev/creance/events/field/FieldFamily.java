package dev.creance.events.field;

import dev.creance.events.state.EventScope;
import dev.creance.events.state.ThreadState;
import dev.creance.grammar.checked.FieldExpression.Access;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The readers of some fields by name; a subclass lists its fields in its constructor. */
abstract class FieldFamily {
  private final Map<String, Factory> factories = new HashMap<>();

  /** Makes the reader of a field with its argument. */
  interface Factory {
    FieldReader of(Access access);
  }

  /** A text of the event; null = no value. */
  interface EventText {
    @Nullable String of(EventScope scope);
  }

  /** A number of every event. */
  interface EventNumber {
    long of(EventScope scope);
  }

  /** A text of the event's thread; null = no value. */
  interface ThreadText {
    @Nullable String of(ThreadState thread, EventScope scope);
  }

  /** A number of the event's thread. */
  interface ThreadNumber {
    long of(ThreadState thread);
  }

  final Map<String, Factory> factories() {
    return factories;
  }

  final void add(String field, FieldReader reader) {
    addWithArgument(field, access -> reader);
  }

  final void addWithArgument(String field, Factory factory) {
    if (factories.put(field, factory) != null) {
      throw new IllegalStateException("listed twice: " + field);
    }
  }

  final void addText(String field, EventText text) {
    add(field, text(text));
  }

  final void addNumber(String field, EventNumber number) {
    add(
        field,
        (scope, into) -> {
          into.number = number.of(scope);
          return true;
        });
  }

  final void addThreadText(String field, ThreadText text) {
    add(field, threadText(text));
  }

  final void addThreadNumber(String field, ThreadNumber number) {
    add(
        field,
        (scope, into) -> {
          ThreadState thread = thread(scope);
          if (thread == null) {
            return false;
          }
          into.number = number.of(thread);
          return true;
        });
  }

  /** A number of the event's thread that has no value when it is {@code none}. */
  final void addThreadNumber(String field, long none, ThreadNumber number) {
    add(
        field,
        (scope, into) -> {
          ThreadState thread = thread(scope);
          if (thread == null) {
            return false;
          }
          long value = number.of(thread);
          into.number = value;
          return value != none;
        });
  }

  /** Fields that are declared and never have a value. */
  final void addEmpty(String... fields) {
    for (String field : fields) {
      add(field, (scope, into) -> false);
    }
  }

  static FieldReader text(EventText text) {
    return (scope, into) -> {
      String value = text.of(scope);
      if (value == null) {
        return false;
      }
      into.text = value;
      return true;
    };
  }

  static FieldReader threadText(ThreadText text) {
    return (scope, into) -> {
      ThreadState thread = thread(scope);
      if (thread == null) {
        return false;
      }
      String value = text.of(thread, scope);
      if (value == null) {
        return false;
      }
      into.text = value;
      return true;
    };
  }

  /** The event's thread; null when it has none or it is unknown. */
  static @Nullable ThreadState thread(EventScope scope) {
    return scope.thread;
  }
}
