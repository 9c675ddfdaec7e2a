package dev.creance.recorder.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureHeader.DescriptorEntry;
import dev.creance.events.scap.CaptureHeader.ProcessEntry;
import dev.creance.events.scap.CaptureReader;
import dev.creance.recorder.capture.HeadWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the snapshot says of this very process and machine, and that its head reads as it was told.
 */
final class SnapshotTest {
  private static final long SELF = ProcessHandle.current().pid();

  /** Keeps what it is told. */
  private static final class Kept implements CaptureHeader {
    private final Map<Long, ProcessEntry> processes = new HashMap<>();
    private final List<DescriptorEntry> own = new ArrayList<>();
    private final List<Object> all = new ArrayList<>();

    @Override
    public void machine(MachineInfo machine) {
      all.add(machine);
    }

    @Override
    public void interfaces(List<NetworkInterface> interfaces) {
      all.addAll(interfaces.stream().filter(one -> one.address().length() == 4).toList());
    }

    @Override
    public void users(List<UserEntry> users, List<GroupEntry> groups) {
      all.addAll(users);
      all.addAll(groups);
    }

    @Override
    public void process(ProcessEntry process) {
      processes.put(process.tid(), process);
      all.add(process);
    }

    @Override
    public void descriptor(long tid, DescriptorEntry descriptor) {
      if (tid == SELF) {
        own.add(descriptor);
      }
      all.add(descriptor);
    }

    DescriptorEntry only(java.util.function.Predicate<DescriptorEntry> which) {
      List<DescriptorEntry> found = own.stream().filter(which).toList();
      assertThat(found).hasSize(1);
      return found.getFirst();
    }
  }

  private static Kept take() {
    Kept kept = new Kept();
    new Snapshot("node", List.of()).tell(kept);
    return kept;
  }

  @Test
  void thisProcess() throws IOException {
    ProcessEntry self = Objects.requireNonNull(take().processes.get(SELF));
    assertThat(self.pid()).isEqualTo(SELF);
    assertThat(self.ptid()).isEqualTo(ProcessHandle.current().parent().orElseThrow().pid());
    assertThat(self.comm()).isEqualTo("java");
    assertThat(self.exePath()).isEqualTo(ProcessHandle.current().info().command().orElseThrow());
    assertThat(self.cwd()).isEqualTo(Path.of("").toAbsolutePath().toString());
    assertThat(self.root()).isEqualTo("/");
    assertThat(self.args()).contains("-Xmx");
    assertThat(self.vmRssKb()).isPositive();
    assertThat(self.uid()).isEqualTo((int) Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    assertThat(self.exeIno()).isEqualTo(Files.getAttribute(Path.of(self.exePath()), "unix:ino"));
    assertThat(self.cgroups()).startsWith("cpuset=/").endsWith("\0");
    assertThat(self.env()).contains("PATH=");
  }

  @Test
  void itsThreads() {
    Kept kept = take();
    assertThat(kept.processes.values())
        .filteredOn(thread -> thread.pid() == SELF && thread.tid() != SELF)
        .isNotEmpty()
        .allSatisfy(thread -> {
          assertThat(thread.flags()).isEqualTo(1 | 1 << 13);
          assertThat(thread.vpid()).isEqualTo(SELF);
        });
  }

  @Test
  void itsDescriptors(@TempDir Path folder) throws IOException {
    Path file = Files.createFile(folder.resolve("open ü"));
    Path path = folder.resolve("socket");
    try (var open = Files.newOutputStream(file);
        ServerSocket server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
        Socket client = new Socket(server.getInetAddress(), server.getLocalPort());
        ServerSocketChannel unix = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      unix.bind(UnixDomainSocketAddress.of(path));
      Kept kept = take();
      DescriptorEntry opened = kept.only(entry -> entry.name().startsWith(folder + "/open"));
      assertThat(opened.type()).isEqualTo(16);
      assertThat(opened.name()).endsWith("open \u00c3\u00bc"); // bytes of UTF-8, one char each
      assertThat(opened.openFlags() & 3).isEqualTo(2);
      assertThat(opened.ino()).isEqualTo(Files.getAttribute(file, "unix:ino"));
      DescriptorEntry listening =
          kept.only(entry ->
              entry.type() >= 5
                  && entry.type() <= 6
                  && entry.sourcePort() == server.getLocalPort());
      assertThat(listening.l4proto()).isEqualTo(2);
      DescriptorEntry connected =
          kept.only(entry ->
              entry.type() >= 3
                  && entry.type() <= 4
                  && entry.sourcePort() == client.getLocalPort());
      assertThat(connected.destinationPort()).isEqualTo(server.getLocalPort());
      assertThat(connected.sourceAddress()).endsWith("\u007f\0\0\u0001");
      kept.only(entry -> entry.type() == 8 && entry.name().equals(path.toString()));
    }
  }

  /** A head, written and read back, says what was told; one event ends it, as readers demand. */
  @Test
  void headReadsAsItWasTold() throws IOException {
    Kept told = take();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    HeadWriter writer = new HeadWriter(out);
    replay(told, writer);
    out.write(
        ByteBuffer.allocate(52)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putInt(0x216)
            .putInt(52)
            .putShort((short) 0)
            .putLong(1)
            .putLong(1)
            .putInt(36)
            .putShort((short) 275)
            .putInt(1)
            .putShort((short) 8)
            .putLong(1)
            .putShort((short) 0)
            .putInt(52)
            .array());
    Kept read = new Kept();
    CaptureReader.open(new ByteArrayInputStream(out.toByteArray()), "head", read).close();
    assertThat(read.all).hasSameSizeAs(told.all).isEqualTo(told.all);
  }

  private static void replay(Kept told, CaptureHeader to) {
    List<CaptureHeader.NetworkInterface> interfaces = new ArrayList<>();
    List<CaptureHeader.UserEntry> users = new ArrayList<>();
    List<CaptureHeader.GroupEntry> groups = new ArrayList<>();
    long tid = -1;
    for (Object one : told.all) {
      switch (one) {
        case CaptureHeader.MachineInfo machine -> to.machine(machine);
        case CaptureHeader.NetworkInterface network -> interfaces.add(network);
        case CaptureHeader.UserEntry user -> users.add(user);
        case CaptureHeader.GroupEntry group -> groups.add(group);
        case ProcessEntry process -> {
          if (tid < 0) {
            to.interfaces(interfaces);
            to.users(users, groups);
          }
          tid = process.tid();
          to.process(process);
        }
        case DescriptorEntry descriptor -> to.descriptor(tid, descriptor);
        default -> throw new AssertionError(one);
      }
    }
    to.complete();
  }
}
