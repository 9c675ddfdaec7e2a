package dev.creance.release.bundle;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/**
 * Rule files as the gzipped tar that falcoctl unpacks into a rules folder: regular files without
 * folders. No times, owners or host names go in, so the same files make the same bytes.
 */
public final class RuleArchive {
  /** More than this is no ruleset. */
  private static final long LARGEST = 64L << 20;

  private static final int MOST_FILES = 1_000;
  private static final int MODE = 0100644;

  private RuleArchive() {}

  /** The archive of files, in their order. */
  public static byte[] pack(List<RuleFile> files) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    GzipParameters parameters = new GzipParameters();
    parameters.setModificationTime(0);
    parameters.setOperatingSystem(255);
    try (GzipCompressorOutputStream gzip = new GzipCompressorOutputStream(out, parameters);
        TarArchiveOutputStream tar =
            new TarArchiveOutputStream(gzip, StandardCharsets.UTF_8.name())) {
      tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
      for (RuleFile file : files) {
        TarArchiveEntry entry = new TarArchiveEntry(file.name(), TarConstants.LF_NORMAL);
        entry.setSize(file.size());
        entry.setMode(MODE);
        entry.setModTime(0);
        entry.setIds(0, 0);
        entry.setNames("", "");
        tar.putArchiveEntry(entry);
        tar.write(file.content());
        tar.closeArchiveEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /**
   * The files of an archive.
   *
   * @throws ReleaseException when it is damaged, or holds anything but rule files without folders
   */
  public static List<RuleFile> unpack(byte[] archive) throws ReleaseException {
    List<RuleFile> files = new ArrayList<>();
    long total = 0;
    try (TarArchiveInputStream tar =
        new TarArchiveInputStream(
            new GzipCompressorInputStream(new ByteArrayInputStream(archive)),
            StandardCharsets.UTF_8.name())) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (!entry.isFile() || entry.isLink() || entry.isSymbolicLink() || entry.isSparse()) {
          throw new ReleaseException(
              "the archive holds '"
                  + RuleFile.shown(entry.getName())
                  + "', which is no plain file");
        }
        total += entry.getSize();
        if (total > LARGEST || files.size() == MOST_FILES) {
          throw new ReleaseException(
              "the archive holds more than " + (LARGEST >> 20) + " MB or " + MOST_FILES + " files");
        }
        files.add(new RuleFile(entry.getName(), content(tar, entry)));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new ReleaseException("the archive of rule files is damaged: " + e.getMessage(), e);
    }
    return files;
  }

  private static byte[] content(InputStream tar, TarArchiveEntry entry) throws IOException {
    byte[] content = tar.readNBytes((int) entry.getSize());
    if (content.length < entry.getSize()) {
      throw new IOException("'" + RuleFile.shown(entry.getName()) + "' is cut off");
    }
    return content;
  }
}
