package dev.creance.grammar.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.grammar.rules.LoadOptions;
import dev.creance.grammar.rules.RulesetLoader;
import dev.creance.grammar.service.Occurrence.Role;
import dev.creance.grammar.service.Symbol.Kind;
import dev.creance.grammar.source.SourceFile;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A caret in the texts is written {@code |}. */
class LanguageServiceTest {
  private static final String UPSTREAM =
      """
      # shells
      - list: shells
        items: [bash, "zsh", sh]

      - list: all_shells
        items: [shells, dash]

      - macro: spawned
        condition: (evt.type in (execve, execveat) and evt.arg.res = 0)

      - macro: in_web
        condition: proc.pname in (nginx, httpd)

      - rule: Shell in web
        desc: a shell under a web server
        condition: >
          spawned and in_web
          and proc.name in (all_shells)
          and not proc.cmdline contains "-c true"
        output: Shell (user=%user.name parent=%proc.pname shells)
        priority: WARNING
        tags: [web, mitre_execution]
        exceptions:
          - name: known
            fields: [proc.name, proc.pname]
            comps: [in, =]
            values:
              - [shells, nginx]
      """;

  private static final String OVERLAY =
      """
      - list: shells
        items: [ash]
        override:
          items: append
      - rule: Shell in web
        condition: and not in_web
        override:
          condition: append
      """;

  private final LanguageService service = new LanguageService();
  private final SourceFile upstream = new SourceFile("upstream.yaml", UPSTREAM);
  private final SourceFile overlay = new SourceFile("overlay.yaml", OVERLAY);
  private final RuleIndex index = service.index(List.of(upstream, overlay));

  @Test
  void outlineNamesItemsInOrder() {
    assertThat(index.outline(upstream))
        .extracting(item -> item.symbol().toString())
        .containsExactly(
            "list 'shells'",
            "list 'all_shells'",
            "macro 'spawned'",
            "macro 'in_web'",
            "rule 'Shell in web'");
    assertThat(index.outline(overlay)).extracting(RuleItem::role).containsOnly(Role.CHANGE);
  }

  @ParameterizedTest
  @CsvSource({
    "LIST, shells, 2, 2", // in all_shells, in the exception; not in the output
    "LIST, all_shells, 1, 1",
    "MACRO, in_web, 1, 2",
    "MACRO, spawned, 1, 1",
    "RULE, Shell in web, 2, 0",
    "FIELD, proc.pname, 0, 3", // macro, output, exception
    "TAG, web, 0, 1"
  })
  void findsDefinitionsAndUsages(Kind kind, String name, int definitions, int usages) {
    Symbol symbol = new Symbol(kind, name);
    assertThat(index.definitions(symbol)).hasSize(definitions);
    assertThat(index.usages(symbol)).hasSize(usages);
    assertThat(index.places(symbol)).allSatisfy(place -> assertThat(text(place)).isEqualTo(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "spawned and # MACRO # spawned",
        "all_shells) # LIST # all_shells",
        "proc.name in (all # FIELD # proc.name",
        "mitre_execution] # TAG # mitre_execution",
        "shells, dash # LIST # shells",
        "Shell in web # RULE # Shell in web"
      })
  void knowsWhatIsUnderTheCaret(String at, Kind kind, String name) {
    int offset = UPSTREAM.indexOf(at);
    assertThat(index.at(upstream, offset + 1).orElseThrow().symbol())
        .isEqualTo(new Symbol(kind, name));
    assertThat(index.at(upstream, offset + name.length()).orElseThrow().symbol().name())
        .isEqualTo(name);
  }

  @ParameterizedTest
  @CsvSource({
    "LIST, shells, interpreters",
    "MACRO, in_web, under_web",
    "RULE, Shell in web, 'A: b'"
  })
  void renamingKeepsTheMeaning(Kind kind, String name, String newName) {
    Renaming renaming = Renaming.of(index, new Symbol(kind, name), newName);
    assertThat(renaming.problem()).isEmpty();
    List<SourceFile> renamed =
        Stream.of(upstream, overlay)
            .map(file -> new SourceFile(file.name(), TextEdit.apply(file, renaming.edits())))
            .toList();
    RuleIndex after = new LanguageService().index(renamed);
    assertThat(after.places(new Symbol(kind, name))).isEmpty();
    assertThat(after.places(new Symbol(kind, newName)))
        .hasSameSizeAs(index.places(new Symbol(kind, name)));
    var before = new RulesetLoader(LoadOptions.defaults()).load(List.of(upstream, overlay));
    var now = new RulesetLoader(LoadOptions.defaults()).load(renamed);
    assertThat(before.diagnostics()).isEmpty();
    assertThat(now.diagnostics()).isEmpty();
    assertThat(now.ruleset().expanded(now.ruleset().rules().getFirst()).toString())
        .hasSameSizeAs(before.ruleset().expanded(before.ruleset().rules().getFirst()).toString());
    assertThat(renamed.getFirst().text()).contains("# shells");
  }

  @ParameterizedTest
  @CsvSource({
    "MACRO, in_web, two words, letters",
    "MACRO, in_web, and, letters",
    "MACRO, in_web, spawned, there already",
    "LIST, shells, 'a,b', commas",
    "MACRO, nowhere, other, not defined",
    "FIELD, proc.name, proc.nom, elsewhere"
  })
  void renamingSaysWhyItCannotBeDone(Kind kind, String name, String newName, String why) {
    Renaming renaming = Renaming.of(index, new Symbol(kind, name), newName);
    assertThat(renaming.edits()).isEmpty();
    assertThat(renaming.problem()).contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "spawned and # macro spawned # evt.type in (execve",
        "all_shells) # list all_shells # shells",
        "proc.pname in # field proc.pname # ''"
      })
  void hoverExplains(String at, String title, String code) {
    Hover hover = Hover.at(index, upstream, UPSTREAM.indexOf(at) + 1).orElseThrow();
    assertThat(hover.title()).startsWith(title);
    assertThat(hover.code()).contains(code);
  }

