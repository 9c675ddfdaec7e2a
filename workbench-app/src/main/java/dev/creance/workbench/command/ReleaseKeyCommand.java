package dev.creance.workbench.command;

import dev.creance.release.approval.Signing;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Makes somebody's key. */
@Command(
    name = "key",
    description = {
      "Makes a key to sign releases with: the private half goes into a file that only you can read,",
      "the public half is printed, for the policy."
    })
public final class ReleaseKeyCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(
      names = "--into",
      required = true,
      paramLabel = "FILE",
      description = "The new file for the private half.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path into;

  public ReleaseKeyCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    KeyPair keys = Signing.newKeys();
    try {
      Files.createFile(
          into, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (FileAlreadyExistsException e) {
      throw new IOException(into + ": is there already; a key is never overwritten", e);
    }
    Files.writeString(
        into,
        Signing.text(keys.getPrivate()) + "\n",
        StandardCharsets.US_ASCII,
        StandardOpenOption.TRUNCATE_EXISTING);
    terminal.print(Signing.text(keys.getPublic()));
    terminal.flush();
    terminal.err().println(into + ": the private half; keep it to yourself");
    return ExitCode.DONE;
  }
}
