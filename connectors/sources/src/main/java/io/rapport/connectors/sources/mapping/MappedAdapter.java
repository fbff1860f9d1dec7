package io.rapport.connectors.sources.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.Purchase;
import io.rapport.connectors.sources.adapter.Draft;
import io.rapport.connectors.sources.adapter.Reception;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.adapter.SourceAdapter;
import io.rapport.connectors.sources.fields.Pick;
import io.rapport.core.hash.Hash64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Records of a table: one object a row, its values by column. A column that the mapping does not
 * name is left out. A record of a system without accounts is the customer {@code source:id}.
 *
 * <p>A row with an id gets an event id of it and of all its values, so that a row sent again as it
 * was gives a duplicate, and one that has changed does not.
 */
public final class MappedAdapter implements SourceAdapter {

  private final Mapping mapping;
  private final Map<ColumnRule, CellReader> readers = new LinkedHashMap<>();
  private final ObjectNode constants = JsonNodeFactory.instance.objectNode();

  /**
   * @throws MappingException when a constant is no value of its field
   */
  public MappedAdapter(Mapping mapping) {
    this.mapping = mapping;
    mapping.columns().forEach(rule -> readers.put(rule, new CellReader(rule)));
    mapping.constants().forEach(this::constant);
  }

  private void constant(String path, String text) {
    Target target = Target.of(mapping.contract(), path).orElseThrow();
    ColumnRule rule = MappingGuess.plain("constants: " + path, target);
    try {
      put(constants, target, new CellReader(rule).read(text));
    } catch (RefusalException e) {
      throw new MappingException(List.of(e.refusal().detail()));
    }
  }

  @Override
  public String name() {
    return mapping.source();
  }

  @Override
  public List<Draft> adapt(JsonNode record, Reception reception) throws RefusalException {
    if (mapping.changes()) {
      Optional<TableChange> change = TableChange.of(record);
      return change.isEmpty() ? List.of() : changed(change.get());
    }
    return List.of(draft(record));
  }

  private List<Draft> changed(TableChange change) throws RefusalException {
    boolean records = mapping.contract().equals(CustomerRecord.class);
    if (change.deleted() && !records) {
      return List.of(); // An order or a click that is deleted has happened all the same.
    }
    Draft draft = draft(change.row());
    ObjectNode fields = draft.fields();
    boolean order = mapping.contract().equals(Purchase.class) && fields.has("eventTime");
    // What was there before has its own time: the first reading is not when it happened.
    boolean own = order || (change.first() && !records && fields.has("eventTime"));
    if (change.time() != null && !own) {
      fields.put("eventTime", change.time().toEpochMilli());
    } else if (change.time() != null && order && !change.first() && !fields.has("versionTime")) {
      // An order stays as old as it is, whenever it is changed.
      fields.put("versionTime", change.time().toEpochMilli());
    }
    if (change.deleted()) {
      fields.put("deleted", true);
    }
    String id = id(change.row());
    if (id != null) {
      fields.put("eventId", eventId(id, fields));
    }
    return List.of(draft);
  }

  private Draft draft(JsonNode row) throws RefusalException {
    ObjectNode fields = constants.deepCopy();
    for (Map.Entry<ColumnRule, CellReader> column : readers.entrySet()) {
      String text = text(row, column.getKey().column());
      if (text != null) {
        put(fields, column.getKey().target(), column.getValue().read(text));
      }
    }
    String id = id(row);
    if (mapping.contract().equals(CustomerRecord.class)) {
      if (!fields.has("source")) {
        fields.put("source", mapping.source());
      }
      if (!fields.has("customerId")) {
        if (id == null) {
          throw new RefusalException(
              "missing-id",
              "The record has no value in %s, which names it."
                  .formatted(
                      mapping.id().isEmpty() ? "a column" : String.join(", ", mapping.id())));
        }
        fields.put("customerId", mapping.source() + ":" + id);
      }
    }
    if (id != null && !fields.has("eventId") && !mapping.changes()) {
      fields.put("eventId", eventId(id, fields));
    }
    return new Draft(mapping.contract(), fields);
  }

  /** The record's own name, of all of its columns; null when one of them is empty. */
  private String id(JsonNode row) {
    StringBuilder id = new StringBuilder();
    for (String column : mapping.id()) {
      String part = text(row, column);
      if (part == null) {
        return null;
      }
      id.append(id.isEmpty() ? "" : "/").append(part);
    }
    return id.isEmpty() ? null : id.toString();
  }

  private String eventId(String id, ObjectNode fields) {
    fields.remove("eventId");
    return mapping.source() + "-" + id + "-" + Long.toHexString(Hash64.of(fields.toString()));
  }

  private String text(JsonNode row, String column) {
    JsonNode cell = row.has(column) ? row.get(column) : Pick.at(row, column);
    String text = Pick.single(cell);
    return text == null || mapping.missing().contains(text) ? null : text;
  }

  private static void put(ObjectNode fields, Target target, JsonNode value) {
    if (target.inside() == null) {
      fields.set(target.field(), value);
    } else if (target.isLine()) {
      ObjectNode line =
          fields.path("lines").isArray()
              ? (ObjectNode) fields.get("lines").get(0)
              : fields.putArray("lines").addObject();
      line.set(target.inside(), value);
    } else {
      fields.withObjectProperty(target.field()).set(target.inside(), value);
    }
  }
}
