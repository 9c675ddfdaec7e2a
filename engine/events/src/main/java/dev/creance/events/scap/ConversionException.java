package dev.creance.events.scap;

/** An event that has no place in the newest schema; libscap stops reading there. */
public final class ConversionException extends Exception {
  private static final long serialVersionUID = 1;

  private final String problem;

  ConversionException(String problem) {
    super(problem);
    this.problem = problem;
  }

  /** What is wrong, without the file and place. */
  public String problem() {
    return problem;
  }
}
