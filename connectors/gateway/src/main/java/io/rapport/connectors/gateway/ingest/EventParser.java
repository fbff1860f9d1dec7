package io.rapport.connectors.gateway.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.SiteRules;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.sources.contract.ContractReader;
import io.rapport.connectors.sources.contract.FieldError;
import io.rapport.connectors.sources.contract.JsonIds;
import io.rapport.connectors.sources.contract.StrictJson;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Parses bodies into records: JSON that is valid by the contract's schema, one event or an array of
 * them, all or none. For any number of threads.
 */
public final class EventParser {

  private static final int MAX_ERRORS = ContractReader.MAX_ERRORS;

  private final IngestSettings settings;
  private final StrictJson reader;
  private final ContractReader contracts = new ContractReader();

  public EventParser(IngestSettings settings) {
    this.settings = settings;
    this.reader = new StrictJson(settings.maxDepth());
  }

  public static Schema avro(EventType type) {
    return ContractReader.avro(type.contract());
  }

  /**
   * Reads a body.
   *
   * @param site the site of events that name none
   * @throws ProblemException that names each field that is wrong, up to {@value #MAX_ERRORS}
   */
  public List<SpecificRecord> parse(EventType type, byte[] body, String site)
      throws ProblemException {
    JsonNode json = json(body);
    JsonIds.standardise(json);
    if (avro(type).getField("site") != null) {
      (json.isArray() ? json : List.of(json)).forEach(event -> setSite(event, site));
    }
    if (!json.isArray()) {
      return records(type, List.of(json), false);
    }
    requireSize(json.size());
    return records(type, StreamSupport.stream(json.spliterator(), false).toList(), true);
  }

  /** Requires a batch of a size that is allowed. */
  public void requireSize(int events) throws ProblemException {
    if (events == 0 || events > settings.maxBatch()) {
      throw new ProblemException(
          Problem.of(
              events == 0 ? 400 : 413,
              "Wrong batch size",
              "A batch has 1 to %d events, not %d.".formatted(settings.maxBatch(), events)));
    }
  }

  private static void setSite(JsonNode event, String site) {
    if (event instanceof ObjectNode object && !object.has("site")) {
      object.put("site", site);
    }
  }

  /** Reads JSON that is an object or an array, with any content. */
  public JsonNode json(byte[] body) throws ProblemException {
    try {
      return reader.read(body);
    } catch (StrictJson.NotJsonException e) {
      throw new ProblemException(Problem.of(400, e.title(), e.getMessage()));
    }
  }

  /**
   * Reads a site's rules.
   *
   * @throws ProblemException that names each field that is wrong
   */
  public SiteRules rules(byte[] body, String site, Instant now) throws ProblemException {
    ContractReader.Result result = contracts.read(SiteRules.class, json(body), "");
    List<FieldError> errors = new ArrayList<>(result.errors());
    if (result.record() instanceof SiteRules read) {
      read.setSite(site);
      read.setEventTime(now);
      errors.addAll(RuleChecks.of(read));
      if (errors.isEmpty()) {
        return read;
      }
    }
    throw new ProblemException(
        new Problem(
            400,
            "Invalid rules",
            "The rules do not match their contract; nothing was changed.",
            List.copyOf(errors.subList(0, Math.min(MAX_ERRORS, errors.size()))),
            0));
  }

  private List<SpecificRecord> records(EventType type, List<JsonNode> events, boolean batch)
      throws ProblemException {
    List<SpecificRecord> records = new ArrayList<>(events.size());
    List<FieldError> errors = new ArrayList<>();
    for (int i = 0; i < events.size() && errors.size() < MAX_ERRORS; i++) {
      String place = batch ? "[" + i + "]" : "";
      ContractReader.Result result = contracts.read(type.contract(), events.get(i), place);
      errors.addAll(result.errors());
      records.add(result.record());
    }
    if (!errors.isEmpty()) {
      throw new ProblemException(
          new Problem(
              400,
              "Invalid event",
              errors.get(0).field().isEmpty()
                  ? "The event does not match its contract; nothing was taken."
                  : "The field "
                      + errors.get(0).field()
                      + " does not match its contract; nothing was taken.",
              List.copyOf(errors.subList(0, Math.min(MAX_ERRORS, errors.size()))),
              0));
    }
    return records;
  }
}
