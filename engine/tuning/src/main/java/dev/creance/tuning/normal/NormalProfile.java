package dev.creance.tuning.normal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * What workloads were seen to do, with how often, on how many hosts and days. Kept as a JSON file.
 *
 * @param version of the form
 * @param corpora what it was learned from: names and digests
 * @param nodeDays of what is labelled normal
 * @param workloads by name; for each behaviour (its word) what exactly, sorted
 */
public record NormalProfile(
    int version,
    Map<String, String> corpora,
    double nodeDays,
    Map<String, Map<String, Map<String, Seen>>> workloads) {
  static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public NormalProfile {
    corpora = Collections.unmodifiableMap(new TreeMap<>(corpora));
    workloads = Collections.unmodifiableMap(new TreeMap<>(workloads));
  }

  /** How often something was seen, on how many hosts and on how many days (UTC). */
  public record Seen(long count, int hosts, int days) {}

  /** Something that one profile has and another has not. */
  public record Difference(String workload, String behaviour, String what, Seen seen) {}

  /** What is here and not there: {@code newer.without(older)} is what is new. */
  public List<Difference> without(NormalProfile other) {
    List<Difference> differences = new ArrayList<>();
    workloads.forEach((workload, behaviours) ->
        behaviours.forEach((behaviour, all) ->
            all.forEach((what, seen) -> {
              if (!other.knows(workload, behaviour, what)) {
                differences.add(new Difference(workload, behaviour, what, seen));
              }
            })));
    return differences;
  }

  /** Whether a workload was seen to do something. */
  public boolean knows(String workload, String behaviour, String what) {
    return workloads
        .getOrDefault(workload, Map.of())
        .getOrDefault(behaviour, Map.of())
        .containsKey(what);
  }

  /**
   * Reads a profile.
   *
   * @throws IOException when it is none, or of a newer form
   */
  public static NormalProfile read(Path file) throws IOException {
    try {
      NormalProfile profile = JSON.readValue(Files.readAllBytes(file), NormalProfile.class);
      if (profile.version > VERSION) {
        throw new IOException(
            file + ": version " + profile.version + ", this Creance reads up to " + VERSION);
      }
      return profile;
    } catch (JacksonException e) {
      throw new IOException(file + ": not a profile of what is normal: " + e.getOriginalMessage());
    }
  }

  /** Writes the profile. */
  public void write(Path file) throws IOException {
    Files.write(file, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
  }
}
