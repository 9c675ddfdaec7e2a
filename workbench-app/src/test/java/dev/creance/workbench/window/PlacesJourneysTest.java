package dev.creance.workbench.window;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.release.approval.Person.Role;
import dev.creance.release.approval.ReleaseFolder;
import dev.creance.release.approval.Signing;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.MeasureReport.Change;
import dev.creance.release.bundle.MeasureReport.RuleMeasure;
import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseDraft;
import dev.creance.release.bundle.RuleFile;
import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.shown.NoiseRow;
import dev.creance.workbench.window.view.Theme;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javafx.scene.Node;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;
import org.testfx.api.FxRobot;
import org.testfx.util.WaitForAsyncUtils;

/**
 * What a person does in the places behind the editor, done by a robot: tune a noisy rule by a
 * proposal, run tests, import a capture, approve a release. Each leaves a picture.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class PlacesJourneysTest {
  private static final String NOISY = "Create Hidden Files or Directories";

  @TempDir static Path folder;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static Journey journey;

  @SuppressWarnings("NullAway.Init") // before all tests
  private static WorkbenchModel model;

  private final FxRobot robot = journey.robot;

  @BeforeAll
  static void openAWorkspace() throws Exception {
    Path sample = folder.resolve("sample");
    for (String part : List.of("rules", "normal-build")) {
      Journey.copy(Journey.root().resolve("corpora").resolve(part), sample.resolve(part));
    }
    Files.createDirectories(sample.resolve("tests"));
    Files.writeString(
        sample.resolve("tests/hidden.test.yaml"),
        """
        rules: [../rules, ../rules/overlays]
        corpora: {build: ../normal-build}
        tests:
          - rule: Create Hidden Files or Directories
            at_least: 1
          - rule: Create Hidden Files or Directories
            at_most: 1
        """);
    release(sample);
    journey = Journey.open(sample, Theme.DARK, 900);
    model = journey.model;
  }

  /** A release that nobody approved yet, its policy, and the key of who may. */
  private static void release(Path sample) throws Exception {
    KeyPair author = Signing.newKeys();
    KeyPair approver = Signing.newKeys();
    Files.writeString(
        sample.resolve("policy.json"),
        """
        {"people": [{"name": "ann", "key": "%s", "roles": ["AUTHOR"]},
                    {"name": "bob", "key": "%s", "roles": ["APPROVER"]}],
         "approvals": 1, "stricter": [], "forBreaches": 1}
        """
            .formatted(Signing.text(author.getPublic()), Signing.text(approver.getPublic())));
    Files.writeString(folder.resolve("bob.key"), Signing.text(approver.getPrivate()));
    Path rules = sample.resolve("rules");
    Release made =
        Release.make(
            new ReleaseDraft("stock", "1.0.0", 1, "ann", "0.57.0", List.of(), ""),
            List.of(
                file(rules, "falco_rules.yaml"),
                file(rules, "falco-incubating_rules.yaml"),
                file(rules, "falco-sandbox_rules.yaml"),
                file(rules.resolve("overlays"), "enable-all.yaml")),
            new MeasureReport(
                List.of(new MeasureReport.Corpus("normal-build", "sha256:0", 23824, 0.0165)),
                List.of(new RuleMeasure("Run shell untrusted", Map.of("all", 3L), 1.5, 0.4, 4.2)),
                List.of(
                    new Change(
                        "Run shell untrusted", Change.Kind.ADDED, "NOTICE", List.of(), 0, 3)),
                List.of()));
    new ReleaseFolder(sample.resolve("releases/1.0.0"))
        .write(
            made,
            List.of(
                Signing.sign(
                    made.digest(), "ann", Role.AUTHOR, Instant.EPOCH, "", author.getPrivate())));
  }

  private static RuleFile file(Path folder, String name) throws Exception {
    return new RuleFile(name, Files.readAllBytes(folder.resolve(name)));
  }

  @AfterAll
  static void close() throws Exception {
    if (journey != null) {
      journey.close();
    }
  }

  @Test
  @Order(1)
  void acceptingAProposalMovesTheBoard() throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
    journey.waitFor(() -> !model.noise().board().get().rows().isEmpty() && model.status().idle());
    long before = row().hits();
    robot.interact(() -> {
      model.tune().shownTab().set("1");
      model.goToRule(NOISY);
    });
    journey.waitFor(() -> model.tune().tuning().get() != null && model.status().idle());
    journey.picture("7-proposals");
    robot.interact(() -> click(".proposal-preview"));
    robot.interact(() -> {
      TextField reason = (TextField) journey.shell.lookup(".proposal-reason");
      ((TextField) journey.shell.lookup(".proposal-author")).setText("Jane");
      reason.setText("the build writes hidden files");
    });
    journey.picture("8-preview");
    robot.interact(() -> click(".proposal-accept"));
    journey.waitFor(() -> model.tune().accepted().get() != null && model.status().idle());
    journey.waitFor(() -> row().hits() < before && model.tune().tuning().get() != null);
    assertThat(folder.resolve("sample/rules/overlays/exceptions.yaml"))
        .content()
        .contains("reason=the build writes hidden files");
    journey.picture("9-accepted");
    robot.push(KeyCode.ALT, KeyCode.LEFT);
    journey.waitFor(() -> model.noise().chosen().get().isEmpty());
    journey.picture("10-board-moved");
    theEditorSaysWhatChangedSinceTheRelease();
    assertThat(model.steps().undoName().get())
        .startsWith("accept proposal ")
        .endsWith(" for " + NOISY);
    robot.push(KeyCode.CONTROL, KeyCode.Z);
    journey.waitFor(() -> row().hits() == before && model.status().idle());
    assertThat(folder.resolve("sample/rules/overlays/exceptions.yaml")).doesNotExist();
  }

  private void theEditorSaysWhatChangedSinceTheRelease() throws Exception {
    journey.at(NOISY, "condition: >\n    ");
    journey.waitFor(() ->
        model.released().hits().get() != null
            && !model.rules().stale().get()
            && model.status().idle());
    long now = Objects.requireNonNull(model.rules().hits().get().get(NOISY));
    long change = Objects.requireNonNull(model.released().change(NOISY, now));
    assertThat(change).isNegative();
    assertThat(((Label) journey.shell.lookup("#since-release")).getText())
        .isEqualTo("−" + -change + " since release");
    journey.waitFor(() ->
        robot.lookup(".since-release").queryAllAs(Label.class).stream()
            .anyMatch(label -> label.isVisible() && label.getText().equals("1.0.0 −" + -change)));
    journey.picture("10b-since-release");
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT2);
  }

  private static NoiseRow row() {
    return model.noise().board().get().rows().stream()
        .filter(row -> row.rule().equals(NOISY))
        .findFirst()
        .orElseThrow();
  }

  private static void click(String style) {
    Node button = Objects.requireNonNull(journey.shell.lookup(style), style);
    ((javafx.scene.control.Button) button).fire();
  }

  @Test
  @Order(2)
  void testsRunWhenOneGoesThere() throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT4);
    journey.waitFor(() -> model.prove().proof().get() != null && model.status().idle());
    assertThat(Objects.requireNonNull(model.prove().proof().get()).passed()).isEqualTo(1);
    journey.picture("11-tests");
    robot.interact(() -> model.prove().look().set(1));
    journey.waitFor(() -> model.prove().coverage().get() != null && model.status().idle());
    journey.picture("12-coverage");
  }

  @Test
  @Order(3)
  void aCaptureIsImported() throws Exception {
    Path capture = Journey.root().resolve("corpora/attacks/capture.scap.gz");
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT7);
    journey.waitFor(() -> model.corporaPlace().cards().get() != null && model.status().idle());
    robot.interact(() -> {
      ((TextField) journey.shell.lookup("#import-file")).setText(capture.toString());
      ((TextField) journey.shell.lookup("#import-name")).setText("attacks");
      click("#import-go");
    });
    journey.waitFor(() -> model.corpora().size() == 2 && model.status().idle());
    journey.waitFor(() -> model.corporaPlace().cards().get() != null);
    assertThat(model.corporaPlace().chosen().get()).isEqualTo("attacks");
    assertThat(model.corpora().getLast().labels()).isEqualTo(67);
    journey.picture("13-imported");
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT8);
    robot.interact(() -> model.network().choose("attacks"));
    journey.waitFor(() -> model.network().traffic().get() != null && model.status().idle());
    journey.picture("14-network");
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT6);
    robot.interact(() -> {
      model.normal().look().set(1);
      model.normal().compare("", "attacks");
    });
    journey.waitFor(() -> model.normal().differences().get() != null && model.status().idle());
    journey.picture("15-new-against-normal");
  }

  @Test
  @Order(4)
  void aReleaseIsApproved() throws Exception {
    robot.push(KeyCode.CONTROL, KeyCode.DIGIT5);
    journey.waitFor(() -> model.publish().releases().get() != null && model.status().idle());
    assertThat(model.place().get()).isEqualTo(Place.PUBLISH);
    journey.picture("16-release");
    robot.interact(() -> {
      @SuppressWarnings("unchecked")
      var person = (javafx.scene.control.ComboBox<String>) journey.shell.lookup("#approve-person");
      person.setValue("bob");
      ((TextField) journey.shell.lookup("#approve-key"))
          .setText(folder.resolve("bob.key").toString());
      click("#approve-go");
    });
    WaitForAsyncUtils.waitForFxEvents();
    journey.picture("17-question");
    robot.interact(() -> click("#question-yes"));
    journey.waitFor(() ->
        Objects.requireNonNull(model.publish().releases().get()).releases().getFirst().accepted());
    assertThat(folder.resolve("sample/releases/1.0.0/signatures.json"))
        .content(StandardCharsets.UTF_8)
        .contains("bob");
    journey.picture("18-approved");
  }
}
