package dev.creance.workbench.command;

import dev.creance.release.approval.ReleaseFolder;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.workbench.terminal.Terminal;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows a release. */
@Command(
    name = "show",
    description = "Shows a release: its files, its measures, what changes, and who signed it.")
public final class ReleaseShowCommand implements Callable<Integer> {
  private final Terminal terminal;

  @Option(names = "--json", description = "The measurement report as JSON.")
  private boolean json;

  @Parameters(paramLabel = "FOLDER", description = "The release.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path folder;

  public ReleaseShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    try {
      ReleaseFolder stored = new ReleaseFolder(folder);
      Release release = stored.release();
      if (json) {
        terminal.print(new String(release.reportBytes(), StandardCharsets.UTF_8));
      } else {
        ReleaseText.lines(release, stored.signatures()).forEach(terminal::print);
      }
      terminal.flush();
      return ExitCode.DONE;
    } catch (ReleaseException e) {
      throw new IOException(e.getMessage(), e);
    }
  }
}
