package dev.creance.release.approval;

import java.security.PublicKey;
import java.util.Set;

/** Somebody whom a policy knows, by the key that he or she signs with. */
public record Person(String name, PublicKey key, Set<Role> roles) {
  public Person {
    roles = Set.copyOf(roles);
  }

  /** What somebody may do. */
  public enum Role {
    AUTHOR,
    APPROVER,
    /** Lets a release that was replaced run again; counts for no approval. */
    ROLLBACK
  }
}
