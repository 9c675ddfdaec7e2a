package dev.creance.recorder;

import dev.creance.events.scap.CaptureHeader;
import dev.creance.recorder.capture.Head;
import dev.creance.recorder.capture.HeadWriter;
import dev.creance.recorder.container.ContainerWatch;
import dev.creance.recorder.snapshot.Snapshot;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** A snapshot of now as a capture's head, and behind it what is known of the containers in it. */
final class SnapshotHead implements Head {
  private final Snapshot snapshot;
  private final ContainerWatch containers;

  SnapshotHead(Snapshot snapshot, ContainerWatch containers) {
    this.snapshot = snapshot;
    this.containers = containers;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try {
      snapshot.tell(new Watching(new HeadWriter(out)));
      for (byte[] block : containers.known()) {
        out.write(block);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("while asking for containers");
    }
  }

  /** Hands everything on, and looks at each process's cgroups. */
  private final class Watching implements CaptureHeader {
    private final CaptureHeader next;

    Watching(CaptureHeader next) {
      this.next = next;
    }

    @Override
    public void machine(MachineInfo machine) {
      next.machine(machine);
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
      if (process.tid() == process.pid()) {
        containers.look(process.cgroups());
      }
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
