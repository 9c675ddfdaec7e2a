package dev.creance.corpus.segment;

import dev.creance.corpus.format.ByteDictionary;
import dev.creance.corpus.format.IntColumn;
import dev.creance.corpus.format.SectionFileWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Makes the file of a segment. */
public final class SegmentWriter {
  private static final int LEVEL = 3;

  private SegmentWriter() {}

  /**
   * Writes a segment.
   *
   * @param file must not exist yet; only whole after this returns
   * @param meta the segment's description, JSON
   * @param head the capture's head
   * @return the file's length in bytes
   */
  public static long write(SegmentBuilder segment, Path file, byte[] meta, Head head)
      throws IOException {
    try (SectionFileWriter out = new SectionFileWriter(file, LEVEL)) {
      out.section("meta", meta);
      out.section("head", head.toJson());
      out.section("machine", head.withoutProcesses().toJson());
      out.section("texts", segment.contexts.texts.encode());
      out.section("processes", transpose(segment.contexts.processes));
      out.section("descriptors", transpose(segment.contexts.descriptors));
      IntColumn containers = new IntColumn();
      segment.contexts.containers.forEach(containers::add);
      out.section("containers", containers.encode(true));
      out.section("lists", segment.descriptorLists.encode());
      classes(out, "process", segment.contexts.columns.processes);
      classes(out, "descriptor", segment.contexts.columns.descriptors);
      for (int block = 0; block < segment.times.blocks(); block++) {
        out.section("time/" + block, segment.times.encode(block));
      }
      partitions(out, "p", segment.visible);
      partitions(out, "h", segment.hidden);
      return out.finish();
    }
  }

  private static void classes(SectionFileWriter out, String kind, ContextClasses contexts)
      throws IOException {
    out.section("class/" + kind, contexts.classes.encode(false));
    for (ValueColumnBuilder field : contexts.fields) {
      String name = "class/" + kind + "/" + field.name;
      out.section(name, field.codes.encode(false));
      out.section(name + ".values", field.values.encode());
    }
  }

  private static void partitions(
      SectionFileWriter out, String kind, @Nullable PartitionBuilder[] partitions)
      throws IOException {
    for (PartitionBuilder partition : partitions) {
      if (partition != null && partition.numbers.size() > 0) {
        partition(out, kind + "/" + partition.type.code() + "/", partition);
      }
    }
  }

  private static void partition(SectionFileWriter out, String prefix, PartitionBuilder partition)
      throws IOException {
    out.section(prefix + "name", partition.type.enumName().getBytes(StandardCharsets.UTF_8));
    out.section(prefix + "number", partition.numbers.encode(true));
    column(out, prefix + "process", partition.processes);
    column(out, prefix + "descriptor", partition.descriptors);
    column(out, prefix + "indirect", partition.indirect);
    column(out, prefix + "cpu", partition.processors);
    column(out, prefix + "tid", partition.tids);
    out.section(prefix + "tid.values", partition.tidValues.encode());
    column(out, prefix + "fd", partition.lastFds);
    out.section(prefix + "fd.values", partition.lastFdValues.encode());
    for (int i = 0; i < partition.parameters.length; i++) {
      PartitionBuilder.ParameterBuilder parameter = partition.parameters[i];
      column(out, prefix + i, parameter.codes);
      out.section(prefix + i + ".values", parameter.values.encode());
      PathTextBuilder paths = parameter.paths;
      if (paths != null) {
        column(out, prefix + i + ".text", paths.codes);
        out.section(prefix + i + ".text.values", paths.values.encode());
      }
      IntColumn references = parameter.references;
      // A reference that is always the event's own descriptor is not written.
      if (references != null && !references.same(partition.descriptors)) {
        out.section(prefix + i + ".ref", references.encode(false));
      }
    }
  }

  /** A column of zeros alone is not written. */
  private static void column(SectionFileWriter out, String name, IntColumn column)
      throws IOException {
    if (column.max() > 0) {
      out.section(name, column.encode(false));
    }
  }

  /** Rows of equal length, column by column: byte 0 of all rows, byte 1 of all rows, … */
  private static byte[] transpose(ByteDictionary rows) {
    return rows.encodeTransposed();
  }
}
