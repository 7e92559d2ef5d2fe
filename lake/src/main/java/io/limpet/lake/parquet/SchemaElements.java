package io.limpet.lake.parquet;

import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ConvertedType;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.LogicalType;
import org.apache.parquet.format.MilliSeconds;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.StringType;
import org.apache.parquet.format.TimeUnit;
import org.apache.parquet.format.TimestampType;
import org.apache.parquet.format.Type;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType;

/** A flat schema as it stands in the footer: the root, then its columns. */
final class SchemaElements {
  private SchemaElements() {}

  static List<SchemaElement> of(MessageType schema) {
    List<SchemaElement> elements = new ArrayList<>();
    SchemaElement root = new SchemaElement(schema.getName());
    root.setNum_children(schema.getFieldCount());
    elements.add(root);
    for (org.apache.parquet.schema.Type field : schema.getFields()) {
      elements.add(of(field.asPrimitiveType()));
    }
    return elements;
  }

  /** The name of a type in the footer. */
  static Type of(PrimitiveType.PrimitiveTypeName name) {
    return name == PrimitiveType.PrimitiveTypeName.BINARY
        ? Type.BYTE_ARRAY
        : Type.valueOf(name.name());
  }

  private static SchemaElement of(PrimitiveType type) {
    SchemaElement element = new SchemaElement(type.getName());
    element.setType(of(type.getPrimitiveTypeName()));
    element.setRepetition_type(FieldRepetitionType.valueOf(type.getRepetition().name()));
    LogicalTypeAnnotation logical = type.getLogicalTypeAnnotation();
    if (logical instanceof LogicalTypeAnnotation.StringLogicalTypeAnnotation) {
      element.setConverted_type(ConvertedType.UTF8);
      element.setLogicalType(LogicalType.STRING(new StringType()));
    } else if (logical instanceof LogicalTypeAnnotation.TimestampLogicalTypeAnnotation) {
      element.setConverted_type(ConvertedType.TIMESTAMP_MILLIS);
      element.setLogicalType(
          LogicalType.TIMESTAMP(new TimestampType(true, TimeUnit.MILLIS(new MilliSeconds()))));
    } else if (logical != null) {
      throw new IllegalArgumentException(
          "column "
              + type.getName()
              + " is "
              + logical
              + "; only texts and milliseconds are known");
    }
    return element;
  }
}
