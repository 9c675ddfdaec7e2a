package dev.creance.export;

import dev.creance.corpus.segment.Segment;
import dev.creance.events.Utf8Text;
import dev.creance.events.state.EventScope;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.column.ParquetProperties;
import org.apache.parquet.column.ParquetProperties.WriterVersion;
import org.apache.parquet.column.impl.ColumnWriteStoreV1;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.Util;
import org.apache.parquet.io.ColumnIOFactory;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.apache.parquet.schema.MessageType;

/**
 * A Parquet file: groups of rows, each a chunk of pages a column, and the description of them all
 * at the end. Columns are optional and called as the fields are; pages are compressed with zstd.
 *
 * <pre>
 * file = "PAR1" group* description u32 length of the description "PAR1"
 * </pre>
 */
public final class ParquetOutput implements Output {
  private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
  private static final String WRITER = "creance (parquet-java 1.18.1 encodings)";

  /** A group ends when so much of it is in memory. */
  private static final long GROUP_BYTES = 32L << 20;

  private static final int ASKED_EVERY = 1024;
  private static final int PAGE_BYTES = 1 << 20;

  private final List<Column> columns;
  private final MessageType schema;
  private final CountedOutput out;
  private final ParquetProperties properties =
      ParquetProperties.builder()
          .withPageSize(PAGE_BYTES)
          .withWriterVersion(WriterVersion.PARQUET_1_0)
          .withSizeStatisticsEnabled(false)
          .build();
  private final List<RowGroup> groups = new ArrayList<>();
  private Group group;
  private long rows;

  public ParquetOutput(List<Column> columns, OutputStream out) throws IOException {
    this.columns = List.copyOf(columns);
    this.schema = ParquetSchema.of(this.columns);
    this.out = new CountedOutput(out);
    this.out.write(MAGIC);
    this.group = new Group();
  }

  /** The rows since the last group. */
  private final class Group {
    final ParquetChunks chunks = new ParquetChunks(schema);
    final ColumnWriteStoreV1 columns = new ColumnWriteStoreV1(schema, chunks, properties);
    final RecordConsumer consumer =
        new ColumnIOFactory().getColumnIO(schema).getRecordWriter(columns);
    long rows;

    void write() throws IOException {
      consumer.flush();
      columns.flush();
      groups.add(chunks.writeTo(out, rows));
      columns.close();
    }
  }

  @Override
  public void add(EventScope scope, Segment segment) throws IOException {
    RecordConsumer consumer = group.consumer;
    consumer.startMessage();
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      Column.Value value = column.read(scope, segment);
      if (value != null) {
        consumer.startField(column.name(), i);
        add(consumer, column.kind(), value);
        consumer.endField(column.name(), i);
      }
    }
    consumer.endMessage();
    rows++;
    if (++group.rows % ASKED_EVERY == 0 && group.columns.getBufferedSize() > GROUP_BYTES) {
      group.write();
      group = new Group();
    }
  }

  private static void add(RecordConsumer consumer, Column.Kind kind, Column.Value value) {
    switch (kind) {
      case TEXT -> consumer.addBinary(Binary.fromConstantByteArray(utf8(value.text)));
      case INTEGER, NATURAL, MOMENT -> consumer.addLong(value.number);
      case REAL -> consumer.addDouble(value.real);
      case TRUTH -> consumer.addBoolean(value.number != 0);
    }
  }

  private static byte[] utf8(String text) {
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return Utf8Text.decode(text).getBytes(StandardCharsets.UTF_8);
      }
    }
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  @Override
  public void finish() throws IOException {
    if (group.rows > 0) {
      group.write();
    }
    ByteArrayOutputStream description = new ByteArrayOutputStream();
    Util.writeFileMetaData(ParquetSchema.description(columns, groups, rows, WRITER), description);
    description.writeTo(out);
    out.write(
        ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(description.size()).array());
    out.write(MAGIC);
    out.flush();
  }
}
