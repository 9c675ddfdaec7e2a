package dev.creance.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.conformance.check.Check;
import dev.creance.conformance.check.Outcome;
import dev.creance.conformance.check.SharedFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The checks that take no long replay: every vector file, and the conditions that Falco rejects.
 * The others are for {@code creance conformance}.
 */
class VectorsTest {
  @TestFactory
  Stream<DynamicTest> everyRowIsEqual() throws IOException {
    Optional<SharedFolder> shared = SharedFolder.find(Path.of(""));
    Assumptions.assumeTrue(
        shared.isPresent(), "no folder shared/conformance; set -Dcreance.shared");
    return Checks.quick(shared.get()).stream()
        .map(check -> DynamicTest.dynamicTest(check.name(), () -> check(check)));
  }

  private static void check(Check check) throws IOException {
    Outcome outcome = check.run();
    assertThat(outcome.deviations()).isEmpty();
    assertThat(outcome.good()).isTrue();
  }
}
