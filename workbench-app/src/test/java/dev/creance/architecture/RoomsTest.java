package dev.creance.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaAccess.Predicates.target;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import dev.creance.events.Replay;
import dev.creance.events.state.Descriptor;
import dev.creance.events.state.ThreadState;
import java.nio.file.Files;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.Future;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who may know whom, and what no room does. */
class RoomsTest {
  private static final JavaClasses HOUSE =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages("dev.creance");

  @ParameterizedTest(name = "{0} knows only {1}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          dev.creance.testing..                     |
          dev.creance.grammar..                     |
          dev.creance.events..                      | dev.creance.grammar..
          dev.creance.match..                       | dev.creance.grammar.. dev.creance.events..
          dev.creance.corpus..                      | dev.creance.grammar.. dev.creance.events.. dev.creance.match..
          dev.creance.corpus.format..               |
          dev.creance.corpus.segment..              | dev.creance.grammar.. dev.creance.events.. dev.creance.corpus.format..
          dev.creance.tuning..                      | dev.creance.grammar.. dev.creance.events.. dev.creance.match.. dev.creance.corpus..
          dev.creance.tuning.statistics..           |
          dev.creance.catalogue..                   | dev.creance.grammar.. dev.creance.events.. dev.creance.corpus..
          dev.creance.release..                     | dev.creance.grammar..
          dev.creance.cluster..                     |
          dev.creance.rollout..                     | dev.creance.grammar.. dev.creance.release.. dev.creance.catalogue..
          dev.creance.rollout.gate..                | dev.creance.release.bundle..
          dev.creance.rollout.measure..             |
          dev.creance.export..                      | dev.creance.grammar.. dev.creance.events.. dev.creance.corpus..
          dev.creance.conformance..                 | dev.creance.grammar.. dev.creance.events.. dev.creance.match.. dev.creance.corpus..
          dev.creance.grammar.source..              |
          dev.creance.grammar.vocabulary..          |
          dev.creance.grammar.syntax..              | dev.creance.grammar.source..
          dev.creance.grammar.checked..             | dev.creance.grammar.source.. dev.creance.grammar.syntax.. dev.creance.grammar.vocabulary..
          dev.creance.workbench.terminal..          |
          dev.creance.workbench.input..             | dev.creance.grammar.. dev.creance.events.. dev.creance.match..
          dev.creance.workbench.window.shown..      |
          dev.creance.workbench.window.view..       | dev.creance.workbench.window.model.. dev.creance.workbench.window.shown..
          dev.creance.workbench.window.service..    | dev.creance.grammar.. dev.creance.events.. dev.creance.match.. dev.creance.corpus.. dev.creance.tuning.. dev.creance.release.. dev.creance.rollout.. dev.creance.catalogue.. dev.creance.workbench.window.shown.. dev.creance.workbench.input.. dev.creance.workbench.terminal..
          """)
  void roomsKnowOnlyTheStagesBefore(String room, String others) {
    List<String> allowed = new java.util.ArrayList<>(List.of(room));
    if (others != null) {
      allowed.addAll(List.of(others.split(" ")));
    }
    classes()
        .that()
        .resideInAPackage(room)
        .should()
        .onlyDependOnClassesThat(
            describe(
                "are of " + allowed + " or of no room",
                type -> !type.getPackageName().startsWith("dev.creance") || resides(type, allowed)))
        .check(HOUSE);
  }

  @ParameterizedTest(name = "only {1} uses {0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          org.antlr..        | dev.creance.grammar..
          org.snakeyaml..    | dev.creance.grammar.. dev.creance.tuning..
          tools.jackson..    | dev.creance.testing.. dev.creance.events.. dev.creance.corpus.. dev.creance.tuning.. dev.creance.release.. dev.creance.rollout.. dev.creance.conformance.. dev.creance.workbench..
          org.roaringbitmap..| dev.creance.corpus..
          com.github.luben.. | dev.creance.corpus.format.. dev.creance.export..
          org.apache.parquet..| dev.creance.export..
          picocli..          | dev.creance.workbench..
          io.fabric8..       | dev.creance.cluster..
          com.fasterxml..    | dev.creance.release.registry..
          org.apache.commons.compress.. | dev.creance.release.bundle..
          org.apache.lucene..| dev.creance.corpus.search..
          java.util.logging..| dev.creance.corpus.search..
          java.sql..         | dev.creance.catalogue..
          org.sqlite..       | dev.creance.catalogue..
          javafx..           | dev.creance.workbench.window..
          javafx.scene..     | dev.creance.workbench.window dev.creance.workbench.window.view..
          javafx.application.. | dev.creance.workbench.window dev.creance.workbench.window.view..
          org.fxmisc..       | dev.creance.workbench.window.view..
          org.kordamp..      | dev.creance.workbench.window.view..
          atlantafx..        | dev.creance.workbench.window.view..
          """)
  void librariesStayInTheirRooms(String library, String rooms) {
    List<String> allowed = rooms == null ? List.of() : List.of(rooms.split(" "));
    noClasses()
        .that(describe("are not of " + allowed, type -> !resides(type, allowed)))
        .should()
        .dependOnClassesThat()
        .resideInAPackage(library)
        .check(HOUSE);
  }

