package dev.creance.grammar.vocabulary;

import java.util.List;
import java.util.Set;

/**
 * The schema of an event type (libscap's event table). Even codes are enter events, odd ones exit
 * events.
 *
 * @param enumName for example {@code PPME_SYSCALL_OPEN_X}
 * @param name as {@code evt.type} gives it, for example {@code open}
 */
public record EventType(
    int code,
    String enumName,
    String name,
    Category eventClass,
    String category,
    Set<Flag> flags,
    List<Parameter> parameters) {

  public EventType {
    flags = Set.copyOf(flags);
    parameters = List.copyOf(parameters);
  }

  public boolean enter() {
    return (code & 1) == 0;
  }

  public boolean has(Flag flag) {
    return flags.contains(flag);
  }

  /** The index of a parameter, or −1. */
  public int indexOf(String parameter) {
    for (int i = 0; i < parameters.size(); i++) {
      if (parameters.get(i).name().equals(parameter)) {
        return i;
      }
    }
    return -1;
  }

  /** What kind of event it is. */
  public enum Category {
    SYSCALL,
    TRACEPOINT,
    METAEVENT,
    PLUGIN,
    /** Told by a kernel iterator at the start of a recording. */
    ITER,
    UNKNOWN
  }

  /** Traits that the state engine and the filters look at. */
  public enum Flag {
    CREATES_FD,
    DESTROYS_FD,
    USES_FD,
    READS_FROM_FD,
    WRITES_TO_FD,
    MODIFIES_STATE,
    UNUSED,
    WAITS,
    SKIPPARSERESET,
    OLD_VERSION,
    CONVERTER_MANAGED,
    LARGE_PAYLOAD
  }
}
