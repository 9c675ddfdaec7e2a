package dev.creance.workbench.command;

import dev.creance.workbench.input.Sample;
import dev.creance.workbench.terminal.Terminal;
import dev.creance.workbench.window.Screenshot;
import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.view.Theme;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Draws the workbench into a file. */
@Command(
    name = "screenshot",
    description = "Draws the workbench into a PNG file; needs no display.",
    footer = {
      "",
      "@|bold Examples|@",
      "  creance screenshot --place noise --theme dark --out noise.png",
      "  creance screenshot --workspace rules-repo/ --size 2560x1440 --out author.png",
      "  creance screenshot --place explore --filter 'evt.type = execve' --out events.png"
    })
public final class ScreenshotCommand implements Callable<Integer> {
  private static final Pattern SIZE = Pattern.compile("(\\d{3,4})[x×](\\d{3,4})");

  private final Terminal terminal;

  @Spec
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private CommandSpec command;

  @Option(
      names = "--workspace",
      paramLabel = "DIR",
      description = "The workspace; the sample's when none is given.")
  private @Nullable Path workspace;

  @Option(
      names = "--place",
      paramLabel = "PLACE",
      description = "author, noise, explore, prove, publish, normal, corpora or network.")
  private String place = "author";

  @Option(names = "--theme", paramLabel = "light|dark", description = "The colours.")
  private String theme = "light";

  @Option(names = "--size", paramLabel = "WxH", description = "In pixels; 1440x900 by default.")
  private String size = "1440x900";

  @Option(
      names = "--rule",
      paramLabel = "NAME",
      description = "The rule to show, in the editor or on the noise board.")
  private Optional<String> rule = Optional.empty();

  @Option(names = "--filter", paramLabel = "CONDITION", description = "The explorer's filter.")
  private String filter = "";

  @Option(
      names = "--part",
      paramLabel = "N",
      description = "Which tab or look of the place, from 0.")
  private int part;

  @Option(names = "--out", required = true, paramLabel = "FILE.png", description = "The file.")
  @SuppressWarnings("NullAway.Init") // picocli sets it
  private Path out;

  public ScreenshotCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Matcher pixels = SIZE.matcher(size);
    if (!pixels.matches()) {
      throw new ParameterException(
          command.commandLine(), "--size is like 1440x900, not '" + size + "'");
    }
    if (!WindowStart.possible()) {
      terminal.err().println("creance: " + WindowStart.MISSING);
      return ExitCode.ENVIRONMENT;
    }
    Path folder = workspace == null ? Sample.workspace() : workspace;
    Screenshot.make(
        new Screenshot.Wanted(
            folder,
            constant(Place.class, "--place", place),
            constant(Theme.class, "--theme", theme),
            Integer.parseInt(pixels.group(1)),
            Integer.parseInt(pixels.group(2)),
            rule,
            filter,
            part,
            out));
    terminal.err().println(out + ": " + size + ", " + place + ", " + theme);
    return ExitCode.DONE;
  }

  private <E extends Enum<E>> E constant(Class<E> type, String option, String name) {
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equalsIgnoreCase(name)) {
        return constant;
      }
    }
    throw new ParameterException(
        command.commandLine(),
        option
            + " is one of "
            + java.util.Arrays.toString(type.getEnumConstants()).toLowerCase(java.util.Locale.ROOT)
            + ", not '"
            + name
            + "'");
  }
}