  @Test
  void hoverOnAListShowsWhatFilesAdd() {
    Hover hover = Hover.at(index, upstream, UPSTREAM.indexOf("shells, nginx") + 1).orElseThrow();
    assertThat(hover.code()).isEqualTo("bash, zsh, sh, ash");
    assertThat(hover.places()).hasSize(2);
  }

  @Test
  void whatAFileSaidCountsWhileItIsBroken() {
    SourceFile broken = new SourceFile("upstream.yaml", UPSTREAM + "- rule: [\n");
    RuleIndex now = service.index(List.of(broken, overlay));
    assertThat(now.names(Kind.MACRO)).contains("spawned", "in_web");
    assertThat(Renaming.of(now, new Symbol(Kind.MACRO, "in_web"), "x").problem())
        .contains("mend it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "- macro: m\\n  condition: spaw|# spawned",
        "- macro: m\\n  condition: proc.na|# proc.name",
        "- macro: m\\n  condition: proc.name sta|# startswith",
        "- macro: m\\n  condition: proc.pid sta|# !startswith",
        "- macro: m\\n  condition: proc.name in (|# shells",
        "- macro: m\\n  condition: proc.name in (a, al|# all_shells",
        "- macro: m\\n  condition: proc.name = b|# bash",
        "- macro: m\\n  condition: spawned |# and",
        "- macro: m\\n  condition: spawned and no|# not",
        "- macro: m\\n  condition: >\\n    spawned\\n    and in_|# in_web",
        "- macro: m\\n  condition: tolower(proc.n|# proc.name",
        "- macro: m\\n  cond|# condition",
        "- rule: r\\n  prio|# priority",
        "- rule: r\\n  priority: WAR|# WARNING",
        "- rule: r\\n  output: x %user.n|# user.name",
        "- rule: r\\n  tags: [we|# web",
        "- rule: r\\n  exceptions:\\n    - name: x\\n      fields: [proc.pn|# proc.pname",
        "- rule: r\\n  exceptions:\\n    - name: x\\n      comp|# comps",
        "- rule: r\\n  override:\\n    condition: app|# append",
        "- rule: r\\n  override:\\n    cond|# condition",
        "- ru|# rule",
        "- list: l\\n  items:\\n    - she|# shells"
      })
  void completes(String written, String expected) {
    String marked = written.replace("\\n", "\n");
    int caret = marked.indexOf('|');
    SourceFile file = new SourceFile("typed.yaml", marked.replace("|", "") + "\n");
    RuleIndex now = new LanguageService().index(List.of(upstream, overlay, file));
    Completer completer =
        new Completer(
            now,
            (field, prefix) ->
                field.equals("proc.name") && "bash".startsWith(prefix)
                    ? List.of("bash")
                    : List.of());
    List<String> labels = completer.at(file, caret).stream().map(Completion::label).toList();
    if (expected.strip().startsWith("!")) {
      assertThat(labels).doesNotContain(expected.strip().substring(1));
    } else {
      assertThat(labels).contains(expected.strip());
    }
  }

  @Test
  void likelyCompletionsComeFirst() {
    SourceFile file = new SourceFile("typed.yaml", "- macro: m\n  condition: proc.name in (s\n");
    RuleIndex now = new LanguageService().index(List.of(upstream, file));
    List<Completion> found =
        new Completer(now, (field, prefix) -> List.of("sshd", "sh"))
            .at(file, file.text().length() - 1);
    assertThat(found).extracting(Completion::label).startsWith("sshd", "sh", "shells");
    assertThat(found.getFirst().replaced().length()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "| # proc.name",
        "proc.pn|# proc.pname",
        "in_|# in_web",
        "proc.name |# in",
        "proc.name = |# bash",
        "proc.name = bash |# and",
        "proc.name in (she|# shells",
        "proc.name = bash and (evt.ty|# evt.type"
      })
  void completesAConditionThatStandsByItself(String written, String expected) {
    int caret = written.indexOf('|');
    RuleIndex now = new LanguageService().index(List.of(upstream, overlay));
    List<Completion> found =
        new Completer(now, (field, prefix) -> List.of("bash"))
            .inCondition(written.replace("|", ""), caret);
    assertThat(found).extracting(Completion::label).contains(expected.strip());
    assertThat(found).allMatch(one -> one.replaced().end() == caret);
  }

  @Test
  void formattingChangesBlanksOnly() {
    SourceFile file =
        new SourceFile("a.yaml", "- list: a   \n  items: [x]  # c \n\n\n\n- list: b\n  items: []");
    assertThat(TextEdit.apply(file, Formatter.format(file)))
        .isEqualTo("- list: a\n  items: [x]  # c\n\n- list: b\n  items: []\n");
    assertThat(Formatter.format(new SourceFile("b.yaml", "- list: [  \n"))).isEmpty();
    assertThat(Formatter.format(upstream)).isEmpty();
    SourceFile counts = new SourceFile("c.yaml", "- rule: a\n  desc: |\n    x  \n\n\n    y\n");
    assertThat(Formatter.format(counts)).isEmpty();
  }

  private static String text(Occurrence place) {
    return place.file().text().substring(place.span().start(), place.span().end());
  }
}
