package dev.creance.recorder;

import dev.creance.recorder.capture.Head;
import dev.creance.recorder.capture.HeadWriter;
import dev.creance.recorder.container.ContainerWatch;
import dev.creance.recorder.snapshot.Snapshot;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;

/** A snapshot of now as a capture's head, and behind it what is known of the containers in it. */
final class SnapshotHead implements Head {
  private final Snapshot snapshot;
  private final ContainerWatch containers;
  private final boolean takesNews;

  /**
   * @param takesNews whether what is told here is not told again behind the head
   */
  SnapshotHead(Snapshot snapshot, ContainerWatch containers, boolean takesNews) {
    this.snapshot = snapshot;
    this.containers = containers;
    this.takesNews = takesNews;
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    try {
      snapshot.tell(new WatchingHeader(new HeadWriter(out), containers));
      for (byte[] block : takesNews ? containers.takeKnown() : containers.known()) {
        out.write(block);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("while asking for containers");
    }
  }
}
