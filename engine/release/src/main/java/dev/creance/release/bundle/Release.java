package dev.creance.release.bundle;

import dev.creance.release.bundle.ReleaseManifest.FileEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * A release, whole: manifest, report and files fit together by digest. Immutable; the same input
 * makes the same bytes, so the same digest.
 */
public final class Release {
  private static final Pattern NAME = Pattern.compile("[a-z]+[a-z0-9-_]*");
  private static final Pattern VERSION =
      Pattern.compile("(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})\\.(0|[1-9]\\d{0,8})");
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .build();

  private final ReleaseManifest manifest;
  private final byte[] manifestBytes;
  private final MeasureReport report;
  private final byte[] reportBytes;
  private final List<RuleFile> files;

  private Release(
      ReleaseManifest manifest,
      byte[] manifestBytes,
      MeasureReport report,
      byte[] reportBytes,
      List<RuleFile> files) {
    this.manifest = manifest;
    this.manifestBytes = manifestBytes;
    this.report = report;
    this.reportBytes = reportBytes;
    this.files = List.copyOf(files);
  }

  /**
   * Makes a release.
   *
   * @param draft says everything but files and report
   */
  public static Release make(ReleaseDraft draft, List<RuleFile> files, MeasureReport report)
      throws ReleaseException {
    if (files.isEmpty()) {
      throw new ReleaseException("a release needs at least one rule file");
    }
    byte[] reportBytes = JSON.writeValueAsBytes(report);
    List<FileEntry> entries = new ArrayList<>();
    for (RuleFile file : files) {
      entries.add(new FileEntry(file.name(), file.digest(), file.size()));
    }
    ReleaseManifest manifest =
        new ReleaseManifest(
            ReleaseManifest.FORMAT,
            draft.name(),
            draft.version(),
            draft.sequence(),
            draft.author(),
            entries,
            draft.engineVersion(),
            draft.plugins(),
            draft.previous(),
            Digest.of(reportBytes));
    return read(JSON.writeValueAsBytes(manifest), reportBytes, files);
  }

  /**
   * Puts a release together from what was stored or received.
   *
   * @throws ReleaseException when a part is missing, superfluous, malformed or not what the
   *     manifest names
   */
  public static Release read(byte[] manifestBytes, byte[] reportBytes, List<RuleFile> files)
      throws ReleaseException {
    ReleaseManifest manifest = parse(manifestBytes, ReleaseManifest.class, "manifest");
    check(manifest);
    if (!Digest.of(reportBytes).equals(manifest.report())) {
      throw new ReleaseException(
          "the report is not the one that was approved: its digest is "
              + Digest.of(reportBytes)
              + ", the manifest names "
              + manifest.report());
    }
    MeasureReport report = parse(reportBytes, MeasureReport.class, "report");
    List<RuleFile> ordered = new ArrayList<>();
    for (FileEntry entry : manifest.files()) {
      ordered.add(find(entry, files));
    }
    if (ordered.size() != files.size()) {
      throw new ReleaseException(
          "there are " + files.size() + " files, the manifest names " + ordered.size());
    }
    return new Release(manifest, manifestBytes.clone(), report, reportBytes.clone(), ordered);
  }

  private static RuleFile find(FileEntry entry, List<RuleFile> files) throws ReleaseException {
    for (RuleFile file : files) {
      if (file.name().equals(entry.name())) {
        if (file.size() != entry.size() || !file.digest().equals(entry.digest())) {
          throw new ReleaseException(
              entry.name()
                  + " is not the file that was approved: its digest is "
                  + file.digest()
                  + ", the manifest names "
                  + entry.digest());
        }
        return file;
      }
    }
    throw new ReleaseException(entry.name() + " is named in the manifest and is not there");
  }

  private static void check(ReleaseManifest manifest) throws ReleaseException {
    if (manifest.format() != ReleaseManifest.FORMAT) {
      throw new ReleaseException(
          "the manifest has format "
              + manifest.format()
              + "; this program knows format "
              + ReleaseManifest.FORMAT
              + (manifest.format() > ReleaseManifest.FORMAT ? ": update it" : ""));
    }
    if (!NAME.matcher(manifest.name()).matches()) {
      throw new ReleaseException(
          "'"
              + manifest.name()
              + "' is no name for a ruleset: small letters first, then small"
              + " letters, digits, dashes and underscores");
    }
    if (!VERSION.matcher(manifest.version()).matches()) {
      throw new ReleaseException(
          "'" + manifest.version() + "' is no version: three numbers such as 1.4.0");
    }
    if (manifest.sequence() < 1) {
      throw new ReleaseException("the sequence is " + manifest.sequence() + ", it begins with 1");
    }
    if (manifest.author().isBlank()) {
      throw new ReleaseException("a release has an author");
    }
    if (!manifest.previous().isEmpty() && !Digest.isOne(manifest.previous())) {
      throw new ReleaseException("'" + manifest.previous() + "' is no digest of a release");
    }
    long names = manifest.files().stream().map(FileEntry::name).distinct().count();
    if (names != manifest.files().size()) {
      throw new ReleaseException("the manifest names a file twice");
    }
  }

  private static <T> T parse(byte[] bytes, Class<T> type, String what) throws ReleaseException {
    try {
      return JSON.readValue(bytes, type);
    } catch (JacksonException e) {
      throw new ReleaseException(
          "the "
              + what
              + " cannot be read: "
              + e.getOriginalMessage()
              + "; it was damaged, or made"
              + " by another program",
          e);
    }
  }

  public ReleaseManifest manifest() {
    return manifest;
  }

  /** The release's name: the digest of its manifest, which names everything else. */
  public String digest() {
    return Digest.of(manifestBytes);
  }

  public byte[] manifestBytes() {
    return manifestBytes.clone();
  }

  public MeasureReport report() {
    return report;
  }

  public byte[] reportBytes() {
    return reportBytes.clone();
  }

  /** The files in the order in which they are loaded. */
  public List<RuleFile> files() {
    return files;
  }
}