  @Test
  void onlyTheMachineStateWritesThreadsAndDescriptors() {
    ArchRule rule =
        noClasses()
            .that()
            .resideOutsideOfPackage("dev.creance.events.state..")
            .should()
            .setFieldWhere(
                target(
                    owner(
                        describe(
                            "ThreadState or Descriptor",
                            (JavaClass type) ->
                                type.isEquivalentTo(ThreadState.class)
                                    || type.isEquivalentTo(Descriptor.class)))));
    rule.check(HOUSE);
  }

  @Test
  void theWindowsModelsWaitForNothing() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.creance.workbench.window.model..", "dev.creance.workbench.window.view..")
        .should()
        .callMethodWhere(
            target(
                describe(
                    "waits or does files",
                    (AccessTarget called) ->
                        (called.getOwner().isAssignableTo(Future.class)
                                && List.of("get", "join").contains(called.getName()))
                            || called.getOwner().isEquivalentTo(Files.class)
                            || (called.getOwner().isEquivalentTo(Thread.class)
                                && called.getName().equals("sleep")))))
        .check(HOUSE);
  }

  @Test
  void packagesFormNoCycle() {
    slices().assignedFrom(PACKAGES).should().beFreeOfCycles().check(HOUSE);
  }

  /**
   * One slice a package. {@code Replay} is a slice of its own: it stands at the door of its room,
   * above the packages that know {@code Event} beside it.
   */
  private static final SliceAssignment PACKAGES =
      new SliceAssignment() {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
          return type.isEquivalentTo(Replay.class)
              ? SliceIdentifier.of(type.getName())
              : SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
          return "packages";
        }
      };

  @Test
  void noStaticFieldChanges() {
    fields()
        .that()
        .areStatic()
        .and()
        .areDeclaredInClassesThat(
            describe(
                "are not made by ANTLR",
                (JavaClass type) -> !type.isAssignableTo("org.antlr.v4.runtime.Recognizer")))
        .and(
            describe(
                "are not made by the compiler",
                (JavaField field) -> !field.getModifiers().toString().contains("SYNTHETIC")))
        .should()
        .beFinal()
        .check(HOUSE);
  }

  @Test
  void onlyTheTerminalTouchesTheProcessesStreams() {
    noClasses()
        .that()
        .resideOutsideOfPackage("dev.creance.workbench.terminal..")
        .should()
        .accessField(System.class, "out")
        .orShould()
        .accessField(System.class, "err")
        .check(HOUSE);
  }

  @Test
  void everyPackageSaysWhatItIsForAndIsNullMarked() throws ClassNotFoundException {
    TreeSet<String> packages = new TreeSet<>();
    HOUSE.forEach(type -> packages.add(type.getPackageName()));
    assertThat(packages).contains("dev.creance.grammar", "dev.creance.events.state");
    for (String name : packages) {
      assertThat(Class.forName(name + ".package-info").isAnnotationPresent(NullMarked.class))
          .as("%s has a package-info with @NullMarked", name)
          .isTrue();
    }
  }

  private static boolean resides(JavaClass type, List<String> packages) {
    return packages.stream()
        .anyMatch(name ->
            com.tngtech.archunit.core.domain.PackageMatcher.of(name)
                .matches(type.getPackageName()));
  }
}
