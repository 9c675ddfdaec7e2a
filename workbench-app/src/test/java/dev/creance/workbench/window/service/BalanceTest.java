package dev.creance.workbench.window.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.workbench.window.shown.Traffic.Link;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BalanceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          # connections by peer | refused  | dropped | verdict has
          100 100 100           | 0 0 0    | 0 0 0   | No connection failed. Load is spread evenly over 3 peers.
          280 10 10             | 0 0 0    | 0 0 0   | Load is uneven: 10.0.0.0:80 has 93 % of the connections
          100 100 100           | 0 0 0    | 0 40 0  | one of 3: that peer, not the balancing
          100 100 100           | 0 0 0    | 14 13 13| over all peers alike
          50                    | 5        | 0       | 5 failures, refused: nobody listens there at its only peer
          1 1                   | 0 0      | 0 0     | too few connections or peers
          """)
  void failuresAreToldFromTheBalancing(
      String connections, String refused, String dropped, String verdict) {
    List<Link> links = new ArrayList<>();
    String[] counts = connections.split(" ");
    for (int i = 0; i < counts.length; i++) {
      links.add(
          new Link(
              false,
              "shop",
              "10.0.0." + i + ":80",
              "tcp",
              Long.parseLong(counts[i]),
              Long.parseLong(refused.strip().split(" ")[i]),
              Long.parseLong(dropped.strip().split(" ")[i]),
              0,
              0,
              0,
              Map.of(),
              List.of(),
              ""));
    }
    assertThat(Balance.services(links))
        .singleElement()
        .satisfies(service -> assertThat(service.verdict()).contains(verdict));
  }
}
