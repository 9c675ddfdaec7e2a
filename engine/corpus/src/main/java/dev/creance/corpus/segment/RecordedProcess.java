package dev.creance.corpus.segment;

import dev.creance.events.state.Container;
import dev.creance.events.state.Surroundings.Group;
import dev.creance.events.state.Surroundings.User;
import dev.creance.events.state.ThreadState;
import org.jspecify.annotations.Nullable;

/**
 * A process context put together again.
 *
 * @param family the threads that can be looked up from it, itself included: parents, leaders,
 *     theirs, …; sorted by tid
 */
record RecordedProcess(
    ThreadState thread,
    ThreadState[] family,
    @Nullable User user,
    @Nullable User loginUser,
    @Nullable Group group,
    @Nullable Container container,
    @Nullable Container sandbox) {

  @Nullable ThreadState relative(long tid) {
    int low = 0;
    int high = family.length - 1;
    while (low <= high) {
      int middle = (low + high) >>> 1;
      long found = family[middle].tid;
      if (found == tid) {
        return family[middle];
      }
      if (found < tid) {
        low = middle + 1;
      } else {
        high = middle - 1;
      }
    }
    return null;
  }
}
