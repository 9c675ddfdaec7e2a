package dev.creance.workbench.window;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import javafx.scene.image.Image;
import javafx.scene.image.PixelReader;

/** Writes pictures as PNG, so that the desktop module of the JDK need not be loaded for it. */
final class Png {
  private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
  private static final int UP = 2;

  private Png() {}

  /** A picture, 8 bits for each of red, green and blue. */
  static byte[] of(Image image) {
    try {
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      file.write(SIGNATURE);
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      try (DataOutputStream out = new DataOutputStream(head)) {
        out.writeInt((int) image.getWidth());
        out.writeInt((int) image.getHeight());
        out.write(new byte[] {8, 2, 0, 0, 0});
      }
      chunk(file, "IHDR", head.toByteArray());
      chunk(file, "IDAT", pixels(image));
      chunk(file, "IEND", new byte[0]);
      return file.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Rows as differences to the one above, deflated. */
  private static byte[] pixels(Image image) throws IOException {
    int width = (int) image.getWidth();
    int height = (int) image.getHeight();
    PixelReader reader = image.getPixelReader();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION);
    try (DeflaterOutputStream out = new DeflaterOutputStream(packed, deflater)) {
      byte[] above = new byte[width * 3];
      byte[] row = new byte[width * 3];
      byte[] filtered = new byte[width * 3 + 1];
      filtered[0] = UP;
      for (int y = 0; y < height; y++) {
        for (int x = 0; x < width; x++) {
          int colour = reader.getArgb(x, y);
          row[x * 3] = (byte) (colour >> 16);
          row[x * 3 + 1] = (byte) (colour >> 8);
          row[x * 3 + 2] = (byte) colour;
        }
        for (int i = 0; i < row.length; i++) {
          filtered[i + 1] = (byte) (row[i] - above[i]);
        }
        out.write(filtered);
        byte[] spare = above;
        above = row;
        row = spare;
      }
    } finally {
      deflater.end();
    }
    return packed.toByteArray();
  }

  private static void chunk(ByteArrayOutputStream file, String type, byte[] data)
      throws IOException {
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    CRC32 checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    DataOutputStream out = new DataOutputStream(file);
    out.writeInt(data.length);
    out.write(name);
    out.write(data);
    out.writeInt((int) checksum.getValue());
  }
}
