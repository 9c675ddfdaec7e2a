package dev.creance.tuning.regression;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The published form of test files. */
public final class TestFileSchema {
  private static final String RESOURCE = "test-file.schema.json";

  private TestFileSchema() {}

  /** The JSON schema. */
  public static String text() {
    try (InputStream in = TestFileSchema.class.getResourceAsStream(RESOURCE)) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
