package dev.creance.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.recorder.kernel.KernelProgram;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/**
 * Each system call that has an event of its own, in success and in failure where both can be had
 * without harm, made by this process and compared with its event field by field.
 */
@Tag("kernel")
final class SyscallEventsTest {
  @TestFactory
  Stream<DynamicTest> eventOfEachCall() throws Exception {
    return tests(KernelProgram.object());
  }

  /**
   * Without bpf_rdonly_cast structures are read in another way: here it has a name that isn't
   * known.
   */
  @TestFactory
  Stream<DynamicTest> eventOfEachCallOnKernelsBefore62() throws Exception {
    String object = new String(KernelProgram.object(), StandardCharsets.ISO_8859_1);
    assertThat(object).contains("bpf_rdonly_cast");
    return tests(
        object.replace("bpf_rdonly_cast", "bpf_rdonly_none").getBytes(StandardCharsets.ISO_8859_1));
  }

  private static Stream<DynamicTest> tests(byte[] object) throws Exception {
    Syscalls calls = new Syscalls();
    CallTable table = new CallTable(calls);
    Map<CallTable.Row, String> failures = failures(calls, table, object);
    return table.rows().stream()
        .map(row ->
            DynamicTest.dynamicTest(row.name(), () -> assertThat(failures.get(row)).isNull()));
  }

  private static Map<CallTable.Row, String> failures(Syscalls calls, CallTable table, byte[] object)
      throws Exception {
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
              object,
              () -> {
                for (CallFamily family : families) {
                  family.make(folder);
                }
              });
      assertThat(recorded.totals().allDropped()).isZero();
      return CallTable.failures(table.rows(), recorded.events());
    } finally {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
