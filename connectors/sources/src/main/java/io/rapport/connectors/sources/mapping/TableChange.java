package io.rapport.connectors.sources.mapping;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.fields.Pick;
import io.rapport.connectors.sources.fields.Times;
import java.time.Instant;
import java.util.Optional;

/**
 * A change of a table's row, as Debezium's change data capture writes it: {@code op} with the row
 * {@code before} and {@code after}, with or without a {@code payload} and its {@code schema} around
 * them.
 *
 * @param row after the change, or before it where the row was deleted
 * @param first whether the row was there before the table was watched
 * @param time when it was made, or first read; null when unknown
 */
record TableChange(JsonNode row, boolean deleted, boolean first, Instant time) {

  /** The change in a record; empty for one of no row, such as a table that was emptied. */
  static Optional<TableChange> of(JsonNode record) throws RefusalException {
    JsonNode change = record.path("payload").isObject() ? record.get("payload") : record;
    String op = Pick.text(change, "op");
    boolean deleted = "d".equals(op);
    if (op == null || !(change.has("after") || change.has("before"))) {
      throw new RefusalException(
          "not-a-change", "A change of a table has op, before and after, perhaps in a payload.");
    }
    if (op.equals("t") || op.equals("m")) {
      return Optional.empty();
    }
    JsonNode row = change.path(deleted ? "before" : "after");
    if (!row.isObject()) {
      throw new RefusalException(
          "no-row",
          deleted
              ? "A deletion has no row before it: let the table log whole rows (REPLICA IDENTITY"
                  + " FULL)."
              : "The change has no row after it.");
    }
    // Of a row that was there before, some connectors know no time, and write 0.
    boolean known = change.path("source").path("ts_ms").asLong() > 0;
    return Optional.of(
        new TableChange(
            row, deleted, op.equals("r"), Times.at(change, known ? "source.ts_ms" : "ts_ms")));
  }
}
