package dev.creance.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.source.Diagnostic;
import dev.creance.grammar.source.LoadCode;
import dev.creance.grammar.source.SourceFile;
import dev.creance.grammar.source.Span;
import dev.creance.workbench.terminal.Ink;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DiagnosticTextTest {
  private static final SourceFile FILE =
      new SourceFile("r.yaml", "- rule: x\n  condition: proc.nmae = bash\n");
  private static final Span PLACE = new Span(23, 32);

  private static Diagnostic unknownField(SourceFile file, Span span) {
    return new Diagnostic(
        LoadCode.LOAD_ERR_COMPILE_CONDITION,
        file,
        span,
        "rule 'x'",
        "no such field",
        Optional.of(new Diagnostic.Fix("write proc.name", span, "proc.name")));
  }

  @Test
  void underlinesTheOffendingStretch() {
    assertThat(new DiagnosticText(Ink.NONE, 80).lines(unknownField(FILE, PLACE)))
        .containsExactly(
            "error[LOAD_ERR_COMPILE_CONDITION]: no such field",
            "  --> r.yaml:2:14 (rule 'x')",
            "  |",
            "2 |   condition: proc.nmae = bash",
            "  |              ^^^^^^^^^",
            "  fix: write proc.name");
  }

  @Test
  void aLongLineIsCutAroundTheStretch() {
    String filler = "evt.type = open or ".repeat(20);
    SourceFile file = new SourceFile("r.yaml", filler + "proc.nmae = 1 or " + filler);
    List<String> lines =
        new DiagnosticText(Ink.NONE, 60)
            .lines(unknownField(file, new Span(filler.length(), filler.length() + 9)));
    String source = lines.get(3);
    String marks = lines.get(4);
    assertThat(source).hasSizeLessThanOrEqualTo(61).contains("proc.nmae").contains("…");
    assertThat(source.substring(marks.indexOf('^'), marks.lastIndexOf('^') + 1))
        .isEqualTo("proc.nmae");
  }

  @Test
  void anyPlaceInAnyTextIsShown() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(300); length > 0; length--) {
        text.append(random.nextInt(40) == 0 ? '\n' : random.nextInt(20) == 0 ? '\t' : 'x');
      }
      int start = random.nextInt(text.length() + 1);
      int end = start + random.nextInt(text.length() - start + 1);
      SourceFile file = new SourceFile("r.yaml", text.toString());
      List<String> lines =
          new DiagnosticText(Ink.NONE, 50 + random.nextInt(60))
              .lines(unknownField(file, new Span(start, end)));
      assertThat(lines.size()).as("seed %s", seed).isGreaterThanOrEqualTo(3);
    }
  }

  @Test
  void jsonCountsLinesAndColumnsFromOne() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DiagnosticJson.write(List.of(unknownField(FILE, PLACE)), out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .isEqualTo(
            """
            {"successful":false,"errors":[{"code":"LOAD_ERR_COMPILE_CONDITION",\
            "message":"no such field","file":"r.yaml","line":2,"column":14,"endLine":2,\
            "endColumn":23,"item":"rule 'x'","fix":{"title":"write proc.name","line":2,\
            "column":14,"endLine":2,"endColumn":23,"replacement":"proc.name"}}],"warnings":[]}\
            """);
  }

  @Test
  void sarifNamesCodeLevelAndPlace() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    DiagnosticJson.writeSarif(List.of(unknownField(FILE, PLACE)), out);
    assertThat(out.toString(StandardCharsets.UTF_8))
        .contains("\"version\":\"2.1.0\"")
        .contains("\"ruleId\":\"LOAD_ERR_COMPILE_CONDITION\",\"level\":\"error\"")
        .contains("\"startLine\":2,\"startColumn\":14,\"endLine\":2,\"endColumn\":23");
  }
}
