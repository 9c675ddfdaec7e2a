package dev.creance.events.state;

import dev.creance.events.Event;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one thread (libsinsp's {@code sinsp_threadinfo}). Texts are byte strings.
 *
 * <p>A plain mutable struct on the hot path: only this package writes its fields, and calls {@link
 * #changed()} after a change that fields of rules can see, so that readers may cache what they
 * derive by {@link #version()}. The <em>measures</em> ({@code vm*}, {@code pf*}, event times, the
 * last descriptor) change without it: they are to be read anew each time.
 */
public final class ThreadState {
  /** The value of uid, gid and loginuid when there is none. */
  public static final int NO_ID = 0xFFFFFFFF;

  public final long tid;
  public long pid = -1;
  public long ptid = -1;
  public long vtid = -1;
  public long vpid = -1;
  public long sid = -1;
  public long vpgid = -1;
  public long pgid = -1;
  public long reaperTid = -1;
  public String comm = "";

  /** argv[0]. */
  public String exe = "";

  public String exePath = "";

  /** Without argv[0]. */
  public TextList argList = TextList.EMPTY;

  /** {@code NAME=value}; of the main thread only: read it by {@link #environment()}. */
  public TextList ownEnvironment = TextList.EMPTY;

  /** {@code subsystem=path}, in the capture's order, names normalised. */
  public TextList cgroupList = TextList.EMPTY;

  /** Ends in a slash; of the main thread only: read it by {@link #workingDirectory()}. */
  public String cwd = "";

  public String root = "";
  public int uid = NO_ID;
  public int gid = NO_ID;
  public int loginUid = NO_ID;
  public int tty;
  public long capInheritable;
  public long capPermitted;
  public long capEffective;
  public boolean exeWritable;
  public boolean exeUpperLayer;
  public boolean exeLowerLayer;
  public boolean exeFromMemfd;
  public long exeIno;
  public long exeCtime;
  public long exeMtime;
  public long exeCtimeDurationCloneTs;
  public long exeCtimeDurationPidnsStart;

  /** When it was cloned, in ns since the epoch; 0 when it is older than the capture. */
  public long cloneTs;

  public long lastExecTs;
  public long pidnsInitStartTs;

  /** Of the main thread only, as libsinsp reads it. */
  public long fdLimit = -1;

  public long vmSizeKb;
  public long vmRssKb;
  public long vmSwapKb;
  public long pfMajor;
  public long pfMinor;

  /** {@code PPM_CL_*} bits, see {@link CloneFlags}. */
  public int flags = CloneFlags.NAME_CHANGED;

  /** The timestamps of this thread's current event and the one before; 0 before there is one. */
  public long lastEventTs;

  public long previousEventTs;

  /** The descriptor number of the last event with one, −1 when it had none. */
  public long lastFd;

  /** The container's id (12 characters), empty on the host. */
  public String containerId = "";

  /** The group it belongs to; none for invalid threads. */
  public @Nullable ThreadGroup group;

  /** Its own table; {@link #descriptors()} gives the one that counts. */
  public final DescriptorTable ownDescriptors = new DescriptorTable();

  /** A place for whoever derives something from this thread; the state ignores it. */
  public @Nullable Object derived;

  /** The code of the last enter event, −1 before the first. */
  int lastEnterCode = -1;

  /** Whether the current exit event directly belongs to the last enter event. */
  boolean enterValid;

  /** The last enter event that the state keeps, until the exit event. */
  @Nullable Event enterEvent;

  /** The threads whose parent this one is. */
  final Children children = new Children(this);

  /** Its place among its parent's children. */
  Children.@Nullable Link childLink;

  private long version;
  private @Nullable String commandLine;

  public ThreadState(long tid) {
    this.tid = tid;
  }

  /** Keeps what somebody derived from this thread. */
  public void derived(Object kept) {
    derived = kept;
  }

  /** Changes whenever something that a field reads from this thread alone has changed. */
  public long version() {
    return version;
  }

  /** To be called after a change. */
  public void changed() {
    version++;
    commandLine = null;
  }

  /** Threads whose parent this one is. */
  public int childCount() {
    return children.size();
  }

  /** As {@link #childCount}, with those that are gone but not yet forgotten. */
  public int listedChildren() {
    return children.listed();
  }

  /** Whether another thread counts this one among its children. */
  public boolean childOf(ThreadState parent) {
    Children.Link link = childLink;
    return link != null && link.list == parent.children;
  }

  /** Whether tid, pid or ptid is unknown: it has no group, parent or children then. */
  public boolean invalid() {
    return tid < 0 || pid < 0 || ptid < 0;
  }

  public boolean dead() {
    return (flags & CloneFlags.CLOSED) != 0;
  }

  public boolean mainThread() {
    return tid == pid || (flags & CloneFlags.IS_MAIN_THREAD) != 0;
  }

  public boolean inPidNamespace() {
    return (flags & CloneFlags.CHILD_IN_PIDNS) != 0 || tid != vtid && vtid >= 0;
  }

  /**
   * The main thread of this thread's process, which holds descriptors, working directory and
   * environment; null for a thread without group and where the leader is unknown.
   */
  public @Nullable ThreadState main() {
    if (mainThread()) {
      return this;
    }
    ThreadGroup of = group;
    return of == null ? null : of.leader();
  }

  /** The table of open descriptors that this thread uses; null when there is none. */
  public @Nullable DescriptorTable descriptors() {
    if ((flags & CloneFlags.CLONE_FILES) == 0) {
      return ownDescriptors;
    }
    ThreadState main = main();
    return main == null ? null : main.ownDescriptors;
  }

  /** The entry of an open descriptor; null when there is none or the number is negative. */
  public @Nullable Descriptor descriptor(long number) {
    if (number < 0) {
      return null;
    }
    DescriptorTable table = descriptors();
    return table == null ? null : table.get(number);
  }

  /** The main thread's working directory, with a final slash; {@code ./} when there is none. */
  public String workingDirectory() {
    ThreadState main = main();
    return main == null ? "./" : main.cwd;
  }

  /** The main thread's environment, each {@code NAME=value}. */
  public String[] environment() {
    return environmentList().items();
  }

  public TextList environmentList() {
    ThreadState main = main();
    return main == null ? ownEnvironment : main.ownEnvironment;
  }

  /** The arguments without argv[0]; not to be changed. */
  public String[] args() {
    return argList.items();
  }

  /** {@code subsystem=path}, names normalised; not to be changed. */
  public String[] cgroups() {
    return cgroupList.items();
  }

  /** Arguments joined by spaces. */
  public String joinedArgs() {
    return argList.joined();
  }

  /** {@code comm} and the arguments, as {@code proc.cmdline} gives it. */
  public String commandLine() {
    String line = commandLine;
    if (line == null) {
      line = argList.isEmpty() ? comm : comm + " " + argList.joined();
      commandLine = line;
    }
    return line;
  }
}
