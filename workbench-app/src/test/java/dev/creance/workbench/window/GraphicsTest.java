package dev.creance.workbench.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GraphicsTest {
  @ParameterizedTest
  @CsvSource({
    "Linux, /dev/null, true",
    "Linux, /dev/dri, false",
    "Linux, /dev/nvidiactl, false",
    "Linux, /dev/dxg, false",
    "Mac OS X, /dev/null, false",
    "Windows 11, /dev/null, false"
  })
  void theProcessorOfGraphicsIsLookedForWhereThereMayBeNone(
      String system, Path there, boolean without) {
    assertThat(Graphics.withoutProcessor(system, there::equals)).isEqualTo(without);
  }
}
