package dev.creance.export;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.parquet.bytes.BytesInput;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.page.DictionaryPage;
import org.apache.parquet.column.page.PageWriteStore;
import org.apache.parquet.column.page.PageWriter;
import org.apache.parquet.column.statistics.SizeStatistics;
import org.apache.parquet.column.statistics.Statistics;
import org.apache.parquet.column.statistics.geospatial.GeospatialStatistics;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.DictionaryPageHeader;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.jspecify.annotations.Nullable;

/** The pages of a group of rows, compressed, until all of them are there and can be written. */
final class ParquetChunks implements PageWriteStore {
  private static final int LEVEL = 3;

  private final Map<ColumnDescriptor, Chunk> chunks = new LinkedHashMap<>();

  ParquetChunks(MessageType schema) {
    schema.getColumns().forEach(column -> chunks.put(column, new Chunk(column)));
  }

  @Override
  public PageWriter getPageWriter(ColumnDescriptor column) {
    Chunk chunk = chunks.get(column);
    if (chunk == null) {
      throw new IllegalArgumentException("no such column: " + column);
    }
    return chunk;
  }

  /** Writes all chunks and describes them. */
  RowGroup writeTo(CountedOutput out, long rows) throws IOException {
    List<ColumnChunk> described = new ArrayList<>();
    long rawBytes = 0;
    for (Chunk chunk : chunks.values()) {
      described.add(chunk.writeTo(out));
      rawBytes += chunk.rawBytes;
    }
    return new RowGroup(described, rawBytes, rows);
  }

  /** The pages of a column. */
  private static final class Chunk implements PageWriter {
    /** Longer texts make poor bounds, and long files. */
    private static final int LONGEST_BOUND = 64;

    private final ColumnDescriptor column;
    private final ByteArrayOutputStream pages = new ByteArrayOutputStream();
    private final ByteArrayOutputStream dictionary = new ByteArrayOutputStream();
    private final TreeSet<Encoding> encodings = new TreeSet<>();
    private @Nullable Statistics<?> statistics;
    private long values;

    /** What the pages and their headers would be without compression. */
    long rawBytes;

    Chunk(ColumnDescriptor column) {
      this.column = column;
    }

    @Override
    public void writePage(
        BytesInput bytes,
        int valueCount,
        Statistics<?> of,
        Encoding repetition,
        Encoding definition,
        Encoding values)
        throws IOException {
      writePage(bytes, valueCount, valueCount, of, repetition, definition, values);
    }

    @Override
    public void writePage(
        BytesInput bytes,
        int valueCount,
        int rowCount,
        Statistics<?> of,
        Encoding repetition,
        Encoding definition,
        Encoding encoding)
        throws IOException {
      DataPageHeader header =
          new DataPageHeader(valueCount, format(encoding), format(definition), format(repetition));
      write(bytes, pages, PageType.DATA_PAGE, page -> page.setData_page_header(header));
      encodings.add(encoding);
      encodings.add(definition);
      values += valueCount;
      if (statistics == null) {
        statistics = of.copy();
      } else {
        statistics.mergeStatistics(of);
      }
    }

    @Override
    public void writePage(
        BytesInput bytes,
        int valueCount,
        int rowCount,
        Statistics<?> of,
        @Nullable SizeStatistics sizes,
        @Nullable GeospatialStatistics places,
        Encoding repetition,
        Encoding definition,
        Encoding encoding)
        throws IOException {
      writePage(bytes, valueCount, rowCount, of, repetition, definition, encoding);
    }

    @Override
    public void writeDictionaryPage(DictionaryPage page) throws IOException {
      DictionaryPageHeader header =
          new DictionaryPageHeader(page.getDictionarySize(), format(page.getEncoding()));
      write(
          page.getBytes(),
          dictionary,
          PageType.DICTIONARY_PAGE,
          described -> described.setDictionary_page_header(header));
      encodings.add(page.getEncoding());
    }

    @FunctionalInterface
    private interface Description {
      void of(PageHeader page);
    }

    private void write(
        BytesInput bytes, ByteArrayOutputStream to, PageType type, Description description)
        throws IOException {
      byte[] raw = bytes.toByteArray();
      byte[] compressed = Zstd.compress(raw, LEVEL);
      PageHeader header = new PageHeader(type, raw.length, compressed.length);
      description.of(header);
      int before = to.size();
      Util.writePageHeader(header, to);
      rawBytes += to.size() - before + raw.length;
      to.write(compressed, 0, compressed.length);
    }

    private static org.apache.parquet.format.Encoding format(Encoding encoding) {
      return org.apache.parquet.format.Encoding.valueOf(encoding.name());
    }

    ColumnChunk writeTo(CountedOutput out) throws IOException {
      long start = out.count();
      dictionary.writeTo(out);
      long firstData = out.count();
      pages.writeTo(out);
      ColumnMetaData described =
          new ColumnMetaData(
              type(),
              encodings.stream().map(Chunk::format).toList(),
              List.of(column.getPath()),
              CompressionCodec.ZSTD,
              values,
              rawBytes,
              out.count() - start,
              firstData);
      if (dictionary.size() > 0) {
        described.setDictionary_page_offset(start);
      }
      if (statistics != null) {
        described.setStatistics(bounds(statistics));
      }
      // An offset that old readers look at, and new ones are told to ignore.
      ColumnChunk chunk = new ColumnChunk(start);
      chunk.setMeta_data(described);
      return chunk;
    }

    private Type type() {
      PrimitiveTypeName name = column.getPrimitiveType().getPrimitiveTypeName();
      return name == PrimitiveTypeName.BINARY ? Type.BYTE_ARRAY : Type.valueOf(name.name());
    }

    private static org.apache.parquet.format.Statistics bounds(Statistics<?> of) {
      org.apache.parquet.format.Statistics bounds = new org.apache.parquet.format.Statistics();
      bounds.setNull_count(of.getNumNulls());
      if (of.hasNonNullValue()
          && of.getMinBytes().length <= LONGEST_BOUND
          && of.getMaxBytes().length <= LONGEST_BOUND) {
        bounds.setMin_value(of.getMinBytes());
        bounds.setMax_value(of.getMaxBytes());
      }
      return bounds;
    }

    @Override
    public void writePageV2(
        int rows,
        int nulls,
        int valueCount,
        BytesInput repetition,
        BytesInput definition,
        Encoding encoding,
        BytesInput data,
        Statistics<?> of) {
      throw new UnsupportedOperationException("pages are of version 1");
    }

    @Override
    public long getMemSize() {
      return pages.size();
    }

    @Override
    public long allocatedSize() {
      return pages.size();
    }

    @Override
    public String memUsageString(String prefix) {
      return prefix + " " + pages.size();
    }
  }
}
