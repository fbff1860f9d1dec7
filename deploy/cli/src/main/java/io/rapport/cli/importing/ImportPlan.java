package io.rapport.cli.importing;

import io.rapport.connectors.sources.adapter.Reception;
import io.rapport.connectors.sources.adapter.SourceAdapter;
import io.rapport.core.hash.Hash64;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;

/**
 * Records and what is to become of them.
 *
 * @param name of the file, or of the topic and its partition
 * @param json whether a record is JSON, which may hold several
 * @param adapter that they go through
 * @param contract that a refused record was most likely meant for
 * @param ordered whether records next to each other may be lines of one order
 * @param time of events that name none
 * @param limit most records to read
 */
record ImportPlan(
    String name,
    boolean json,
    SourceAdapter adapter,
    Class<? extends SpecificRecord> contract,
    boolean ordered,
    String site,
    Instant time,
    long limit) {

  /** The circumstances of a record: the same each time that it is imported. */
  Reception reception(long line, int place) {
    String mark = Long.toHexString(Hash64.of(name));
    return new Reception(
        site, time, "import-" + mark + "-" + line + (place == 0 ? "" : "-" + place), Map.of());
  }

  /** The same for a partition of a topic. */
  ImportPlan named(String other) {
    return new ImportPlan(other, json, adapter, contract, ordered, site, time, limit);
  }
}
