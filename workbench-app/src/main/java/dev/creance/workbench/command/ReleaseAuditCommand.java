package dev.creance.workbench.command;

import dev.creance.catalogue.AuditCheck;
import dev.creance.catalogue.AuditEntry;
import dev.creance.catalogue.AuditTrail;
import dev.creance.rollout.AuditExport;
import dev.creance.workbench.terminal.Terminal;
import dev.creance.workbench.terminal.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows and checks the audit trail. */
@Command(
    name = "audit",
    description = {
      "Shows who did what with releases: the audit trail of a workspace, the oldest step first.",
      "Entries are added and never changed, and each carries the hash of the one before it."
    },
    footer = {
      "",
      "@|bold Examples|@",
      "  creance release audit                                   all of it",
      "  creance release audit sha256:41b2                       what happened to this release",
      "  creance release audit --verify                          was anything changed? which"
          + " entry?",
      "  creance release audit --export audit.jsonl              for others; keep it elsewhere",
      "  creance release audit --verify --against audit.jsonl    nor was its end cut off since"
          + " then",
      "",
      "Exit codes: 0 done and as it was written, 1 entries were changed or are missing, 3 no trail."
    })
public final class ReleaseAuditCommand implements Callable<Integer> {
  private static final int SHOWN_DIGEST = 19;

  private final Terminal terminal;

  @Mixin private TrailOption trail = new TrailOption();

  @Option(names = "--verify", description = "Check every entry, and that none is missing.")
  private boolean verify;

  @Option(
      names = "--against",
      paramLabel = "FILE",
      description = "With --verify: that all of an earlier export is still in it.")
  private @Nullable Path against;

  @Option(
      names = "--export",
      paramLabel = "FILE",
      description = "Write it as JSON lines; - for standard output.")
  private @Nullable String export;

  @Parameters(
      arity = "0..1",
      paramLabel = "SUBJECT",
      description = "Only of this rollout, or of the release whose digest begins so.")
  private String subject = "";

  public ReleaseAuditCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public Integer call() throws IOException {
    try (AuditTrail entries = AuditTrail.existing(trail.around(Path.of("")))) {
      List<AuditEntry> all = entries.entries();
      if (export != null) {
        export(all);
      } else if (!verify && against == null) {
        show(all);
      }
      AuditCheck check = entries.check();
      List<String> problems =
          new ArrayList<>(
              check.problems().stream()
                  .map(problem -> "entry " + problem.sequence() + " " + problem.text())
                  .toList());
      if (against != null) {
        problems.addAll(AuditExport.missing(against, all));
      }
      problems.forEach(problem -> terminal.err().println(entries.file() + ": " + problem));
      if (problems.isEmpty()) {
        terminal
            .err()
            .println(
                check.entries()
                    + " entries, as they were written; the last has hash "
                    + check.head());
      }
      return problems.isEmpty() ? ExitCode.DONE : ExitCode.NO;
    }
  }

  private void export(List<AuditEntry> entries) throws IOException {
    if ("-".equals(export)) {
      entries.forEach(entry -> terminal.print(AuditExport.line(entry)));
      terminal.flush();
    } else {
      Files.write(Path.of(export), entries.stream().map(AuditExport::line).toList());
    }
  }

  private void show(List<AuditEntry> entries) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.right("entry"),
                TextTable.left("time"),
                TextTable.left("who"),
                TextTable.left("what"),
                TextTable.left("of"),
                TextTable.left("detail")));
    for (AuditEntry entry : entries) {
      if (entry.subject().startsWith(subject)) {
        table.row(
            Long.toString(entry.sequence()),
            entry.time(),
            entry.actor(),
            entry.action(),
            entry.subject().startsWith("sha256:")
                ? entry.subject().substring(0, Math.min(SHOWN_DIGEST, entry.subject().length()))
                : entry.subject(),
            AuditExport.summary(entry));
      }
    }
    table.lines(terminal.outInk()).forEach(terminal::print);
    terminal.flush();
  }
}
