package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/**
 * Each system call that has an event of its own, in success and in failure where both can be had
 * without harm, made by this process and compared with its event field by field.
 */
@Tag("kernel")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class SyscallEventsTest {
  private final Syscalls calls = new Syscalls();
  private final CallTable table = new CallTable(calls);
  private Map<CallTable.Row, String> failures = Map.of();

  @BeforeAll
  void makeTheCalls() throws Exception {
    Path folder = Files.createTempDirectory("calls");
    List<CallFamily> families =
        List.of(
            new FileCalls(table, calls),
            new DescriptorCalls(table, calls),
            new SocketCalls(table, calls),
            new TransferCalls(table, calls),
            new ProcessCalls(table, calls),
            new KernelCalls(table, calls));
    try {
      Kernel.Recorded recorded =
          Kernel.record(
              Kernel.everything(),
              () -> {
                for (CallFamily family : families) {
                  family.make(folder);
                }
              });
      assertThat(recorded.totals().allDropped()).isZero();
      failures = CallTable.failures(table.rows(), recorded.events());
    } finally {
      delete(folder);
    }
  }

  @TestFactory
  Stream<DynamicTest> eventOfEachCall() {
    return table.rows().stream()
        .map(row ->
            DynamicTest.dynamicTest(row.name(), () -> assertThat(failures.get(row)).isNull()));
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
