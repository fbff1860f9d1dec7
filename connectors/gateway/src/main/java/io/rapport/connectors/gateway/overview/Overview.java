package io.rapport.connectors.gateway.overview;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;
import io.rapport.avro.DeadLetter;
import io.rapport.avro.ItemNeighbours;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.Purchase;
import io.rapport.avro.QualityReport;
import io.rapport.avro.Recommendation;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.TriagedTicket;
import io.rapport.connectors.gateway.http.Json;
import io.rapport.connectors.gateway.memory.GatewayMemory;
import io.rapport.connectors.gateway.memory.MemorySettings;
import io.rapport.connectors.gateway.memory.SegmentHistory;
import io.rapport.connectors.gateway.memory.TopicRate;
import io.rapport.connectors.gateway.streams.Channel;
import io.rapport.connectors.gateway.streams.StreamMessage;
import io.rapport.connectors.kafka.KafkaSettings;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The overview of the engine, made and streamed once a second. */
public final class Overview implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Overview.class);
  private static final long ENGINE_SECONDS = 5;
  private static final double MILLIS_A_SECOND = 1000.0;

  private final GatewayMemory memory;
  private final MemorySettings settings;
  private final Optional<String> grafana;
  private final Map<String, TopicRate> counts;
  private final KafkaSettings kafka;
  private final Channel channel;
  private final EngineStatus.Probe probe;
  private final Clock clock;
  private final ScheduledExecutorService ticks =
      Executors.newScheduledThreadPool(
          2,
          work -> {
            Thread thread = new Thread(work, "gateway-overview");
            thread.setDaemon(true);
            return thread;
          });
  private volatile EngineStatus engine = EngineStatus.UNKNOWN;
  private volatile boolean engineAnswers;
  private final Deque<ObjectNode> recent = new ArrayDeque<>();
  private long noted;

  public Overview(
      GatewayMemory memory,
      MemorySettings settings,
      Optional<String> grafana,
      KafkaSettings kafka,
      Map<String, TopicRate> counts,
      Channel channel,
      EngineStatus.Probe probe,
      Clock clock) {
    this.memory = memory;
    this.settings = settings;
    this.grafana = grafana;
    this.kafka = kafka;
    this.counts = counts;
    this.channel = channel;
    this.probe = probe;
    this.clock = clock;
  }

  public void start() {
    var everySecond = ticks.scheduleAtFixedRate(this::tick, 0, 1, TimeUnit.SECONDS);
    var everyFive =
        ticks.scheduleWithFixedDelay(this::askEngine, 0, ENGINE_SECONDS, TimeUnit.SECONDS);
    if (everySecond.isCancelled() || everyFive.isCancelled()) {
      throw new IllegalStateException("closed already");
    }
  }

  private void tick() {
    try {
      long now = clock.millis();
      counts.values().forEach(count -> count.sample(now));
      memory.latencies().roll();
      if (now - noted >= settings.historyInterval().toMillis()) {
        noted = now;
        memory.segmentHistory().add(new SegmentHistory.Note(now, sizes()));
      }
      ObjectNode overview = json();
      synchronized (recent) {
        recent.addLast(overview);
        if (recent.size() > settings.overviewLength()) {
          recent.removeFirst();
        }
      }
      String json = overview.toString();
      channel.publish(
          new StreamMessage(
              0, TimeUnit.MILLISECONDS.toSeconds(now), null, json.length(), () -> json));
    } catch (RuntimeException e) {
      // An exception would end the ticking for good.
      LOG.error("The overview could not be made", e);
    }
  }

  private Map<String, Map<Integer, Integer>> sizes() {
    Map<String, Map<Integer, Integer>> sizes = new TreeMap<>();
    memory.sites().forEach(site -> sizes.put(site, memory.customers().sizes(site)));
    return sizes;
  }

  private void askEngine() {
    try {
      engine = probe.ask();
      engineAnswers = !engine.equals(EngineStatus.UNKNOWN);
    } catch (RuntimeException e) {
      engineAnswers = false;
      LOG.debug("No answer from the processing cluster: {}", e.getMessage());
    }
  }

  /** The present overview. */
  public ObjectNode json() {
    ObjectNode body = Json.object().put("time", Json.time(clock.millis()));
    add(body.putObject("streams"), inputs());
    add(body.putObject("products"), products());
    ObjectNode known = body.putObject("known");
    known(known.putObject("customers"), memory.customers().bySite(), memory.customers().evicted());
    known(known.putObject("tickets"), memory.tickets().bySite(), memory.tickets().evicted());
    Histogram latency = memory.latencies().recent();
    boolean measured = latency.getTotalCount() > 0;
    body.putObject("latency")
        .put("p50Ms", measured ? latency.getValueAtPercentile(50) : null)
        .put("p99Ms", measured ? latency.getValueAtPercentile(99) : null)
        .put("count", latency.getTotalCount());
    EngineStatus now = engine;
    ObjectNode lateness = body.putObject("lateness");
    lateness.put("lateEvents", sum(now.lateEvents()));
    now.lateEvents().forEach(lateness.putObject("byFeed")::put);
    checkpoint(body.putObject("checkpoint"), now.checkpoint());
    restarts(body.putArray("restarts"), now.restarts());
    body.putObject("links")
        .put("flink", now.dashboard().orElse(null))
        .put("grafana", grafana.orElse(null))
        .put("docs", "/docs/");
    return body;
  }

  /** The overviews of the last seconds, oldest first. */
  public ArrayNode history() {
    synchronized (recent) {
      return recent.stream().collect(Json.toArray());
    }
  }

  /** Of the sites listed alone: overviews are kept and streamed, and sites have no other bound. */
  private void known(ObjectNode json, Map<String, Integer> counts, long evicted) {
    json.put("total", counts.values().stream().mapToInt(Integer::intValue).sum());
    ObjectNode bySite = json.putObject("bySite");
    memory.sites().forEach(site -> bySite.put(site, counts.getOrDefault(site, 0)));
    json.put("complete", evicted == 0);
  }

  private static Long sum(Map<String, Long> late) {
    return late.isEmpty() ? null : late.values().stream().mapToLong(Long::longValue).sum();
  }

  private void checkpoint(ObjectNode json, Optional<EngineStatus.Checkpoint> checkpoint) {
    json.put("status", !engineAnswers ? "unknown" : checkpoint.isPresent() ? "completed" : "none");
    json.put(
        "ageSeconds",
        checkpoint
            .map(c -> Math.max(0, clock.millis() - c.completedAt()) / MILLIS_A_SECOND)
            .orElse(null));
    json.put("durationMs", checkpoint.map(EngineStatus.Checkpoint::durationMillis).orElse(null));
    json.put("bytes", checkpoint.map(EngineStatus.Checkpoint::bytes).orElse(null));
    json.put("failed", checkpoint.map(EngineStatus.Checkpoint::failed).orElse(null));
  }

  private static void restarts(ArrayNode json, List<EngineStatus.Restart> restarts) {
    restarts.forEach(
        restart ->
            json.addObject()
                .put("process", restart.process())
                .put("endedAt", Json.time(restart.endedAt()))
                .put("outageMs", restart.outageMillis())
                .put("reason", restart.reason()));
  }

  private void add(ObjectNode json, Map<String, Class<? extends SpecificRecord>> types) {
    types.forEach(
        (name, type) -> {
          TopicRate count = counts.get(kafka.topic(type).name());
          json.putObject(name)
              .put("total", count.total())
              .put("perSecond", Math.round(count.perSecond() * 10) / 10.0);
        });
  }

  private static Map<String, Class<? extends SpecificRecord>> inputs() {
    Map<String, Class<? extends SpecificRecord>> types = new LinkedHashMap<>();
    types.put("clicks", Click.class);
    types.put("purchases", Purchase.class);
    types.put("supportEvents", SupportEvent.class);
    types.put("catalogue", CatalogueItem.class);
    types.put("privacyRequests", PrivacyRequest.class);
    return types;
  }

  private static Map<String, Class<? extends SpecificRecord>> products() {
    Map<String, Class<? extends SpecificRecord>> types = new LinkedHashMap<>();
    types.put("recommendations", Recommendation.class);
    types.put("tickets", TriagedTicket.class);
    types.put("profiles", CustomerProfile.class);
    types.put("segments", CustomerSegment.class);
    types.put("neighbours", ItemNeighbours.class);
    types.put("quality", QualityReport.class);
    types.put("deadLetters", DeadLetter.class);
    return types;
  }

  @Override
  public void close() {
    ticks.shutdownNow();
  }
}
