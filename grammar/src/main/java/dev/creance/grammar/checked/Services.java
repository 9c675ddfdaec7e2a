package dev.creance.grammar.checked;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The well-known names of ports, embedded so that a verdict doesn't depend on the machine. */
final class Services {
  private static final class Table {
    static final Map<String, Integer> PORTS = read();
  }

  private Services() {}

  static @Nullable Integer port(String name) {
    return Table.PORTS.get(name);
  }

  private static Map<String, Integer> read() {
    Map<String, Integer> ports = new HashMap<>();
    try (InputStream in = Services.class.getResourceAsStream("services.tsv");
        BufferedReader reader =
            new BufferedReader(
                new InputStreamReader(Objects.requireNonNull(in), StandardCharsets.US_ASCII))) {
      reader
          .lines()
          .skip(1)
          .map(line -> line.split("\t", 2))
          .forEach(row -> ports.put(row[0], Integer.valueOf(row[1])));
    } catch (IOException e) {
      throw new UncheckedIOException("services.tsv", e);
    }
    return Map.copyOf(ports);
  }
}
