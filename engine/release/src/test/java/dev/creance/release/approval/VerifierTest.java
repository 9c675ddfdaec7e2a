package dev.creance.release.approval;

import static org.assertj.core.api.Assertions.assertThat;

import dev.creance.release.Releases;
import dev.creance.release.approval.Person.Role;
import dev.creance.release.bundle.MeasureReport;
import dev.creance.release.bundle.Release;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VerifierTest {
  private final Releases people = new Releases();

  /** {@code signers}: names, an asterisk behind who signs as author. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          WARNING  | ''           | ada* ben      | ''
          WARNING  | ''           | ada* ben cleo | ''
          WARNING  | ''           | ben           | not signed by its author
          WARNING  | ''           | ada*          | no approval and needs 1
          WARNING  | ''           | ada* ada      | cannot approve it
          WARNING  | ''           | ada* ben ben  | ''
          WARNING  | ''           | ada* zoe      | zoe is not known
          WARNING  | ''           | ben* cleo     | may not sign as AUTHOR
          WARNING  | ''           | cleo* ben     | not signed by its author
          CRITICAL | ''           | ada* ben      | 1 (ben) and needs 2
          CRITICAL | ''           | ada* ben ben  | 1 (ben) and needs 2
          CRITICAL | ''           | ada* ben cleo | ''
          WARNING  | 40 hits a day | ada* ben     | exceeds a budget
          WARNING  | 40 hits a day | ada* ben cleo | ''
          """)
  void judges(String priority, String breach, String signers, String reason) throws Exception {
    MeasureReport report =
        Releases.report(priority, breach.isEmpty() ? List.of() : List.of(breach));
    Release release = Releases.release(1, report);
    List<Signature> signatures = new ArrayList<>();
    for (String signer : signers.split(" ")) {
      boolean author = signer.endsWith("*");
      signatures.add(
          people.sign(release, signer.replace("*", ""), author ? Role.AUTHOR : Role.APPROVER));
    }
    Verdict verdict = new Verifier(people.policy()).judge(release, signatures);
    assertThat(verdict.accepted()).isEqualTo(reason.isEmpty());
    assertThat(String.join("; ", verdict.reasons())).contains(reason);
  }

  /** Base 64 of the same bytes: 64 of them leave four bits of the last character unused. */
  private static String withOtherUnusedBits(String text) {
    int last = text.length() - 3;
    char other = (char) (text.charAt(last) + 1); // of A, Q, g and w
    String changed = text.substring(0, last) + other + "==";
    assertThat(Base64.getDecoder().decode(changed)).isEqualTo(Base64.getDecoder().decode(text));
    return changed;
  }

  @Test
  void aSignatureIsForOneReleaseAndOneText() throws Exception {
    Release release = Releases.release(1, MeasureReport.EMPTY);
    Release other = Releases.release(2, MeasureReport.EMPTY);
    Signature author = people.sign(release, "ada", Role.AUTHOR);
    Signature good = people.sign(release, "ben", Role.APPROVER);
    Verifier verifier = new Verifier(people.policy());
    assertThat(verifier.judge(release, List.of(author, good)).accepted()).isTrue();
    assertThat(verifier.judge(other, List.of(author, good)).reasons())
        .anyMatch(reason -> reason.contains("another release"));
    for (Signature forged :
        List.of(
            new Signature(
                good.release(), "cleo", good.role(), good.time(), good.comment(), good.signature()),
            new Signature(
                good.release(),
                good.person(),
                good.role(),
                "2026-01-02T03:04:06Z",
                good.comment(),
                good.signature()),
            new Signature(
                good.release(), good.person(), good.role(), good.time(), "", good.signature()),
            new Signature(
                good.release(), good.person(), good.role(), good.time(), good.comment(), "AAAA"),
            new Signature(
                good.release(),
                good.person(),
                good.role(),
                good.time(),
                good.comment(),
                withOtherUnusedBits(good.signature())),
            new Signature(
                good.release(), good.person(), good.role(), good.time(), good.comment(), "?"))) {
      assertThat(verifier.judge(release, List.of(author, good, forged)).reasons())
          .anyMatch(reason -> reason.contains("does not hold"));
    }
  }

  @Test
  void onePersonUnderTwoNamesIsOne() throws Exception {
    Release release = Releases.release(1, Releases.report("CRITICAL", List.of()));
    Policy policy =
        new Policy(
            List.of(
                people.person("ada", Role.AUTHOR),
                people.person("ben", Role.APPROVER),
                new Person(
                    "benjamin", people.keys("ben").getPublic(), java.util.Set.of(Role.APPROVER)),
                new Person(
                    "adam", people.keys("ada").getPublic(), java.util.Set.of(Role.APPROVER))),
            2,
            List.of(),
            0);
    Signature asBenjamin =
        Signing.sign(
            release.digest(),
            "benjamin",
            Role.APPROVER,
            java.time.Instant.EPOCH,
            "",
            people.keys("ben").getPrivate());
    Signature asAdam =
        Signing.sign(
            release.digest(),
            "adam",
            Role.APPROVER,
            java.time.Instant.EPOCH,
            "",
            people.keys("ada").getPrivate());
    Verdict verdict =
        new Verifier(policy)
            .judge(
                release,
                List.of(
                    people.sign(release, "ada", Role.AUTHOR),
                    people.sign(release, "ben", Role.APPROVER),
                    asBenjamin,
                    asAdam));
    assertThat(verdict.approvers()).containsExactly("ben");
    assertThat(verdict.accepted()).isFalse();
  }

  @Test
  void aRollbackIsForOneStepAndNoApproval() throws Exception {
    Release release = Releases.release(1, MeasureReport.EMPTY);
    String later = Releases.release(2, MeasureReport.EMPTY).digest();
    List<Person> known = new ArrayList<>(people.policy().people());
    known.add(people.person("gate", Role.ROLLBACK));
    Verifier verifier = new Verifier(new Policy(known, 1, List.of(), 0));
    Signature author = people.sign(release, "ada", Role.AUTHOR);
    Signature back =
        Signing.sign(
            release.digest(),
            "gate",
            Role.ROLLBACK,
            java.time.Instant.EPOCH,
            later,
            people.keys("gate").getPrivate());
    assertThat(verifier.judge(release, List.of(author, back)).accepted()).isFalse();
    Signature approval = people.sign(release, "ben", Role.APPROVER);
    assertThat(verifier.judge(release, List.of(author, approval, back)))
        .matches(Verdict::accepted)
        .returns(java.util.Set.of(later), Verdict::mayReplace);
    assertThat(
            verifier
                .judge(
                    release, List.of(author, approval, people.sign(release, "ben", Role.ROLLBACK)))
                .reasons())
        .anyMatch(reason -> reason.contains("may not sign as ROLLBACK"));
  }

  @Test
  void policiesAreReadBack() throws Exception {
    Policy policy = people.policy();
    assertThat(ApprovalFiles.policy(ApprovalFiles.write(policy), "policy.json")).isEqualTo(policy);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {                                                                    | is no policy
          {"people": [], "approvals": 0, "stricter": [], "forBreaches": 0}     | at least one approval
          {"people": [], "approvals": 1, "stricter": [], "forBreaches": 0, "x": 1} | is no policy
          {"people": [{"name": "a", "key": "AA==", "roles": []}], "approvals": 1, "stricter": [], "forBreaches": 0} | no Ed25519 public key
          """)
  void saysWhatIsWrongWithAPolicy(String json, String why) {
    org.assertj.core.api.Assertions.assertThatThrownBy(() ->
            ApprovalFiles.policy(
                json.getBytes(java.nio.charset.StandardCharsets.UTF_8), "policy.json"))
        .hasMessageContaining("policy.json")
        .hasMessageContaining(why);
  }
}
