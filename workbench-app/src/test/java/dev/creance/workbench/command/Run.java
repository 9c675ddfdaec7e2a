package dev.creance.workbench.command;

import dev.creance.workbench.terminal.Terminal;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What a command line did.
 *
 * @param out standard output
 * @param err standard error
 */
record Run(int code, String out, String err) {
  /** Runs a command line in this process, with no terminal. */
  static Run of(String... arguments) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    int code = CreanceCommand.run(new Terminal(out, err, false, false, 100), arguments);
    return new Run(
        code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
  }
}
