package dev.creance.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTrailTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-01-02T03:04:05.678Z"), ZoneOffset.UTC);

  @TempDir private Path folder;
  private Workspace workspace;

  @BeforeEach
  void fourEntries() throws Exception {
    workspace = new Workspace(folder);
    try (AuditTrail trail = AuditTrail.open(workspace, CLOCK)) {
      assertThat(trail.check()).isEqualTo(new AuditCheck(0, AuditEntry.FIRST, List.of()));
      trail.append("ada", AuditAction.BUILT, "sha256:1", "{}");
      trail.append("ben", AuditAction.APPROVED, "sha256:1", "{\"comment\":\"fine\"}");
      trail.append("ada", AuditAction.PUBLISHED, "sha256:1", "{}");
      trail.append("gate", AuditAction.FAILED, "web", "{\"rule\":\"r\"}");
    }
  }

  @Test
  void entriesStayAndFollowOnEachOther() throws Exception {
    try (AuditTrail trail = AuditTrail.open(workspace, CLOCK)) {
      List<AuditEntry> entries = trail.entries();
      assertThat(entries).extracting(AuditEntry::sequence).containsExactly(1L, 2L, 3L, 4L);
      assertThat(entries).allMatch(AuditEntry::holds);
      assertThat(entries.getFirst().previous()).isEqualTo(AuditEntry.FIRST);
      assertThat(entries.get(2).previous()).isEqualTo(entries.get(1).hash());
      assertThat(entries.getFirst().time()).isEqualTo("2026-01-02T03:04:05.678Z");
      assertThat(trail.entries("web")).containsExactly(entries.getLast());
      assertThat(trail.check()).isEqualTo(new AuditCheck(4, entries.getLast().hash(), List.of()));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE entry SET actor = 'eve' WHERE sequence = 2          | never change
          DELETE FROM entry WHERE sequence = 4                       | never deleted
          DELETE FROM entry                                          | never deleted
          INSERT OR REPLACE INTO entry VALUES (2, 't', 'eve', 'a', 's', '{}', 'p', 'h') | audit trail
          INSERT INTO entry VALUES (5, 't', 'eve', 'a', 's', '{}', 'p', 'h') | names the one before
          INSERT INTO entry VALUES (NULL, 't', 'eve', 'a', 's', '{}', 'p', 'h') | comes behind
          INSERT INTO entry VALUES (9, 't', 'eve', 'a', 's', '{}', 'p', 'h') | audit trail
          """)
  void theFileItselfRefusesToForget(String command, String why) throws Exception {
    assertThatThrownBy(() -> run(command))
        .isInstanceOf(SQLException.class)
        .hasMessageContaining(why);
    try (AuditTrail trail = AuditTrail.open(workspace)) {
      assertThat(trail.check().holds()).isTrue();
    }
  }

  /** Whoever can write the file can drop its triggers; the chain still tells, and where. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          UPDATE entry SET actor = 'eve' WHERE sequence = 2          | 2 | was changed
          UPDATE entry SET time = '2026-01-01T00:00:00Z' WHERE sequence = 4 | 4 | was changed
          UPDATE entry SET detail = '{ }' WHERE sequence = 1         | 1 | was changed
          UPDATE entry SET hash = replace(hash, 'a', 'b') WHERE sequence = 3 | 3 | was changed
          UPDATE entry SET previous = replace(previous, '0', '1') WHERE sequence = 1 | 1 | does not follow
          DELETE FROM entry WHERE sequence = 1                       | 1 | is missing
          DELETE FROM entry WHERE sequence IN (2, 3)                 | 2 | up to 3 are missing
          DELETE FROM entry WHERE sequence = 4                       | 4 | is missing
          DELETE FROM entry                                          | 1 | up to 4 are missing
          UPDATE entry SET sequence = 9 WHERE sequence = 4           | 4 | up to 8 are missing
          """)
  void whatWasChangedIsNamed(String command, long entry, String what) throws Exception {
    run(
        "DROP TRIGGER entry_never_changes",
        "DROP TRIGGER entry_never_goes",
        "DROP TRIGGER entry_comes_last",
        "DROP TRIGGER entry_is_chained",
        command);
    try (AuditTrail trail = AuditTrail.open(workspace)) {
      AuditCheck check = trail.check();
      assertThat(check.holds()).isFalse();
      assertThat(check.problems().getFirst().sequence()).isEqualTo(entry);
      assertThat(check.problems().getFirst().text()).contains(what);
    }
  }

  /** An entry that is forged whole breaks the chain at the next one. */
  @Test
  void aForgedEntryDoesNotFitTheNext() throws Exception {
    AuditEntry second;
    try (AuditTrail trail = AuditTrail.open(workspace)) {
      second = trail.entries().get(1);
    }
    AuditEntry forged =
        AuditEntry.after(
            2,
            second.previous(),
            Instant.parse(second.time()),
            "eve",
            AuditAction.APPROVED,
            second.subject(),
            second.detail());
    run(
        "DROP TRIGGER entry_never_changes",
        "UPDATE entry SET actor = 'eve', hash = '" + forged.hash() + "' WHERE sequence = 2");
    try (AuditTrail trail = AuditTrail.open(workspace)) {
      assertThat(trail.check().problems())
          .containsExactly(
              new AuditCheck.Problem(
                  3, "does not follow on the one before it: one of them was changed"));
    }
  }

  @Test
  void manyMayAddAtOnceAndOneIsFirst() throws Exception {
    List<Callable<Integer>> writers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      writers.add(() -> {
        try (AuditTrail trail = AuditTrail.open(workspace)) {
          trail.append("x", AuditAction.MOVED, "crowd", "{}");
          return trail.append("x", AuditAction.STARTED, "race", "{}", 0).isPresent() ? 1 : 0;
        }
      });
    }
    int won = 0;
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      for (Future<Integer> writer : threads.invokeAll(writers)) {
        won += writer.get();
      }
    }
    assertThat(won).isEqualTo(1);
    try (AuditTrail trail = AuditTrail.open(workspace)) {
      assertThat(trail.check().holds()).isTrue();
      assertThat(trail.check().entries()).isEqualTo(4 + 8 + 1);
    }
  }

  @Test
  void whatIsNoTrailIsLeftAlone() throws Exception {
    Files.writeString(workspace.auditTrail(), "x".repeat(8192));
    assertThatThrownBy(() -> AuditTrail.open(workspace))
        .isInstanceOf(AuditException.class)
        .hasMessageContaining("audit.db: the audit trail is damaged")
        .hasMessageContaining("left as it is");
    Workspace other = new Workspace(folder.resolve("other"));
    assertThatThrownBy(() -> AuditTrail.existing(other)).hasMessageContaining("no audit trail");
    Catalogue.open(other).close();
    Files.copy(other.catalogue(), other.auditTrail());
    assertThatThrownBy(() -> AuditTrail.open(other)).isInstanceOf(AuditException.class);
  }

  private void run(String... commands) throws SQLException {
    try (Connection connection =
            DriverManager.getConnection("jdbc:sqlite:" + workspace.auditTrail());
        Statement statement = connection.createStatement()) {
      for (String command : commands) {
        statement.execute(command);
      }
    }
  }
}
