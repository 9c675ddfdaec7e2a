package dev.creance.events.state;

import org.jspecify.annotations.Nullable;

/**
 * What is known of one thread (libsinsp's {@code sinsp_threadinfo}). Texts are byte strings.
 *
 * <p>A plain mutable struct on the hot path: only this package writes its fields, and calls {@link
 * #changed()} after a change that fields of rules can see, so that readers may cache what they
 * derive by {@link #version()}.
 */
public final class ThreadState {
  /** The value of uid, gid and loginuid when there is none. */
  public static final int NO_ID = 0xFFFFFFFF;

  public static final String[] NONE = {};

  public final long tid;
  public long pid = -1;
  public long ptid = -1;
  public long vtid = -1;
  public long vpid = -1;
  public long sid = -1;
  public long vpgid = -1;
  public long pgid = -1;
  public long reaperTid = -1;
  public String comm = "<NA>";

  /** argv[0]. */
  public String exe = "<NA>";

  public String exePath = "";

  /** Without argv[0]. */
  public String[] args = NONE;

  /** {@code NAME=value}; of the main thread only: read it by {@link #environment()}. */
  public String[] env = NONE;

  /** {@code subsystem=path}, in the capture's order, names normalised. */
  public String[] cgroups = NONE;

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
  public long cloneTs;
  public long lastExecTs;
  public long pidnsInitStartTs;
  public long fdLimit = -1;
  public long vmSizeKb;
  public long vmRssKb;
  public long vmSwapKb;
  public long pfMajor;
  public long pfMinor;

  /** {@code PPM_CL_*} bits, see {@link CloneFlags}. */
  public int flags;

  /** Nanoseconds that it was scheduled: of the last slice, and in all. */
  public long execTime;

  public long totalExecTime;

  /** The timestamps of this thread's previous and current event; 0 before there is one. */
  public long previousEventTs;

  public long lastEventTs;

  /** The descriptor number of the last event with one, −1 when it had none. */
  public long lastFd = -1;

  /** The container's id (12 characters), empty on the host. */
  public String containerId = "";

  /** The group it belongs to; none for invalid threads. */
  public @Nullable ThreadGroup group;

  /** Its own table; {@link #descriptors()} gives the one that counts. */
  public @Nullable DescriptorTable ownDescriptors;

  private long version;
  private @Nullable String commandLine;
  private @Nullable String joinedArgs;

  public ThreadState(long tid) {
    this.tid = tid;
    changed();
  }

  /** Changes whenever something that a field reads from this thread alone has changed. */
  public long version() {
    return version;
  }

  /** To be called after a change. */
  public void changed() {
    version++;
    commandLine = null;
    joinedArgs = null;
  }

  /** Whether pid, ptid and tid are all known. */
  public boolean invalid() {
    return tid < 0 || pid < 0 || ptid < 0;
  }

  public boolean mainThread() {
    return tid == pid || (flags & CloneFlags.IS_MAIN_THREAD) != 0;
  }

  /**
   * The main thread of this thread's process, which holds cwd and environment; null for an invalid
   * thread and where the leader is unknown.
   */
  public @Nullable ThreadState main() {
    if (mainThread() && !invalid()) {
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

  /** The main thread's working directory, with a final slash; {@code ./} when there is none. */
  public String workingDirectory() {
    ThreadState main = main();
    return main == null ? "./" : main.cwd;
  }

  /** The main thread's environment. */
  public String[] environment() {
    ThreadState main = main();
    return main == null ? NONE : main.env;
  }

  /** Arguments joined by spaces. */
  public String joinedArgs() {
    String joined = joinedArgs;
    if (joined == null) {
      joined = String.join(" ", args);
      joinedArgs = joined;
    }
    return joined;
  }

  /** {@code comm} and the arguments, as {@code proc.cmdline} gives it. */
  public String commandLine() {
    String line = commandLine;
    if (line == null) {
      line = args.length == 0 ? comm : comm + " " + joinedArgs();
      commandLine = line;
    }
    return line;
  }
}
