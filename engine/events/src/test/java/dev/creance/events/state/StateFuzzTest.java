package dev.creance.events.state;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.Event;
import dev.creance.grammar.vocabulary.EventTable;
import dev.creance.grammar.vocabulary.EventType;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Any event, whole or broken, is digested, and threads, groups and children stay consistent. */
class StateFuzzTest {
  private static final int EVENTS = 15_000;
  private static final int TIDS = 40;
  private static final List<EventType> TYPES = EventTable.current().types();

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void digestsAnything(long seed) {
    Random random = new Random(seed);
    MachineState state = new MachineState(Options.defaults().withHostUsers(HostUsers.NONE));
    state.complete();
    Event event = new Event();
    for (int i = 0; i < EVENTS; i++) {
      fill(event, random, i);
      try {
        state.process(event);
      } catch (RuntimeException e) {
        throw new AssertionError("seed " + seed + ", event " + i + ": " + event.type(), e);
      }
      if (i % 500 == 0) {
        checkConsistent(state);
      }
    }
  }

  private static void fill(Event event, Random random, int time) {
    EventType type = TYPES.get(code(random));
    byte[] bytes = new byte[2048];
    random.nextBytes(bytes);
    event.reset(bytes, type.code(), time * 1_000_000L, 1 + random.nextInt(TIDS), 0, 0);
    int at = 0;
    boolean broken = random.nextInt(8) == 0;
    int count = type.parameters().size() - (broken ? random.nextInt(3) : 0);
    for (int i = 0; i < count; i++) {
      int width = type.parameters().get(i).type().width();
      int length = width > 0 ? width : random.nextInt(40);
      if (random.nextInt(broken ? 4 : 30) == 0) {
        length = random.nextInt(length + 1);
      }
      tame(bytes, at, length, width, random);
      event.add(at, length);
      at += length;
    }
  }

  /** Half of the system calls that change most, and otherwise any. */
  private static int code(Random random) {
    int[] busy = {
      EventCodes.CLONE_X,
      EventCodes.CLONE3_X,
      EventCodes.EXECVE_X,
      EventCodes.PROCEXIT_E,
      EventCodes.OPENAT_X,
      EventCodes.CLOSE_X,
      EventCodes.DUP2_X,
      EventCodes.SOCKET_X,
      EventCodes.CONNECT_X,
      EventCodes.SENDTO_X,
      EventCodes.PRCTL_X
    };
    return random.nextBoolean() ? busy[random.nextInt(busy.length)] : random.nextInt(TYPES.size());
  }

  /** Mostly small numbers, families of addresses and terminated texts. */
  private static void tame(byte[] bytes, int at, int length, int width, Random random) {
    if (length == 0 || random.nextInt(10) == 0) {
      return;
    }
    if (width > 0) {
      for (int i = 1; i < length; i++) {
        bytes[at + i] = 0;
      }
      bytes[at] = (byte) random.nextInt(TIDS);
    } else {
      int[] families = {1, 2, 10, '/'};
      bytes[at] = (byte) families[random.nextInt(families.length)];
      bytes[at + length - 1] = 0;
    }
  }

  private static void checkConsistent(MachineState state) {
    Set<ThreadGroup> groups = new HashSet<>();
    for (long tid = 0; tid <= TIDS; tid++) {
      ThreadState thread = state.thread(tid);
      if (thread == null) {
        continue;
      }
      assertThat(thread.tid).isEqualTo(tid);
      Children.Link link = thread.childLink;
      if (link != null) {
        assertThat(link.thread).isSameAs(thread);
      }
      if (thread.group != null) {
        groups.add(thread.group);
        assertThat(thread.group.threads).contains(thread);
      }
    }
    for (ThreadGroup group : groups) {
      for (ThreadState thread : group.threads) {
        assertThat(state.thread(thread.tid)).isSameAs(thread);
      }
    }
  }
}
