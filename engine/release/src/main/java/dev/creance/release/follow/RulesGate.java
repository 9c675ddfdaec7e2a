package dev.creance.release.follow;

import dev.creance.release.bundle.Release;
import dev.creance.release.bundle.ReleaseException;

/** Whoever runs rules. */
public interface RulesGate {
  /**
   * Makes a verified release ready, without running it.
   *
   * @return what runs it, to be called when the release is on disk; must not fail
   * @throws ReleaseException when its rules do not load
   */
  Runnable prepare(Release release) throws ReleaseException;
}
