package dev.creance.workbench.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class HeapKeeperTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private boolean idle = true;
  private long megabytes = 400;
  private int collections;
  private final HeapKeeper keeper =
      new HeapKeeper(() -> idle, () -> megabytes << 20, () -> collections++);

  @Test
  void collectsAfterTheWindowWasOpenedAndAgainWhereMuchCameOn() {
    keeper.touched(0);
    assertThat(keeper.look(SECOND)).as("too early").isFalse();
    assertThat(keeper.look(3 * SECOND)).isTrue();
    megabytes = 200;
    assertThat(keeper.look(4 * SECOND)).as("nothing came on").isFalse();
    megabytes = 300;
    assertThat(keeper.look(5 * SECOND)).as("not much came on").isFalse();
    megabytes = 340;
    assertThat(keeper.look(6 * SECOND)).isTrue();
    assertThat(collections).isEqualTo(2);
  }

  @Test
  void afterALongRestLittleIsWorthIt() {
    keeper.touched(0);
    assertThat(keeper.look(3 * SECOND)).isTrue();
    megabytes = 200;
    assertThat(keeper.look(4 * SECOND)).isFalse();
    megabytes = 230;
    assertThat(keeper.look(11 * SECOND)).isFalse();
    assertThat(keeper.look(12 * SECOND)).isTrue();
    megabytes = 210;
    assertThat(keeper.look(13 * SECOND)).isFalse();
    assertThat(keeper.look(60 * SECOND)).as("nothing to be had").isFalse();
    assertThat(collections).as("twice after a long rest").isEqualTo(3);
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
    assertThat(keeper.look(61 * SECOND)).as("computed till now").isFalse();
    assertThat(keeper.look(63 * SECOND)).isTrue();
    assertThat(collections).isOne();
  }
}
