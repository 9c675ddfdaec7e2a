package dev.creance.export;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.parquet.format.ColumnOrder;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.IntType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.NanoSeconds;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.TypeDefinedOrder;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Types;

/** Columns as Parquet describes them: once for the encoder, once for the file. */
final class ParquetSchema {
  private static final String ROOT = "event";
  private static final int VERSION = 1;
  private static final byte LONG_BITS = 64;

  private ParquetSchema() {}

  static MessageType of(List<Column> columns) {
    Types.MessageTypeBuilder message = Types.buildMessage();
    for (Column column : columns) {
      message.addField(Types.optional(primitive(column.kind())).named(column.name()));
    }
    return message.named(ROOT);
  }

  private static PrimitiveTypeName primitive(Column.Kind kind) {
    return switch (kind) {
      case TEXT -> PrimitiveTypeName.BINARY;
      case INTEGER, NATURAL, MOMENT -> PrimitiveTypeName.INT64;
      case REAL -> PrimitiveTypeName.DOUBLE;
      case TRUTH -> PrimitiveTypeName.BOOLEAN;
    };
  }

  /** What stands at the end of a file. */
  static FileMetaData description(
      List<Column> columns, List<RowGroup> groups, long rows, String writer) {
    List<SchemaElement> elements = new ArrayList<>();
    SchemaElement root = new SchemaElement(ROOT);
    root.setNum_children(columns.size());
    elements.add(root);
    columns.forEach(column -> elements.add(element(column)));
    FileMetaData description = new FileMetaData(VERSION, elements, rows, groups);
    description.setCreated_by(writer);
    description.setColumn_orders(
        new ArrayList<>(
            Collections.nCopies(columns.size(), ColumnOrder.TYPE_ORDER(new TypeDefinedOrder()))));
    return description;
  }

  private static SchemaElement element(Column column) {
    SchemaElement element = new SchemaElement(column.name());
    element.setRepetition_type(FieldRepetitionType.OPTIONAL);
    element.setType(
        Type.valueOf(
            primitive(column.kind()) == PrimitiveTypeName.BINARY
                ? "BYTE_ARRAY"
                : primitive(column.kind()).name()));
    switch (column.kind()) {
      case TEXT -> {
        element.setConverted_type(ConvertedType.UTF8);
        element.setLogicalType(LogicalType.STRING(new StringType()));
      }
      case NATURAL -> {
        element.setConverted_type(ConvertedType.UINT_64);
        element.setLogicalType(LogicalType.INTEGER(new IntType(LONG_BITS, false)));
      }
      case MOMENT ->
          element.setLogicalType(
              LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.NANOS(new NanoSeconds()))));
      case INTEGER, REAL, TRUTH -> {}
    }
    return element;
  }
}
