package dev.creance.tuning.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.tuning.Samples;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwnershipCommentsTest {
  @Test
  void commentsBelongToTheRuleThatFollows() {
    List<OwnedException> owned =
        OwnershipComments.in(
            List.of(
                Samples.file(
                    """
                    # creance: author=nobody
                    - list: a
                      items: [b]
                    - rule: Unowned
                      exceptions:
                        - name: x
                    # creance: author=Jane Doe
                    # creance: date=2026-11-24
                    # something else
                    # creance: expires=2027-05-24
                    - rule: "Reads \\"secrets\\""
                      exceptions:
                        - name: normal_backup
                      override:
                        exceptions: append
                    # creance: expires=some day
                    - rule: Other
                    """)));
    assertThat(owned).hasSize(2);
    assertThat(owned.getFirst())
        .isEqualTo(
            new OwnedException(
                "test.yaml",
                11,
                "Reads \"secrets\"",
                "normal_backup",
                "Jane Doe",
                "",
                "",
                java.util.Optional.of(LocalDate.of(2026, 11, 24)),
                java.util.Optional.of(LocalDate.of(2027, 5, 24))));
    assertThat(owned.getFirst().expired(LocalDate.of(2027, 5, 23))).isFalse();
    assertThat(owned.getFirst().expired(LocalDate.of(2027, 5, 24))).isTrue();
    assertThat(owned.getLast().expires()).isEmpty();
  }
}
