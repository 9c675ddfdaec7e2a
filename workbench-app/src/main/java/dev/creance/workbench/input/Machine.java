package dev.creance.workbench.input;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** What is known of the machine that this program runs on. */
public final class Machine {
  private Machine() {}

  /**
   * Its name, as alerts give it; a byte string. Like Falco, {@code FALCO_HOSTNAME} comes before the
   * kernel's name.
   */
  public static String hostName() {
    String named = System.getenv("FALCO_HOSTNAME");
    if (named == null || named.isEmpty()) {
      try {
        named = Files.readString(Path.of("/proc/sys/kernel/hostname")).strip();
      } catch (IOException e) {
        named = System.getenv().getOrDefault("HOSTNAME", "localhost");
      }
    }
    return new String(named.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }
}
