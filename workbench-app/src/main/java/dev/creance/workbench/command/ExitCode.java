package dev.creance.workbench.command;

/** What a command's exit status says; the same for all commands. */
public final class ExitCode {
  /** Done, and the answer is good. */
  public static final int DONE = 0;

  /** Done, and the answer is no: errors were found, tests failed. */
  public static final int NO = 1;

  /** The command line was wrong. */
  public static final int USAGE = 2;

  /** Input was unreadable or damaged; what was readable was processed and said. */
  public static final int INPUT = 3;

  /** The machine lacks something; the message says what to install. */
  public static final int ENVIRONMENT = 4;

  private ExitCode() {}
}
