package io.rapport.connectors.sources.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.connectors.sources.contract.ContractReader;
import io.rapport.connectors.sources.contract.FieldError;
import io.rapport.connectors.sources.contract.JsonIds;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes events of foreign records: asks an adapter for drafts, brings their identifiers into the
 * standard form, fills in what is missing, and checks them against their contracts. A record gives
 * all of its events or none. For any number of threads.
 */
public final class SourceReader {

  private static final Logger LOG = LoggerFactory.getLogger(SourceReader.class);

  private final ContractReader contracts;

  public SourceReader(ContractReader contracts) {
    this.contracts = contracts;
  }

  /** Reads one record. */
  public Outcome read(SourceAdapter adapter, JsonNode record, Reception reception) {
    if (!record.isObject()) {
      return Outcome.refused(
          new Refusal("not-a-record", "A record should be a JSON object.", List.of()));
    }
    try {
      return check(adapter.adapt(record, reception), reception);
    } catch (RefusalException e) {
      return Outcome.refused(e.refusal());
    } catch (ArithmeticException | IllegalArgumentException | IllegalStateException e) {
      // One record must not cost the others of its batch; the message may quote it.
      LOG.warn("A record of {} cannot be read", adapter.name(), e);
      return Outcome.refused(
          new Refusal("unreadable", "A value of the record is beyond all bounds.", List.of()));
    }
  }

  /** Makes events of drafts, as {@link #read} does. */
  public Outcome check(List<Draft> drafts, Reception reception) {
    List<SpecificRecord> events = new ArrayList<>(drafts.size());
    Map<String, Integer> ids = new HashMap<>();
    for (Draft draft : drafts) {
      ObjectNode fields = draft.fields();
      JsonIds.standardise(fields);
      fillIn(fields, reception);
      String id = fields.get("eventId").asText();
      int times = ids.merge(id, 1, Integer::sum);
      if (times > 1) {
        fields.put("eventId", id + "-" + times);
      }
      ContractReader.Result result = contracts.read(draft.contract(), fields, "");
      if (!result.errors().isEmpty()) {
        return Outcome.refused(refusal(draft, result.errors()));
      }
      events.add(result.record());
    }
    return Outcome.of(events);
  }

  private static void fillIn(ObjectNode fields, Reception reception) {
    if (!fields.hasNonNull("eventId")) {
      fields.put("eventId", reception.id());
    }
    if (!fields.hasNonNull("eventTime")) {
      fields.put("eventTime", reception.receivedAt().toEpochMilli());
    }
    if (!fields.hasNonNull("site")) {
      fields.put("site", reception.site());
    }
  }

  private static Refusal refusal(Draft draft, List<FieldError> errors) {
    FieldError first = errors.get(0);
    return new Refusal(
        "contract",
        "The record makes no %s: %s should be %s, but is %s."
            .formatted(
                draft.contract().getSimpleName(),
                first.field().isEmpty() ? "it" : first.field(),
                first.expected(),
                first.got().equals("nothing") ? "missing" : "something else"),
        errors);
  }
}
