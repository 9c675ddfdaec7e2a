package dev.creance.recorder.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.recorder.capture.Chunk;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/** A capture in its head and its blocks of events. */
record CutCapture(byte[] head, List<byte[]> events) {
  static CutCapture of(Path capture) throws IOException {
    byte[] all;
    try (InputStream in = new GZIPInputStream(Files.newInputStream(capture))) {
      all = in.readAllBytes();
    }
    ByteBuffer bytes = ByteBuffer.wrap(all).order(ByteOrder.LITTLE_ENDIAN);
    List<byte[]> events = new ArrayList<>();
    int head = 0;
    for (int at = 0; at < all.length; at += bytes.getInt(at + 4)) {
      boolean event = List.of(0x216, 0x217, 0x221, 0x222).contains(bytes.getInt(at));
      if (event) {
        events.add(java.util.Arrays.copyOfRange(all, at, at + bytes.getInt(at + 4)));
      } else {
        assertThat(events).as("no head within").isEmpty();
        head = at + bytes.getInt(at + 4);
      }
    }
    return new CutCapture(java.util.Arrays.copyOf(all, head), events);
  }

  Chunk chunk(int from, int to) {
    int length = events.subList(from, to).stream().mapToInt(block -> block.length).sum();
    Chunk chunk = new Chunk(length);
    for (byte[] block : events.subList(from, to)) {
      int at = chunk.claim(block.length);
      System.arraycopy(block, 0, chunk.bytes(), at, block.length);
    }
    return chunk;
  }
}
