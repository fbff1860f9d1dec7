package io.rapport.cli.importing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.Purchase;
import io.rapport.cli.importing.FileRecords.Line;
import io.rapport.connectors.sources.adapter.Draft;
import io.rapport.connectors.sources.adapter.Reception;
import io.rapport.core.hash.Hash64;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows next to each other that are the lines of one order, at most {@value #MOST}. The order was
 * placed at the earliest time that a row tells, and its version is as new as the newest.
 *
 * <p>Its event id is made of all that the order says, and of no row: the same rows give the same
 * event wherever they come from, and with one row more it is another version of the order.
 */
final class OrderRows {

  /** The most rows of one order. */
  static final int MOST = 1_000;

  private final Draft order;
  private final Reception reception;
  private final long first;
  private final List<Line> untold = new ArrayList<>();
  private int rows = 1;

  /**
   * @param order of the first row; changed as rows are added
   */
  OrderRows(Draft order, Reception reception, Line line) {
    this.order = order;
    this.reception = reception;
    this.first = line.number();
    untold.add(line);
  }

  /** Whether a draft has the lines of a numbered order, which other rows may go on with. */
  static boolean isPart(Draft draft) {
    return draft.contract().equals(Purchase.class)
        && draft.fields().path("lines").isArray()
        && draft.fields().hasNonNull("orderId");
  }

  /** Whether a draft is of the same order. */
  boolean include(Draft draft) {
    return isPart(draft) && same(draft, "orderId") && same(draft, "kind") && same(draft, "site");
  }

  private boolean same(Draft draft, String field) {
    return draft.fields().path(field).equals(order.fields().path(field));
  }

  /**
   * Adds a row of the same order.
   *
   * @return whether there was room for it
   */
  boolean add(Draft draft, Line line) {
    untold.add(line);
    rows++;
    if (isTooLong()) {
      lines(order).removeAll(); // It is refused, and needs no room.
      return false;
    }
    lines(order).addAll(lines(draft));
    earliest(draft);
    newest(draft);
    return true;
  }

  private static ArrayNode lines(Draft draft) {
    return (ArrayNode) draft.fields().get("lines");
  }

  private void earliest(Draft draft) {
    long time = draft.fields().path("eventTime").asLong(Long.MAX_VALUE);
    if (time < order.fields().path("eventTime").asLong(Long.MAX_VALUE)) {
      order.fields().put("eventTime", time);
    }
  }

  private void newest(Draft draft) {
    long time = draft.fields().path("versionTime").asLong(Long.MIN_VALUE);
    if (time > order.fields().path("versionTime").asLong(Long.MIN_VALUE)) {
      order.fields().put("versionTime", time);
    }
  }

  /** Whether the order has more rows than are read. */
  boolean isTooLong() {
    return rows > MOST;
  }

  /** The order as it is so far. */
  Draft draft(String source) {
    ObjectNode fields = order.fields().deepCopy();
    fields.remove("eventId");
    String id = Long.toHexString(Hash64.of(fields.toString()));
    fields.put("eventId", source + "-" + fields.get("orderId").asText() + "-" + id);
    return new Draft(order.contract(), fields);
  }

  Reception reception() {
    return reception;
  }

  /** The number of the first row. */
  long first() {
    return first;
  }

  /** The rows that nobody has told of yet, which counts as telling of them. */
  List<Line> tell() {
    List<Line> lines = List.copyOf(untold);
    untold.clear();
    return lines;
  }
}
