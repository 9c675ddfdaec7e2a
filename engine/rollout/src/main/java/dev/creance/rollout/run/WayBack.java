package dev.creance.rollout.run;

import dev.creance.release.approval.Person.Role;
import dev.creance.release.approval.Signature;
import dev.creance.release.approval.Signing;
import dev.creance.release.approval.Verdict;
import dev.creance.release.approval.Verifier;
import dev.creance.release.bundle.ReleaseException;
import dev.creance.release.publish.Fetched;
import dev.creance.release.publish.Publisher;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.rollout.plan.RolloutPlan;
import dev.creance.rollout.plan.RolloutPlan.Operator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Lets an earlier release run again: its operator signs it, naming the release that it takes the
 * place of, so that agents that run that one accept it, and no others.
 */
final class WayBack {
  private final Registry registry;
  private final RolloutPlan plan;
  private final Verifier verifier;
  private final Clock clock;

  WayBack(Registry registry, RolloutPlan plan, Verifier verifier, Clock clock) {
    this.registry = registry;
    this.plan = plan;
    this.verifier = verifier;
    this.clock = clock;
  }

  /**
   * @param left the digest of the release that is to be left
   * @throws ReleaseException when the policy lets the earlier one not run, or the operator not sign
   */
  void take(Reference channel, Fetched earlier, String left)
      throws IOException, InterruptedException, ReleaseException {
    List<Signature> signatures = new ArrayList<>(earlier.signatures());
    signatures.add(sign(earlier.release().digest(), left));
    Verdict verdict = verifier.judge(earlier.release(), signatures);
    if (!verdict.accepted()) {
      throw new ReleaseException(
          "the policy does not let the earlier release run: "
              + String.join("; ", verdict.reasons()));
    }
    if (!verdict.mayReplace().contains(left)) {
      throw new ReleaseException(
          "agents would refuse it: the policy knows no operator "
              + plan.operator().map(Operator::name).orElse("")
              + " with this key and the role ROLLBACK");
    }
    new Publisher(registry).publish(earlier.release(), signatures, channel);
  }

  private Signature sign(String release, String left) throws IOException, ReleaseException {
    Operator operator =
        plan.operator()
            .orElseThrow(() -> new ReleaseException("the plan names no operator who signs it"));
    try {
      return Signing.sign(
          release,
          operator.name(),
          Role.ROLLBACK,
          clock.instant(),
          left,
          Signing.privateKey(Files.readString(operator.key(), StandardCharsets.US_ASCII)));
    } catch (GeneralSecurityException e) {
      throw new ReleaseException(
          operator.key() + ": is no private key of Creance's; 'creance release key' makes one", e);
    }
  }
}
