package dev.creance.release.approval;

import dev.creance.release.approval.Person.Role;
import dev.creance.release.approval.Verdict.Kind;
import dev.creance.release.approval.Verdict.Problem;
import dev.creance.release.bundle.Release;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Judges a release by a policy. Signatures that do not hold are reasons to refuse it, and not just
 * left out: nobody who means well makes them.
 */
public final class Verifier {
  private final Policy policy;

  public Verifier(Policy policy) {
    this.policy = policy;
  }

  /** Judges a release with what people signed of it. */
  public Verdict judge(Release release, List<Signature> signatures) {
    List<Problem> problems = new ArrayList<>();
    TreeSet<String> approvers = new TreeSet<>();
    Set<String> mayReplace = new HashSet<>();
    boolean authored = false;
    String author = release.manifest().author();
    for (Signature signature : signatures) {
      String problem = problem(release, signature);
      if (!problem.isEmpty()) {
        problems.add(new Problem(Kind.SIGNATURE, problem));
        continue;
      }
      switch (signature.role()) {
        case AUTHOR -> authored |= signature.person().equals(author);
        case ROLLBACK -> mayReplace.add(signature.comment());
        case APPROVER -> {
          if (signature.person().equals(author) || sameKey(signature.person(), author)) {
            problems.add(
                new Problem(
                    Kind.SELF_APPROVED, author + " made the release and cannot approve it"));
          } else if (approvers.stream().noneMatch(other -> sameKey(signature.person(), other))) {
            approvers.add(signature.person());
          }
        }
      }
    }
    if (!authored) {
      Problem unsigned = new Problem(Kind.UNSIGNED, "it is not signed by its author, " + author);
      // Behind an author's signature that does not hold: then that is what is wrong.
      boolean forged =
          signatures.stream()
              .anyMatch(one -> one.role() == Role.AUTHOR && one.person().equals(author));
      problems.add(forged ? problems.size() : 0, unsigned);
    }
    int needed = policy.needed(release.report());
    if (approvers.size() < needed) {
      problems.add(new Problem(Kind.APPROVALS, missing(release, approvers, needed)));
    }
    return new Verdict(List.copyOf(approvers), needed, problems, mayReplace);
  }

  private static String missing(Release release, Set<String> approvers, int needed) {
    return "it has "
        + (approvers.isEmpty()
            ? "no approval"
            : approvers.size() + " (" + String.join(", ", approvers) + ")")
        + " and needs "
        + needed
        + (release.report().breaches().isEmpty() ? "" : ", because it exceeds a budget");
  }

  private String problem(Release release, Signature signature) {
    if (!signature.release().equals(release.digest())) {
      return "the signature of "
          + signature.person()
          + " is for another release, "
          + signature.release();
    }
    Optional<Person> person = person(signature.person());
    if (person.isEmpty()) {
      return signature.person() + " is not known to the policy";
    }
    if (!person.get().roles().contains(signature.role())) {
      return signature.person() + " may not sign as " + signature.role();
    }
    return Signing.holds(signature, person.get().key())
        ? ""
        : "the signature of " + signature.person() + " does not hold";
  }

  /** One person under two names is one person. */
  private boolean sameKey(String one, String other) {
    Optional<Person> first = person(one);
    Optional<Person> second = person(other);
    return first.isPresent() && second.isPresent() && first.get().key().equals(second.get().key());
  }

  private Optional<Person> person(String name) {
    return policy.people().stream().filter(person -> person.name().equals(name)).findFirst();
  }
}
