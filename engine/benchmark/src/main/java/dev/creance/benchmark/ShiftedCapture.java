package dev.creance.benchmark;

import dev.creance.events.Event;
import dev.creance.events.scap.CaptureHeader;
import dev.creance.events.scap.CaptureReader;
import dev.creance.events.scap.CaptureWriter;
import dev.creance.events.scap.ForwardingHeader;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

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
  private static final class Renamed extends ForwardingHeader {
    private final int copy;

    Renamed(CaptureHeader next, int copy) {
      super(next);
      this.copy = copy;
    }

    @Override
    public void machine(MachineInfo machine) {
      super.machine(
          new MachineInfo(
              machine.processors(),
              machine.memoryBytes(),
              machine.maxPid(),
              "host" + copy,
              machine.bootTimestamp(),
              machine.flags()));
    }
  }
}
