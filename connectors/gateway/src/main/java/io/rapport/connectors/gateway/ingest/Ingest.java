package io.rapport.connectors.gateway.ingest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.DeadLetter;
import io.rapport.avro.SiteRules;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.GatewayMetrics;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.WireProducer;
import io.rapport.connectors.kafka.registry.RefusedSchemaException;
import io.rapport.connectors.sources.contract.FieldError;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends events to their topics. An answer says accepted only when the broker has acknowledged all
 * of them.
 */
public final class Ingest implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Ingest.class);
  private static final long MAX_BLOCK_MILLIS = 5_000;

  private final IngestSettings settings;
  private final WireProducer producer;
  private final GatewayMetrics metrics;
  private final Semaphore room;
  private final Thread preparation = new Thread(this::prepare, "gateway-contracts");
  private volatile String notReady = "the contracts are not confirmed by the registry yet";

  public Ingest(KafkaSettings kafka, IngestSettings settings, GatewayMetrics metrics) {
    this.settings = settings;
    this.metrics = metrics;
    this.room = new Semaphore(settings.inFlight());
    long ack = settings.ackTimeout().toMillis();
    this.producer =
        new WireProducer(
            kafka,
            Map.of(
                "delivery.timeout.ms",
                Long.toString(ack),
                "request.timeout.ms",
                Long.toString(Math.max(1, (ack - kafka.linger().toMillis()) / 2)),
                "max.block.ms",
                Long.toString(Math.min(ack, MAX_BLOCK_MILLIS))));
  }

  public void start() {
    preparation.setDaemon(true);
    preparation.start();
  }

  private void prepare() {
    try {
      for (EventType type : EventType.values()) {
        producer.prepare(type.contract());
      }
      producer.prepare(SiteRules.class);
      producer.prepare(DeadLetter.class);
      notReady = null;
    } catch (InterruptException e) {
      // Closing.
    } catch (RefusedSchemaException e) {
      LOG.error("The registry refuses a contract", e);
      notReady = "the registry refuses a contract: " + e.getMessage();
    }
  }

  /** Why events cannot be taken yet; null once they can. */
  public String notReady() {
    return notReady;
  }

  /** Events waiting for the broker now. */
  public int inFlight() {
    return settings.inFlight() - room.availablePermits();
  }

  /**
   * An event that was sent.
   *
   * @param place null when the broker gave up on it
   * @param failure null when the broker has acknowledged it
   */
  public record Sent(SpecificRecord event, RecordMetadata place, Throwable failure) {}

  /**
   * Sends events of one type.
   *
   * @return completes when the broker has acknowledged all of them or given up on one; may wait for
   *     the broker's metadata
   */
  public CompletableFuture<Answer> send(EventType type, List<SpecificRecord> events)
      throws ProblemException {
    return sendEach(events).thenApply(sent -> answer(type, sent));
  }

  /**
   * Sends events of any type.
   *
   * @return completes when the broker has acknowledged or given up on each; may wait for the
   *     broker's metadata
   */
  public CompletableFuture<List<Sent>> sendEach(List<SpecificRecord> events)
      throws ProblemException {
    if (notReady != null) {
      throw new ProblemException(Problem.unavailable("Not ready: " + notReady + "."));
    }
    if (!room.tryAcquire(events.size())) {
      throw new ProblemException(
          Problem.unavailable("Too many events wait for the broker; send these again."));
    }
    List<CompletableFuture<Sent>> outcomes = new ArrayList<>(events.size());
    for (SpecificRecord event : events) {
      outcomes.add(
          sendOne(event).handle((place, failure) -> new Sent(event, place, cause(failure))));
    }
    return CompletableFuture.allOf(outcomes.toArray(CompletableFuture<?>[]::new))
        .thenApply(done -> outcomes.stream().map(CompletableFuture::join).toList());
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  /**
   * Sends one record.
   *
   * @param done the answer when the broker has acknowledged it
   */
  public CompletableFuture<Answer> put(SpecificRecord record, Answer done) throws ProblemException {
    if (notReady != null) {
      throw new ProblemException(Problem.unavailable("Not ready: " + notReady + "."));
    }
    if (!room.tryAcquire()) {
      throw new ProblemException(Problem.unavailable("Too many events wait for the broker."));
    }
    return sendOne(record)
        .handle(
            (metadata, failure) ->
                failure == null
                    ? done
                    : Problem.unavailable("The broker did not acknowledge it in time.").answer());
  }

  private CompletableFuture<RecordMetadata> sendOne(SpecificRecord event) {
    CompletableFuture<RecordMetadata> outcome;
    try {
      outcome = producer.sendAndAwait(event);
    } catch (RuntimeException e) {
      outcome = CompletableFuture.failedFuture(e);
    }
    return outcome.whenComplete((metadata, failure) -> room.release());
  }

  private Answer answer(EventType type, List<Sent> sent) {
    ArrayNode taken = Json.array();
    List<FieldError> lost = new ArrayList<>();
    for (int i = 0; i < sent.size(); i++) {
      if (sent.get(i).failure() == null) {
        taken.add(place(sent.get(i)));
      } else {
        lost.add(new FieldError("[" + i + "]", "an acknowledgement", "none"));
      }
    }
    metrics.events(type.path(), "accepted", taken.size());
    metrics.events(type.path(), "failed", lost.size());
    if (lost.isEmpty()) {
      ObjectNode body = Json.object().put("accepted", taken.size());
      body.set("events", taken);
      return Answer.json(202, body);
    }
    return notTaken(sent, lost).answer();
  }

  /** The problem of events that the broker did not take. */
  static Problem notTaken(List<Sent> sent, List<FieldError> lost) {
    Throwable reason =
        sent.stream().map(Sent::failure).filter(Objects::nonNull).findFirst().orElseThrow();
    LOG.warn("{} events were not taken: {}", lost.size(), reason.getClass().getSimpleName());
    if (reason instanceof RecordTooLargeException) {
      return Problem.of(413, "Event too large", "An event is larger than the broker allows.");
    }
    return new Problem(
        503,
        "Not acknowledged",
        "The broker did not acknowledge %d of %d events in time; send the request again with the same event ids: duplicates are dropped."
            .formatted(lost.size(), sent.size()),
        lost.subList(0, Math.min(20, lost.size())),
        1);
  }

  /** The place of an event that the broker has acknowledged. */
  static ObjectNode place(Sent sent) {
    SpecificRecord event = sent.event();
    return Json.object()
        .put("id", event.get(event.getSchema().getField("eventId").pos()).toString())
        .put("topic", sent.place().topic())
        .put("partition", sent.place().partition())
        .put("offset", sent.place().offset());
  }

  /** Waits for events in flight. */
  @Override
  public void close() {
    preparation.interrupt();
    try {
      preparation.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    producer.close();
  }
}
