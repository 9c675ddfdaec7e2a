package dev.creance.workbench.window.service;

import dev.creance.corpus.format.CorpusException;
import dev.creance.grammar.rules.Rule;
import dev.creance.tuning.normal.NormalLearner;
import dev.creance.tuning.normal.NormalLearner.Judgement;
import dev.creance.tuning.normal.NormalProfile;
import dev.creance.tuning.recording.Recordings;
import org.jspecify.annotations.Nullable;

/** What is normal in the open corpora, learned when it is first asked for. For one thread. */
final class KnownNormal {
  private @Nullable Learned learned;

  /** What is normal in some recordings; the learner has read them already. */
  private record Learned(Recordings from, NormalLearner learner, NormalProfile normal) {}

  /** Holds the hits of a rule against what is normal. */
  Judgement judge(Recordings recordings, Rule rule) throws CorpusException, InterruptedException {
    Learned known = learned;
    if (known == null || !known.from.equals(recordings)) {
      NormalLearner learner = new NormalLearner(recordings);
      known = new Learned(recordings, learner, learner.learn());
      learned = known;
    }
    return known.learner.judge(rule, known.normal);
  }
}
