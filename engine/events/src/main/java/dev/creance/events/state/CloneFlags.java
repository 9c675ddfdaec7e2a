package dev.creance.events.state;

/** The {@code PPM_CL_*} bits of a thread's flags. */
public final class CloneFlags {
  public static final int CLONE_FILES = 1;
  public static final int CLONE_FS = 1 << 1;
  public static final int CLONE_IO = 1 << 2;
  public static final int CLONE_NEWIPC = 1 << 3;
  public static final int CLONE_NEWNET = 1 << 4;
  public static final int CLONE_NEWNS = 1 << 5;
  public static final int CLONE_NEWPID = 1 << 6;
  public static final int CLONE_NEWUTS = 1 << 7;
  public static final int CLONE_PARENT = 1 << 8;
  public static final int CLONE_PARENT_SETTID = 1 << 9;
  public static final int CLONE_PTRACE = 1 << 10;
  public static final int CLONE_SIGHAND = 1 << 11;
  public static final int CLONE_SYSVSEM = 1 << 12;
  public static final int CLONE_THREAD = 1 << 13;
  public static final int CLONE_UNTRACED = 1 << 14;
  public static final int CLONE_VM = 1 << 15;
  public static final int CLONE_INVERTED = 1 << 16;
  public static final int NAME_CHANGED = 1 << 17;
  public static final int CLOSED = 1 << 18;
  public static final int ACTIVE = 1 << 19;
  public static final int CLONE_NEWUSER = 1 << 20;
  public static final int PIPE_SRC = 1 << 21;
  public static final int PIPE_DST = 1 << 22;
  public static final int CLONE_CHILD_CLEARTID = 1 << 23;
  public static final int CLONE_CHILD_SETTID = 1 << 24;
  public static final int CLONE_SETTLS = 1 << 25;
  public static final int CLONE_STOPPED = 1 << 26;
  public static final int CLONE_VFORK = 1 << 27;
  public static final int CLONE_NEWCGROUP = 1 << 28;
  public static final int CHILD_IN_PIDNS = 1 << 29;
  public static final int IS_MAIN_THREAD = 1 << 30;

  private CloneFlags() {}
}
