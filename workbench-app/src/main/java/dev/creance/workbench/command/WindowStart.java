package dev.creance.workbench.command;

/** Whether this process and this machine can show a window. */
final class WindowStart {
  static final String MISSING =
      "the window needs JavaFX on the module path: start it with the launcher ./creance";

  private WindowStart() {}

  /** Whether the toolkit is there: only the launcher's start for windows has it. */
  static boolean possible() {
    return ModuleLayer.boot().findModule("javafx.controls").isPresent();
  }

  /** Whether there is a display to show it on. */
  static boolean display() {
    return System.getProperty("os.name", "").startsWith("Mac")
        || System.getProperty("os.name", "").startsWith("Windows")
        || named("DISPLAY")
        || named("WAYLAND_DISPLAY");
  }

  private static boolean named(String variable) {
    String value = System.getenv(variable);
    return value != null && !value.isEmpty();
  }
}
