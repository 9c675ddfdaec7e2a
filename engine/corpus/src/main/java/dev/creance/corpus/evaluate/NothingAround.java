package dev.creance.corpus.evaluate;

import dev.creance.events.state.Container;
import dev.creance.events.state.Surroundings;
import dev.creance.events.state.ThreadState;
import org.jspecify.annotations.Nullable;

/** Surroundings in which nothing can be looked up: of events of which only the type is known. */
enum NothingAround implements Surroundings {
  INSTANCE;

  @Override
  public @Nullable ThreadState thread(long tid) {
    return null;
  }

  @Override
  public @Nullable User user(String containerId, int uid) {
    return null;
  }

  @Override
  public @Nullable Group group(String containerId, int gid) {
    return null;
  }

  @Override
  public @Nullable Container container(String id) {
    return null;
  }

  @Override
  public boolean localAddress(String address, ThreadState thread) {
    return false;
  }

  @Override
  public long processors() {
    return 0;
  }

  @Override
  public long bootTime() {
    return 0;
  }

  @Override
  public boolean containerEngines() {
    return false;
  }

  @Override
  public long threadsVersion() {
    return 0;
  }

  @Override
  public long lookupsVersion() {
    return 0;
  }
}
