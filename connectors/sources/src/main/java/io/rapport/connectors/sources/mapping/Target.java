package io.rapport.connectors.sources.mapping;

import io.rapport.connectors.sources.contract.ContractReader;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * The field of a contract that a column fills: a field of the record, of the one line in its list
 * ({@code lines.quantity}), or a named entry of its map ({@code attributes.NAME}).
 *
 * @param field of the record
 * @param inside the line's field, or the entry's name; null for the record's own field
 * @param type of the value, without null
 */
record Target(String field, String inside, Schema type) {

  /** The target of a path; empty when the contract has none. */
  static Optional<Target> of(Class<? extends SpecificRecord> contract, String path) {
    int dot = path.indexOf('.');
    String field = dot < 0 ? path : path.substring(0, dot);
    String inside = dot < 0 ? null : path.substring(dot + 1);
    Schema.Field found = ContractReader.avro(contract).getField(field);
    if (found == null) {
      return Optional.empty();
    }
    Schema type = present(found.schema());
    return switch (type.getType()) {
      case MAP -> inside == null ? Optional.empty() : target(field, inside, type.getValueType());
      case ARRAY -> line(field, inside, type.getElementType());
      case RECORD -> Optional.empty();
      default -> inside == null ? target(field, null, type) : Optional.empty();
    };
  }

  private static Optional<Target> line(String field, String inside, Schema line) {
    if (inside == null || line.getType() != Schema.Type.RECORD || line.getField(inside) == null) {
      return Optional.empty();
    }
    return target(field, inside, present(line.getField(inside).schema()));
  }

  private static Optional<Target> target(String field, String inside, Schema type) {
    return Optional.of(new Target(field, inside, type));
  }

  private static Schema present(Schema schema) {
    return schema.getType() != Schema.Type.UNION
        ? schema
        : schema.getTypes().stream()
            .filter(branch -> branch.getType() != Schema.Type.NULL)
            .findFirst()
            .orElseThrow();
  }

  /** The paths that a contract has, for people. */
  static String paths(Class<? extends SpecificRecord> contract) {
    return ContractReader.avro(contract).getFields().stream()
        .map(Target::paths)
        .collect(Collectors.joining(", "));
  }

  private static String paths(Schema.Field field) {
    Schema type = present(field.schema());
    return switch (type.getType()) {
      case MAP -> field.name() + ".NAME";
      case ARRAY ->
          type.getElementType().getType() == Schema.Type.RECORD
              ? type.getElementType().getFields().stream()
                  .map(inside -> field.name() + "." + inside.name())
                  .collect(Collectors.joining(", "))
              : field.name();
      default -> field.name();
    };
  }

  boolean isLine() {
    return inside != null && field.equals("lines");
  }

  /** The path, as it is written. */
  String path() {
    return inside == null ? field : field + "." + inside;
  }
}
