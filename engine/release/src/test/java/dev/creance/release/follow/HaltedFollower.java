package dev.creance.release.follow;

import dev.creance.release.approval.ApprovalFiles;
import dev.creance.release.publish.Fetcher;
import dev.creance.release.registry.Credentials;
import dev.creance.release.registry.Reference;
import dev.creance.release.registry.Registry;
import dev.creance.release.registry.RegistryOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A node as a process of its own, which ends within a write without a word, as by SIGKILL. */
final class HaltedFollower {
  static final int HALTED = 137;

  private HaltedFollower() {}

  /** Channel, policy, store, and the step at which it ends; prints the releases that run. */
  public static void main(String[] args) throws Exception {
    KilledDisk disk =
        new KilledDisk(Integer.parseInt(args[3]), () -> Runtime.getRuntime().halt(HALTED));
    RegistryOptions options =
        new RegistryOptions(
            Credentials.NONE, true, Duration.ofSeconds(10), 2, Duration.ofMillis(50));
    try (Registry registry = new Registry(options)) {
      Follower follower =
          new Follower(
              new Fetcher(registry),
              Reference.parse(args[0]),
              () -> ApprovalFiles.policy(Files.readAllBytes(Path.of(args[1])), args[1]),
              new ReleaseStore(Path.of(args[2]), disk),
              release -> () -> say(release.digest()),
              "");
      follower.resume();
      follower.look();
    }
    System.exit(0);
  }

  @SuppressWarnings("SystemOut") // it is how it tells its parent
  private static void say(String line) {
    System.out.println(line);
  }
}
