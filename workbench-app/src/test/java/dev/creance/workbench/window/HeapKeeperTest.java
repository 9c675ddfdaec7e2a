package dev.creance.workbench.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeapKeeperTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private boolean idle = true;
  private long heap = 400;
  private int collections;
  private final HeapKeeper keeper =
      new HeapKeeper(() -> idle, () -> heap, () -> collections++);

  @Test
  void collectsOnceAfterTheWindowWasOpenedAndAgainWhenTheHeapHasGrown() {
    keeper.touched(0);
    assertThat(keeper.look(SECOND)).as("too early").isFalse();
    assertThat(keeper.look(3 * SECOND)).isTrue();
    heap = 200;
    assertThat(keeper.look(4 * SECOND)).as("nothing has grown").isFalse();
    heap = 220;
    assertThat(keeper.look(5 * SECOND)).as("hardly grown").isFalse();
    heap = 260;
    assertThat(keeper.look(6 * SECOND)).isTrue();
    assertThat(keeper.look(7 * SECOND)).as("nothing to be had").isFalse();
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void neverWhileSomebodyTypesOrSomethingIsComputed() {
    for (int second = 1; second < 20; second++) {
      keeper.touched(second * SECOND - SECOND / 10);
      assertThat(keeper.look(second * SECOND)).isFalse();
    }
    idle = false;
    assertThat(keeper.look(60 * SECOND)).isFalse();
    idle = true;
    assertThat(keeper.look(61 * SECOND)).isTrue();
    assertThat(collections).isOne();
  }
}
