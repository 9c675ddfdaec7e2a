package dev.creance.recorder.capture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Writes chunks into one file or, by a policy, into file after file. Each file has a head of its
 * own, taken when it begins, so each can be read alone.
 *
 * <p>With rotation the time of its beginning is part of a file's name: {@code node.scap.gz} becomes
 * {@code node-20260105T101112.345Z.scap.gz}. When the next file can't be opened, the current one
 * goes on; when writing fails, the file stays whole up to the last chunk, the chunk's events are
 * counted as lost, and a new file is tried.
 */
public final class RotatingCapture implements CaptureSink {
  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Path output;
  private final RotationPolicy policy;
  private final Head head;
  private final Clock clock;
  private final DiskBudget budget;
  private final RecordingLog log;
  private @Nullable CaptureFile file;
  private Instant begun = Instant.MIN;
  private Instant retryAt = Instant.MIN;
  private long lostEvents;
  private long finishedBytes;
  private int files;

  /**
   * Opens the first file.
   *
   * @param head takes a snapshot for each new file
   */
  public RotatingCapture(
      Path output, RotationPolicy policy, Head head, Clock clock, RecordingLog log)
      throws IOException {
    this.output = output;
    this.policy = policy;
    this.head = head;
    this.clock = clock;
    this.log = log;
    this.budget = new DiskBudget(output, policy.diskBytes());
    this.file = open();
  }

  @Override
  public void write(Chunk chunk) throws IOException {
    rotateIfDue();
    CaptureFile current = file;
    if (current == null) {
      lostEvents += chunk.events();
      return;
    }
    try {
      current.append(chunk);
    } catch (IOException e) {
      lostEvents += chunk.events();
      log.problem("cannot write to " + current.path() + ": " + e.getMessage());
      if (!policy.rotates()) {
        throw e;
      }
      current.close();
      finishedBytes += current.size();
      file = null;
      retryAt = clock.instant().plus(RETRY);
      budget.enforce(null, log);
    }
  }

  @Override
  public void idle() throws IOException {
    rotateIfDue();
  }

  private void rotateIfDue() throws IOException {
    Instant now = clock.instant();
    if (now.isBefore(retryAt) || !isDue(now)) {
      return;
    }
    try {
      CaptureFile next = open();
      CaptureFile last = file;
      file = next;
      if (last != null) {
        finishedBytes += last.size();
        last.close();
      }
      budget.enforce(next.path(), log);
    } catch (IOException e) {
      retryAt = now.plus(RETRY);
      log.problem("cannot begin a new file, will try again: " + e.getMessage());
    }
  }

  private boolean isDue(Instant now) {
    CaptureFile current = file;
    if (current == null) {
      return true;
    }
    if (!policy.rotates() || current.events() == 0) {
      return false;
    }
    return (policy.fileBytes() > 0 && current.size() >= policy.fileBytes())
        || (!policy.fileTime().isZero()
            && Duration.between(begun, now).compareTo(policy.fileTime()) >= 0);
  }

  private CaptureFile open() throws IOException {
    Instant now = clock.instant();
    Path path = policy.rotates() ? CaptureName.stamped(output, now) : output;
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    CaptureFile opened;
    try {
      opened = CaptureFile.create(path, head);
    } catch (IOException e) {
      throw new IOException("cannot write to " + path + ": " + e.getMessage(), e);
    }
    begun = now;
    files++;
    return opened;
  }

  @Override
  public long lostEvents() {
    return lostEvents;
  }

  @Override
  public int files() {
    return files;
  }

  /** {@inheritDoc} Those of files that are deleted by now are included. */
  @Override
  public long bytesOnDisk() {
    return finishedBytes + (file == null ? 0 : file.size());
  }

  @Override
  public void close() throws IOException {
    CaptureFile current = file;
    if (current != null) {
      current.close();
    }
  }
}
