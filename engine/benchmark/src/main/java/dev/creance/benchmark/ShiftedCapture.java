package dev.creance.benchmark;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureReader;
import dev.creance.events.scap.CaptureWriter;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Copies of a capture as if they came from other machines at other times. */
final class ShiftedCapture {
  private static final long DAY = 86_400_000_000_000L;

  private ShiftedCapture() {}

  /** Writes a copy, so many days later and from another host. */
  static void write(Path from, Path to, int copy) throws IOException {
    try (CaptureWriter writer =
            CaptureWriter.plain(new BufferedOutputStream(Files.newOutputStream(to), 1 << 20));
        CaptureReader reader = CaptureReader.open(from, new Renamed(writer.head(), copy))) {
      Event event = new Event();
      Event shifted = new Event();
      while (reader.next(event)) {
        shifted.reset(
            event.bytes(),
            event.code(),
            event.timestamp() + copy * DAY,
            event.tid(),
            event.cpu(),
            event.flags());
        for (int i = 0; i < event.parameterCount(); i++) {
          shifted.add(event.offset(i), event.length(i));
        }
        writer.write(shifted);
      }
    }
  }

  /** A head with another host name. */
  private record Renamed(CaptureHeader next, int copy) implements CaptureHeader {
    @Override
    public void restart() {
      next.restart();
    }

    @Override
    public void machine(MachineInfo machine) {
      next.machine(
          new MachineInfo(
              machine.processors(),
              machine.memoryBytes(),
              machine.maxPid(),
              "host" + copy,
              machine.bootTimestamp(),
              machine.flags()));
    }

    @Override
    public void interfaces(List<NetworkInterface> interfaces) {
      next.interfaces(interfaces);
    }

    @Override
    public void users(List<UserEntry> users, List<GroupEntry> groups) {
      next.users(users, groups);
    }

    @Override
    public void process(ProcessEntry process) {
      next.process(process);
    }

    @Override
    public void descriptor(long tid, DescriptorEntry descriptor) {
      next.descriptor(tid, descriptor);
    }

    @Override
    public void complete() {
      next.complete();
    }
  }
}
