package dev.creance.recorder.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.scap.CaptureHeader.DescriptorEntry;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A busy server's tables: tens of thousands of connections open, more of them closed lately. */
final class ManyConnectionsTest {
  private static final int OPEN = 30_000;
  private static final int CLOSED = 150_000;

  /**
   * Reads the tables below a folder and tells of one socket; a program with the recorder's heap.
   */
  public static void main(String[] args) {
    SocketTables tables = new SocketTables(args[0]);
    DescriptorEntry socket = Objects.requireNonNull(tables.find(1000 + 29_999, 7));
    System.out.println(
        socket.type()
            + " "
            + socket.number()
            + " "
            + socket.sourcePort()
            + " "
            + socket.destinationPort()
            + " "
            + (int) socket.sourceAddress().charAt(0)
            + " "
            + tables.find(0, 1));
  }

  private static void line(PrintWriter table, int number, int port, int state, long inode) {
    table.printf(
        "%6d: 0100007F:01BB 0200000A:%04X %02X 00000000:00000000 00:00000000 00000000     0"
            + "        0 %d 1 0000000000000000 20 4 30 10 -1%n",
        number, port, state, inode);
  }

  @Test
  void fitIntoTheRecordersHeap(@TempDir Path folder) throws Exception {
    try (PrintWriter table = new PrintWriter(Files.newBufferedWriter(folder.resolve("tcp")))) {
      table.println("  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt");
      for (int i = 0; i < OPEN; i++) {
        line(table, i, 1024 + i, 1, 1000 + i);
      }
      for (int i = 0; i < CLOSED; i++) {
        line(table, OPEN + i, i % 60_000, 6, 0);
      }
    }
    assertThat(tell(folder)).isEqualTo("3 7 443 31023 127 null\n");
  }

  private static String tell(Path folder) throws IOException, InterruptedException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Xmx12m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath,
                ManyConnectionsTest.class.getName(),
                folder + "/")
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }
}
