package dev.creance.events.scap;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Composes captures byte by byte, also such as no writer makes any more or ever made. Independent
 * of {@link CaptureWriter}.
 */
final class RawCapture {
  static final int SECTION_MAGIC = 0x1A2B3C4D;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /** A section header of version 1.2. */
  RawCapture section() {
    return section(SECTION_MAGIC, 1, new byte[0]);
  }

  RawCapture section(int magic, int major, byte[] options) {
    return block(
        BlockType.SECTION_HEADER, body -> body.u32(magic).u16(major).u16(2).u64(-1).raw(options));
  }

  /** A block padded to 4 bytes. */
  RawCapture block(int type, Consumer<RawCapture> content) {
    RawCapture body = new RawCapture();
    content.accept(body);
    while (body.bytes.size() % 4 != 0) {
      body.u8(0);
    }
    return unpadded(type, body.toBytes());
  }

  RawCapture unpadded(int type, byte[] body) {
    int length = body.length + BlockType.FRAME_BYTES;
    return u32(type).u32(length).raw(body).u32(length);
  }

  /** An event block; {@code count} null leaves the number of parameters out (version 1). */
  RawCapture event(int blockType, int code, long timestamp, long tid, byte[]... parameters) {
    boolean counted = blockType != BlockType.EVENT_V1 && blockType != BlockType.EVENT_V1_LEGACY;
    return block(
        blockType, body -> body.u16(3).eventBody(counted, code, timestamp, tid, 0, parameters));
  }

  /** Header and parameters of an event, its length off by {@code lengthError}. */
  RawCapture eventBody(
      boolean counted, int code, long timestamp, long tid, int lengthError, byte[]... parameters) {
    ConversionTable table = ConversionTable.current();
    boolean large = code < table.size() && table.lengthBytes(code) == 4;
    int length = (counted ? 26 : 22) + (large ? 4 : 2) * parameters.length + lengthError;
    for (byte[] parameter : parameters) {
      length += parameter.length;
    }
    u64(timestamp).u64(tid).u32(length).u16(code);
    if (counted) {
      u32(parameters.length);
    }
    for (byte[] parameter : parameters) {
      if (large) {
        u32(parameter.length);
      } else {
        u16(parameter.length);
      }
    }
    for (byte[] parameter : parameters) {
      raw(parameter);
    }
    return this;
  }

  RawCapture u8(int value) {
    bytes.write(value);
    return this;
  }

  RawCapture u16(int value) {
    return u8(value).u8(value >> 8);
  }

  RawCapture u32(int value) {
    return u16(value).u16(value >> 16);
  }

  RawCapture u64(long value) {
    return u32((int) value).u32((int) (value >> 32));
  }

  RawCapture raw(byte[] value) {
    bytes.writeBytes(value);
    return this;
  }

  RawCapture hex(String value) {
    return raw(HexFormat.of().parseHex(value));
  }

  /** Text with its length before it. */
  RawCapture str16(String text) {
    return u16(text.length()).raw(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  static byte[] bytes(Consumer<RawCapture> content) {
    RawCapture raw = new RawCapture();
    content.accept(raw);
    return raw.toBytes();
  }

  static byte[] gzip(byte[] plain) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(Deflater.BEST_SPEED);
          }
        }) {
      gzip.write(plain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Opens bytes as a capture. */
  static CaptureReader open(byte[] capture, CaptureHeader header) throws IOException {
    return CaptureReader.open(new ByteArrayInputStream(capture), "test.scap", header);
  }
}
