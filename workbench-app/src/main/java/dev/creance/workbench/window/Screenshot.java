package dev.creance.workbench.window;

import dev.creance.workbench.window.model.Place;
import dev.creance.workbench.window.model.WorkbenchModel;
import dev.creance.workbench.window.service.Workspace;
import dev.creance.workbench.window.shown.Search;
import dev.creance.workbench.window.view.Shell;
import dev.creance.workbench.window.view.Theme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javafx.animation.KeyFrame;
import javafx.animation.Timeline;
import javafx.application.Platform;
import javafx.scene.Scene;
import javafx.scene.image.WritableImage;
import javafx.stage.Stage;
import javafx.util.Duration;

/** Draws the window into a file, with JavaFX's built-in headless platform: no display needed. */
public final class Screenshot {
  private static final long PATIENCE_SECONDS = 300;
  private static final double SETTLING_MILLIS = 400;

  private final Wanted wanted;

  /**
   * What to draw.
   *
   * @param rule the rule to be shown: in the editor, or its page on the noise board
   * @param filter of the explorer; the first event that it finds is selected
   * @param part of the place: the number of a tab or look, from 0
   */
  public record Wanted(
      Path workspace,
      Place place,
      Theme theme,
      int width,
      int height,
      Optional<String> rule,
      String filter,
      int part,
      Path out) {}

  private Screenshot(Wanted wanted) {
    this.wanted = wanted;
  }

  /** Draws, and returns when the file is there. */
  public static void make(Wanted wanted) throws IOException, InterruptedException {
    System.setProperty("glass.platform", "Headless");
    System.setProperty("prism.order", "sw");
    System.setProperty("prism.lcdtext", "false");
    CompletableFuture<byte[]> picture = new CompletableFuture<>();
    Screenshot screenshot = new Screenshot(wanted);
    Platform.startup(() -> screenshot.begin(picture));
    try {
      Files.write(wanted.out, picture.get(PATIENCE_SECONDS, TimeUnit.SECONDS));
    } catch (ExecutionException e) {
      throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
    } catch (TimeoutException e) {
      throw new IOException(
          "the window did not come to rest within " + PATIENCE_SECONDS + " seconds", e);
    } finally {
      Platform.exit();
    }
  }

  private void begin(CompletableFuture<byte[]> picture) {
    // The headless screen is 1000×1000 and trips over larger windows; they are drawn all the same.
    Thread.currentThread()
        .setUncaughtExceptionHandler((thread, failure) -> {
          if (!(failure instanceof IndexOutOfBoundsException)) {
            picture.completeExceptionally(failure);
          }
        });
    try {
      Theme.loadFonts();
      wanted.theme.apply();
      WorkbenchModel model =
          new WorkbenchModel(
              Workspace.of(wanted.workspace), Platform::runLater, Graphics.afterFrame());
      Shell shell = new Shell(model, wanted.theme, theme -> {});
      Scene scene = new Scene(shell, wanted.width, wanted.height);
      wanted.theme.dress(scene);
      Stage stage = new Stage();
      stage.setScene(scene);
      stage.setX(0);
      stage.setY(0);
      model.start();
      stage.show();
      whenIdle(
          model,
          () -> {
            arrange(model, shell);
            whenIdle(
                model,
                () -> {
                  select(model);
                  whenIdle(
                      model,
                      () -> {
                        picture.complete(Png.of(draw(shell)));
                        model.close();
                      });
                });
          });
    } catch (IOException | RuntimeException e) {
      picture.completeExceptionally(e);
    }
  }

  /** Calls back when nothing has gone on for a while. */
  private static void whenIdle(WorkbenchModel model, Runnable then) {
    Timeline timeline = new Timeline();
    timeline
        .getKeyFrames()
        .add(
            new KeyFrame(
                Duration.millis(SETTLING_MILLIS),
                event -> {
                  if (model.status().idle()) {
                    timeline.stop();
                    then.run();
                  }
                }));
    timeline.setCycleCount(Timeline.INDEFINITE);
    timeline.play();
  }

  private void arrange(WorkbenchModel model, Shell shell) {
    model.go(wanted.place);
    switch (wanted.place) {
      case AUTHOR ->
          wanted
              .rule
              .flatMap(name ->
                  model.rules().rules().get().stream()
                      .filter(rule -> rule.name().equals(name))
                      .findFirst())
              .ifPresent(rule -> shell.author().open(rule));
      case NOISE -> {
        model.noise().look().set(wanted.part);
        model.tune().shownTab().set(String.valueOf(wanted.part));
        wanted.rule.ifPresent(model::goToRule);
      }
      case PROVE -> model.prove().look().set(wanted.part);
      case NORMAL -> model.normal().look().set(wanted.part);
      case NETWORK -> {
        model.network().look().set(wanted.part);
        if (!wanted.filter.isEmpty()) {
          model.network().choose(wanted.filter);
        }
      }
      case CORPORA -> {
        if (!wanted.filter.isEmpty()) {
          model.corporaPlace().chosen().set(wanted.filter);
        }
      }
      case PUBLISH -> {
        model.publish().look().set(wanted.part);
        model.publish().side().set(wanted.part > 2 ? 1 : 0);
      }
      case EXPLORE -> {
        if (!wanted.filter.isEmpty()) {
          model
              .explore()
              .find(new Search(model.explore().search().get().corpus(), wanted.filter, ""));
        }
      }
    }
  }

  private void select(WorkbenchModel model) {
    if (wanted.place == Place.EXPLORE && model.explore().size().get() > 0) {
      model.explore().select(0);
    }
  }

  private WritableImage draw(Shell shell) {
    return shell.getScene().snapshot(new WritableImage(wanted.width, wanted.height));
  }
}
