package dev.creance.release.approval;

import dev.creance.release.approval.Person.Role;
import dev.creance.release.approval.Policy.Stricter;
import dev.creance.release.bundle.ReleaseException;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Policies and signatures as JSON. */
public final class ApprovalFiles {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private record WrittenPerson(String name, String key, Set<Role> roles) {}

  private record WrittenPolicy(
      List<WrittenPerson> people, int approvals, List<Stricter> stricter, int forBreaches) {}

  private ApprovalFiles() {}

  /**
   * Reads a policy.
   *
   * @param name what messages call it
   */
  public static Policy policy(byte[] json, String name) throws ReleaseException {
    try {
      WrittenPolicy written = JSON.readValue(json, WrittenPolicy.class);
      List<Person> people = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (WrittenPerson person : written.people()) {
        if (!names.add(person.name())) {
          throw new ReleaseException(name + ": " + person.name() + " is listed twice");
        }
        people.add(new Person(person.name(), key(name, person), person.roles()));
      }
      return new Policy(people, written.approvals(), written.stricter(), written.forBreaches());
    } catch (JacksonException e) {
      throw new ReleaseException(
          name
              + ": is no policy: "
              + e.getOriginalMessage()
              + "; expected {\"people\": [{\"name\", \"key\", \"roles\": [\"AUTHOR\","
              + " \"APPROVER\", \"ROLLBACK\"]}], \"approvals\": 1, \"stricter\": [{\"tags\", \"priorities\","
              + " \"approvals\"}], \"forBreaches\": 1}",
          e);
    } catch (IllegalArgumentException e) {
      throw new ReleaseException(name + ": " + e.getMessage(), e);
    }
  }

  private static java.security.PublicKey key(String name, WrittenPerson person)
      throws ReleaseException {
    try {
      return Signing.publicKey(person.key());
    } catch (GeneralSecurityException e) {
      throw new ReleaseException(
          name
              + ": the key of "
              + person.name()
              + " is no Ed25519 public key; `creance release key` prints one",
          e);
    }
  }

  /** A policy as text for people. */
  public static byte[] write(Policy policy) {
    List<WrittenPerson> people =
        policy.people().stream()
            .map(person ->
                new WrittenPerson(person.name(), Signing.text(person.key()), person.roles()))
            .toList();
    return JSON.writerWithDefaultPrettyPrinter()
        .writeValueAsBytes(
            new WrittenPolicy(people, policy.approvals(), policy.stricter(), policy.forBreaches()));
  }

  /** Reads signatures. */
  public static List<Signature> signatures(byte[] json) throws ReleaseException {
    try {
      return List.of(JSON.readValue(json, Signature[].class));
    } catch (JacksonException | NullPointerException e) {
      throw new ReleaseException("the signatures cannot be read: " + e.getMessage(), e);
    }
  }

  public static byte[] write(List<Signature> signatures) {
    return JSON.writeValueAsBytes(signatures);
  }
}
