package dev.creance.recorder.container;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** A runtime that can be asked for its containers. */
interface ContainerRuntime {
  /** Where it listens. */
  Path socket();

  /** What it says of a container; nothing when it doesn't know it. */
  Optional<ContainerInfo> find(ContainerReference reference) throws IOException;
}
