package dev.creance.tuning.shrink;

import dev.creance.corpus.segment.Head;
import dev.creance.events.Event;
import dev.creance.events.scap.CaptureHeader.ProcessEntry;
import dev.creance.events.scap.EventBuilder;
import dev.creance.grammar.vocabulary.Parameter;
import dev.creance.grammar.vocabulary.ValueType;
import java.util.List;

/**
 * Masks what may be secret: the values of environment variables and what was read, written, sent
 * and received. Names, lengths and everything else stay as they are.
 */
final class Scrubber {
  private static final char MASK = 'x';

  private Scrubber() {}

  static Head head(Head head) {
    return new Head(
        head.machine(),
        head.interfaces(),
        head.users(),
        head.groups(),
        head.processes().stream().map(Scrubber::process).toList(),
        head.descriptors());
  }

  private static ProcessEntry process(ProcessEntry p) {
    return new ProcessEntry(
        p.tid(),
        p.pid(),
        p.ptid(),
        p.sid(),
        p.vpgid(),
        p.comm(),
        p.exe(),
        p.exePath(),
        p.args(),
        p.cwd(),
        p.fdLimit(),
        p.flags(),
        p.uid(),
        p.gid(),
        p.vmSizeKb(),
        p.vmRssKb(),
        p.vmSwapKb(),
        p.pfMajor(),
        p.pfMinor(),
        environment(p.env()),
        p.vtid(),
        p.vpid(),
        p.cgroups(),
        p.root(),
        p.pidnsInitStartTs(),
        p.tty(),
        p.loginUid(),
        p.exeWritable(),
        p.capInheritable(),
        p.capPermitted(),
        p.capEffective(),
        p.exeUpperLayer(),
        p.exeIno(),
        p.exeCtime(),
        p.exeMtime(),
        p.exeFromMemfd(),
        p.exeLowerLayer(),
        p.pgid());
  }

  static List<Event> events(List<Event> events) {
    return events.stream().map(Scrubber::event).toList();
  }

  private static Event event(Event event) {
    List<Parameter> parameters = event.type().parameters();
    EventBuilder builder =
        new EventBuilder().begin(event.code(), event.timestamp(), event.tid(), event.cpu());
    for (int i = 0; i < event.parameterCount(); i++) {
      String raw = event.raw(i);
      Parameter parameter = i < parameters.size() ? parameters.get(i) : null;
      if (parameter != null && parameter.name().equals("env")) {
        raw = environment(raw);
      } else if (parameter != null && parameter.type() == ValueType.BYTEBUF) {
        raw = String.valueOf(MASK).repeat(raw.length());
      }
      builder.bytes(raw);
    }
    Event scrubbed = builder.event().copy();
    scrubbed.number(event.number());
    return scrubbed;
  }

  /** {@code NAME=value}s with the values masked, byte by byte. */
  private static String environment(String variables) {
    StringBuilder masked = new StringBuilder(variables.length());
    boolean value = false;
    for (int i = 0; i < variables.length(); i++) {
      char c = variables.charAt(i);
      masked.append(value && c != 0 ? MASK : c);
      value = c != 0 && (value || c == '=');
    }
    return masked.toString();
  }
}
