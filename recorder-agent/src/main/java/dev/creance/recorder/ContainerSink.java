package dev.creance.recorder;

import dev.creance.recorder.capture.CaptureSink;
import dev.creance.recorder.capture.Chunk;
import dev.creance.recorder.container.ContainerWatch;
import java.io.IOException;
import java.util.List;

/** Puts what is learned of containers between the chunks on their way to another sink. */
final class ContainerSink implements CaptureSink {
  private final CaptureSink sink;
  private final ContainerWatch containers;

  ContainerSink(CaptureSink sink, ContainerWatch containers) {
    this.sink = sink;
    this.containers = containers;
  }

  @Override
  public void write(Chunk chunk) throws IOException {
    containers.look(chunk.bytes(), chunk.length());
    sink.write(chunk);
    writeNews();
  }

  @Override
  public void idle() throws IOException {
    writeNews();
    sink.idle();
  }

  private void writeNews() throws IOException {
    List<byte[]> news = containers.takeNews();
    for (byte[] block : news) {
      Chunk chunk = new Chunk(block.length);
      chunk.claim(block.length);
      System.arraycopy(block, 0, chunk.bytes(), 0, block.length);
      sink.write(chunk);
    }
  }

  @Override
  public long lostEvents() {
    return sink.lostEvents();
  }

  @Override
  public long bytesOnDisk() {
    return sink.bytesOnDisk();
  }

  @Override
  public int files() {
    return sink.files();
  }

  @Override
  public void close() throws IOException {
    sink.close();
  }
}
