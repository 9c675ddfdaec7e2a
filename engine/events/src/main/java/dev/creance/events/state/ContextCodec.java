package dev.creance.events.state;

import org.jspecify.annotations.Nullable;

/**
 * Takes threads and descriptors apart into numbers and texts, and puts them together again: how a
 * corpus stores what a process or a descriptor was at a moment. Everything that {@link
 * ThreadState#version()} and {@link Descriptor#version()} watch is in it; measures are not.
 */
public final class ContextCodec {
  /** The inode of what is no descriptor but a guess; its device is −1. */
  private static final long GUESS = 0x7E5545754E55A9L;

  private ContextCodec() {}

  /** Where the parts go, always in the same order and of the same kinds. */
  public interface Sink {
    void number(int value);

    void number64(long value);

    void text(String value);
  }

  /** Where the parts come from, in the same order. */
  public interface Source {
    int number();

    long number64();

    String text();
  }

  /** A thread's own values, without its group, descriptors and relatives. */
  public static void write(ThreadState thread, Sink out) {
    out.number64(thread.tid);
    out.number64(thread.pid);
    out.number64(thread.ptid);
    out.number64(thread.vtid);
    out.number64(thread.vpid);
    out.number64(thread.sid);
    out.number64(thread.vpgid);
    out.number64(thread.pgid);
    out.number64(thread.reaperTid);
    out.text(thread.comm);
    out.text(thread.exe);
    out.text(thread.exePath);
    out.text(thread.argList.raw());
    out.text(thread.ownEnvironment.raw());
    out.text(thread.cgroupList.raw());
    out.text(thread.cwd);
    out.text(thread.root);
    out.number(thread.uid);
    out.number(thread.gid);
    out.number(thread.loginUid);
    out.number(thread.tty);
    out.number64(thread.capInheritable);
    out.number64(thread.capPermitted);
    out.number64(thread.capEffective);
    out.number(
        bit(thread.exeWritable, 0)
            | bit(thread.exeUpperLayer, 1)
            | bit(thread.exeLowerLayer, 2)
            | bit(thread.exeFromMemfd, 3));
    out.number64(thread.exeIno);
    out.number64(thread.exeCtime);
    out.number64(thread.exeMtime);
    out.number64(thread.exeCtimeDurationCloneTs);
    out.number64(thread.exeCtimeDurationPidnsStart);
    out.number64(thread.cloneTs);
    out.number64(thread.lastExecTs);
    out.number64(thread.pidnsInitStartTs);
    out.number64(thread.fdLimit);
    out.number(thread.flags);
    out.text(thread.containerId);
  }

  /** A thread with the values that {@link #write(ThreadState, Sink)} wrote. */
  public static ThreadState readThread(Source in) {
    ThreadState thread = new ThreadState(in.number64());
    thread.pid = in.number64();
    thread.ptid = in.number64();
    thread.vtid = in.number64();
    thread.vpid = in.number64();
    thread.sid = in.number64();
    thread.vpgid = in.number64();
    thread.pgid = in.number64();
    thread.reaperTid = in.number64();
    thread.comm = in.text();
    thread.exe = in.text();
    thread.exePath = in.text();
    thread.argList = list(in.text());
    thread.ownEnvironment = list(in.text());
    thread.cgroupList = list(in.text());
    thread.cwd = in.text();
    thread.root = in.text();
    thread.uid = in.number();
    thread.gid = in.number();
    thread.loginUid = in.number();
    thread.tty = in.number();
    thread.capInheritable = in.number64();
    thread.capPermitted = in.number64();
    thread.capEffective = in.number64();
    int exe = in.number();
    thread.exeWritable = (exe & 1) != 0;
    thread.exeUpperLayer = (exe & 2) != 0;
    thread.exeLowerLayer = (exe & 4) != 0;
    thread.exeFromMemfd = (exe & 8) != 0;
    thread.exeIno = in.number64();
    thread.exeCtime = in.number64();
    thread.exeMtime = in.number64();
    thread.exeCtimeDurationCloneTs = in.number64();
    thread.exeCtimeDurationPidnsStart = in.number64();
    thread.cloneTs = in.number64();
    thread.lastExecTs = in.number64();
    thread.pidnsInitStartTs = in.number64();
    thread.fdLimit = in.number64();
    thread.flags = in.number();
    thread.containerId = in.text();
    return thread;
  }

  /** A descriptor, with whether its name changed in this event. */
  public static void write(Descriptor descriptor, Sink out) {
    out.number(descriptor.type.ordinal());
    out.text(descriptor.name);
    out.text(descriptor.nameRaw);
    out.text(descriptor.oldName);
    out.number(descriptor.openFlags);
    out.number(descriptor.dev);
    out.number64(descriptor.ino);
    out.number(descriptor.state);
    out.number64(descriptor.pidfdPid);
    SocketAddresses socket = descriptor.socket;
    out.number(socket == null ? 0 : 1);
    for (int word = 0; word < SocketAddresses.WORDS; word++) {
      out.number64(socket == null ? 0 : socket.word(word));
    }
  }

  /**
   * In the place of a descriptor: what an event says of one that is not open, such as the path of a
   * failed open. {@link #readDescriptor} gives null for it.
   *
   * @param code the event's type
   */
  public static void writeGuess(int code, String name, String rawName, Sink out) {
    Descriptor guess = new Descriptor();
    guess.name = name;
    guess.nameRaw = rawName;
    guess.openFlags = code;
    guess.ino = GUESS;
    guess.dev = -1;
    write(guess, out);
  }

  /** A descriptor with the values that {@link #write(Descriptor, Sink)} wrote. */
  public static @Nullable Descriptor readDescriptor(Source in) {
    Descriptor descriptor = new Descriptor();
    descriptor.type = DescriptorType.values()[in.number()];
    descriptor.name = in.text();
    descriptor.nameRaw = in.text();
    descriptor.oldName = in.text();
    descriptor.openFlags = in.number();
    descriptor.dev = in.number();
    descriptor.ino = in.number64();
    descriptor.state = in.number();
    descriptor.pidfdPid = in.number64();
    boolean socket = in.number() != 0;
    for (int word = 0; word < SocketAddresses.WORDS; word++) {
      long value = in.number64();
      if (socket) {
        descriptor.socket().word(word, value);
      }
    }
    return descriptor.ino == GUESS && descriptor.dev == -1 ? null : descriptor;
  }

  /** Gives a thread an open descriptor, for as long as a scope made from records needs it. */
  public static void open(ThreadState thread, long number, Descriptor descriptor) {
    DescriptorTable table = thread.descriptors();
    if (table != null) {
      table.put(number, descriptor);
    }
  }

  /** Takes all open descriptors from a thread. */
  public static void closeAll(ThreadState thread) {
    DescriptorTable table = thread.descriptors();
    if (table != null) {
      table.removeIf((number, descriptor) -> true);
    }
  }

  /** Makes {@code leader} the leader of a thread that is none. */
  public static void join(ThreadState thread, @Nullable ThreadState leader) {
    if (thread.invalid()) {
      return;
    }
    ThreadGroup group = new ThreadGroup(thread.pid);
    if (leader != null && leader != thread) {
      group.add(leader);
    }
    group.add(thread);
    thread.group = group;
  }

  private static int bit(boolean value, int place) {
    return value ? 1 << place : 0;
  }

  private static TextList list(String raw) {
    // A raw text never ends in the NUL that a list may be terminated by: add one to keep a last
    // item that is empty.
    return raw.isEmpty() ? TextList.EMPTY : new TextList(raw + '\0');
  }
}
