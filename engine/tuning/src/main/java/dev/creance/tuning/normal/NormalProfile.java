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
  static final int VERSION = 2;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  public NormalProfile {
    corpora = Collections.unmodifiableMap(new TreeMap<>(corpora));
    workloads = Collections.unmodifiableMap(new TreeMap<>(workloads));
  }

  /**
   * How often something was seen.
   *
   * @param hosts on how many
   * @param days on how many (UTC)
   * @param example the first that was seen of what is counted together: a file of the directory, a
   *     peer of the network, the path of the program; empty when there is none
   */
  public record Seen(long count, int hosts, int days, String example) {}

  /** Something that one profile has and another has not. */
  public record Difference(String workload, String behaviour, String what, Seen seen) {
    /** As a sentence: {@code image nginx reads /etc (such as /etc/shadow)}. */
    public String text() {
      return sentence(workload, behaviour, what, seen.example);
    }
  }

  /** What a workload does, with an example where it tells more. */
  static String sentence(String workload, String behaviour, String what, String example) {
    String text = workload + " " + behaviour + " " + what;
    return example.isEmpty() || example.equals(what) ? text : text + " (such as " + example + ")";
  }

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
      if (profile.version < VERSION) {
        throw new IOException(
            file + ": version " + profile.version + ", from an older Creance: learn it again");
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
