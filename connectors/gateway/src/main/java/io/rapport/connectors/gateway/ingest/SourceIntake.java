package io.rapport.connectors.gateway.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.DeadLetter;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.GatewayMetrics;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.kafka.DeadLetters;
import io.rapport.connectors.sources.adapter.Outcome;
import io.rapport.connectors.sources.adapter.Reception;
import io.rapport.connectors.sources.adapter.Refusal;
import io.rapport.connectors.sources.adapter.SourceAdapter;
import io.rapport.connectors.sources.adapter.SourceReader;
import io.rapport.connectors.sources.contract.ContractReader;
import io.rapport.connectors.sources.contract.FieldError;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/**
 * Takes records of foreign sources: each is accepted, ignored or refused by itself, and the answer
 * accounts for all of them.
 */
public final class SourceIntake {

  private static final int BAD_REQUEST = 400;
  private static final int ACCEPTED = 202;
  private static final int MOST_ERRORS = 20;

  /** The stage that dead letters name for records whose refusal nobody reads. */
  private static final String STAGE = "source";

  private final SourceReader reader = new SourceReader(new ContractReader());
  private final Ingest ingest;
  private final GatewayMetrics metrics;
  private final Clock clock;

  public SourceIntake(Ingest ingest, GatewayMetrics metrics, Clock clock) {
    this.ingest = ingest;
    this.metrics = metrics;
    this.clock = clock;
  }

  /** A record that was refused, and its place. */
  private record Refused(int index, Refusal refusal) {}

  /** The records of one request, read. */
  public static final class Read {
    private final SourceAdapter adapter;
    private final List<SpecificRecord> events = new ArrayList<>();
    private final List<SpecificRecord> letters = new ArrayList<>();
    private final List<Refused> refused = new ArrayList<>();
    private int accepted;
    private int ignored;

    private Read(SourceAdapter adapter) {
      this.adapter = adapter;
    }

    /** The events that the records gave. */
    public List<SpecificRecord> events() {
      return events;
    }
  }

  /**
   * Reads records.
   *
   * @param headers what was said beside them
   */
  public Read read(
      SourceAdapter adapter, List<JsonNode> records, String site, Map<String, String> headers) {
    Read read = new Read(adapter);
    for (int i = 0; i < records.size(); i++) {
      Reception reception =
          new Reception(
              site,
              clock.instant().truncatedTo(ChronoUnit.MILLIS),
              UUID.randomUUID().toString(),
              headers);
      Outcome outcome = reader.read(adapter, records.get(i), reception);
      if (outcome.refusal().isPresent()) {
        read.refused.add(new Refused(i, outcome.refusal().get()));
      } else if (outcome.isIgnored()) {
        read.ignored++;
      } else {
        read.accepted++;
        read.events.addAll(outcome.events());
      }
    }
    return read;
  }

  /** A payload that was refused as a whole, read as far as it could be. */
  public Read refused(SourceAdapter adapter, Refusal refusal) {
    Read read = new Read(adapter);
    read.refused.add(new Refused(0, refusal));
    return read;
  }

  /**
   * Keeps what was refused as a dead letter, because nobody reads the answer. The sender gets
   * status 202 for it, and does not send it again.
   *
   * @param origin unique to the payload
   * @param topic that it was meant for
   */
  public void keep(Read read, byte[] payload, String origin, String topic) {
    for (Refused one : read.refused) {
      DeadLetter letter =
          DeadLetters.ofOutside(
              origin + ":" + one.index,
              topic,
              one.index,
              STAGE,
              one.refusal.reason(),
              one.refusal.detail(),
              payload,
              clock.instant());
      read.letters.add(letter);
    }
  }

  /** Sends the events of the records, and answers for each record. */
  public CompletableFuture<Answer> send(Read read) throws ProblemException {
    String source = read.adapter.name();
    if (read.accepted + read.ignored == 0 && read.letters.isEmpty()) {
      metrics.records(source, "refused", read.refused.size());
      throw new ProblemException(allRefused(read));
    }
    List<SpecificRecord> all = new ArrayList<>(read.events);
    all.addAll(read.letters);
    return ingest.sendEach(all).thenApply(sent -> answer(read, sent));
  }

  private Answer answer(Read read, List<Ingest.Sent> sent) {
    String source = read.adapter.name();
    ArrayNode taken = Json.array();
    List<FieldError> lost = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      boolean letter = i >= read.events.size();
      boolean done = sent.get(i).failure() == null;
      if (!done) {
        lost.add(new FieldError("[" + i + "]", "an acknowledgement", "none"));
      } else if (!letter) {
        taken.add(Ingest.place(sent.get(i)));
      }
      if (!letter) {
        String type = EventType.of(sent.get(i).event().getClass()).path();
        metrics.events(type, done ? "accepted" : "failed", 1);
      }
    }
    metrics.records(source, "ignored", read.ignored);
    metrics.records(source, "refused", read.refused.size());
    if (!lost.isEmpty()) {
      metrics.records(source, "failed", read.accepted);
      return Ingest.notTaken(sent, lost).answer();
    }
    metrics.records(source, "accepted", read.accepted);
    ObjectNode body = Json.object().put("source", source);
    body.put("records", read.accepted + read.ignored + read.refused.size());
    body.put("accepted", read.accepted).put("ignored", read.ignored);
    body.set("refused", read.refused.stream().map(SourceIntake::json).collect(Json.toArray()));
    body.set("events", taken);
    return Answer.json(ACCEPTED, body);
  }

  private static ObjectNode json(Refused refused) {
    ObjectNode json =
        Json.object()
            .put("index", refused.index)
            .put("status", BAD_REQUEST)
            .put("title", refused.refusal.reason())
            .put("detail", refused.refusal.detail());
    ArrayNode errors = json.putArray("errors");
    for (FieldError error : refused.refusal.errors()) {
      errors
          .addObject()
          .put("field", error.field())
          .put("expected", error.expected())
          .put("got", error.got());
    }
    return json;
  }

  private static Problem allRefused(Read read) {
    boolean one = read.refused.size() == 1;
    List<FieldError> errors = new ArrayList<>();
    for (Refused refused : read.refused) {
      String place = one ? "" : "[" + refused.index + "]";
      List<FieldError> own = refused.refusal.errors();
      if (own.isEmpty() && !one) {
        errors.add(new FieldError(place, refused.refusal.detail(), refused.refusal.reason()));
      }
      for (FieldError error : own) {
        String field = one || error.field().isEmpty() ? error.field() : "." + error.field();
        errors.add(new FieldError(place + field, error.expected(), error.got()));
      }
    }
    Refusal first = read.refused.get(0).refusal;
    return new Problem(
        BAD_REQUEST,
        one ? first.reason() : "All records refused",
        first.detail(),
        List.copyOf(errors.subList(0, Math.min(MOST_ERRORS, errors.size()))),
        0);
  }
}
