package dev.creance.recorder;

import dev.creance.recorder.kernel.MissingFeatureException;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * {@code recorder-agent COMMAND …}. Exit codes: 0 done; 1 done, and the answer is no; 2 wrong
 * usage; 3 an input or output failed; 4 the machine lacks something.
 */
public final class Main {
  private static final int OK = 0;
  private static final int USAGE = 2;
  private static final int INPUT = 3;
  private static final int ENVIRONMENT = 4;

  private static final String HELP =
      """
      recorder-agent record --output FILE.scap.gz | --serve SOCKET [--duration 10s] [--snaplen 80] [OPTIONS] [-- COMMAND…]
          records what happens on this machine, until the time is over, the command ends, or SIGTERM
      recorder-agent detect --rules FILE… [OPTIONS] [CAPTURE] [-- COMMAND…]
          evaluates what happens on this machine, or in a capture; alerts as Falco writes them
      recorder-agent follow CHANNEL --policy FILE [OPTIONS]
          likewise, with the rules of the release that a channel of a registry points at
      recorder-agent mark NAME [--technique T1003] [OPTIONS] -- COMMAND…
          runs a command and labels it beside the capture: when it ran, and as which process
      recorder-agent bench [quick] | --detect [RATE [SECONDS]]
          what recording costs on this machine, as a table (of a checkout, with gcc and bpftool)
      recorder-agent help
      """;

  private Main() {}

  public static void main(String[] args) {
    System.exit(run(Arrays.asList(args)));
  }

  private static int run(List<String> args) {
    String command = args.isEmpty() ? "help" : args.getFirst();
    List<String> rest = args.isEmpty() ? List.of() : args.subList(1, args.size());
    try {
      switch (command) {
        case "record" -> {
          return new RecordCommand(RecordOptions.parse(rest)).run();
        }
        case "detect" -> {
          return new DetectCommand(rest).run();
        }
        case "follow" -> {
          return new FollowCommand(rest, System.getenv()).run();
        }
        case "mark" -> {
          return new MarkCommand(MarkOptions.parse(rest, System.getenv())).run();
        }
        case "help", "--help", "-h" -> {
          System.out.print(
              HELP
                  + RecordOptions.HELP
                  + DetectCommand.HELP
                  + FollowCommand.HELP
                  + DetectOptions.HELP
                  + AlertOptions.HELP
                  + MarkOptions.HELP);
          return OK;
        }
        default -> throw new UsageException("unknown command " + command);
      }
    } catch (UsageException e) {
      System.err.println("recorder-agent: " + e.getMessage() + " (recorder-agent help says more)");
      return USAGE;
    } catch (MissingFeatureException e) {
      System.err.println("recorder-agent: " + e.getMessage());
      return ENVIRONMENT;
    } catch (IOException e) {
      System.err.println("recorder-agent: " + e.getMessage());
      return INPUT;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return INPUT;
    }
  }
}
