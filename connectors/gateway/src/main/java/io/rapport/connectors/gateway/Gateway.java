package io.rapport.connectors.gateway;

import io.rapport.connectors.gateway.access.Door;
import io.rapport.connectors.gateway.access.Key;
import io.rapport.connectors.gateway.access.Keys;
import io.rapport.connectors.gateway.audit.AuditEntry;
import io.rapport.connectors.gateway.audit.AuditLog;
import io.rapport.connectors.gateway.feeds.Feeds;
import io.rapport.connectors.gateway.feeds.TopicReader;
import io.rapport.connectors.gateway.http.Gatekeeper;
import io.rapport.connectors.gateway.http.GatewayMetrics;
import io.rapport.connectors.gateway.http.HttpServer;
import io.rapport.connectors.gateway.http.HttpSettings;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.http.Router;
import io.rapport.connectors.gateway.ingest.Ingest;
import io.rapport.connectors.gateway.memory.GatewayMemory;
import io.rapport.connectors.gateway.overview.EngineStatus;
import io.rapport.connectors.gateway.overview.Overview;
import io.rapport.connectors.gateway.routes.Api;
import io.rapport.connectors.gateway.streams.Channel;
import io.rapport.connectors.gateway.streams.StreamRoutes;
import io.rapport.connectors.kafka.KafkaSettings;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running gateway. It answers as soon as it is started, and reports that it is not ready until
 * its memory is rebuilt from the topics.
 *
 * <pre>
 * try (Gateway gateway = Gateway.start(settings, kafka, EngineStatus.Probe.NONE)) {
 *   gateway.url();
 * }
 * </pre>
 */
public final class Gateway implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

  private static final List<String> PRODUCTS =
      List.of(
          "recommendations",
          "triaged-tickets",
          "customer-profiles",
          "customer-segments",
          "quality-reports",
          "dead-letters",
          "overview");

  private final GatewaySettings settings;
  private final GatewayMemory memory;
  private final GatewayMetrics metrics = new GatewayMetrics();
  private final Map<String, Channel> channels = new TreeMap<>();
  private final TopicReader reader;
  private final Ingest ingest;
  private final Overview overview;
  private final StreamRoutes streams;
  private final Door door;
  private final AuditLog audit;
  private final Api api;
  private final Router router;
  private final HttpServer server;

  private Gateway(GatewaySettings settings, KafkaSettings kafka, EngineStatus.Probe engine) {
    Clock clock = Clock.systemUTC();
    this.settings = settings;
    this.door = new Door(settings.access(), clock);
    requireSafe(settings, door);
    this.audit = new AuditLog(settings.audit());
    this.memory = new GatewayMemory(settings.memory());
    PRODUCTS.forEach(name -> channels.put(name, new Channel(name, settings.streams().replay())));
    this.reader =
        new TopicReader(
            kafka, settings.memory(), new Feeds(kafka, memory, channels, this::isRebuilt, clock));
    this.ingest = new Ingest(kafka, settings.ingest(), metrics);
    this.overview =
        new Overview(
            memory,
            settings.memory(),
            settings.http().grafana(),
            kafka,
            reader.counts(),
            channels.get("overview"),
            engine,
            clock);
    this.streams = new StreamRoutes(settings.streams(), channels);
    this.api =
        new Api(
            memory,
            kafka,
            settings.http(),
            settings.ingest(),
            settings.sources(),
            settings.memory(),
            ingest,
            door,
            metrics);
    List<Route> routes = new ArrayList<>(api.routes(overview, this::notReady));
    routes.addAll(streams.routes());
    routes.add(Api.document(routes));
    this.router =
        new Router(
            settings.http(),
            routes,
            reader::notReady,
            new Gatekeeper(door, settings.http().trustedProxies(), metrics),
            audit,
            metrics);
    this.server = new HttpServer(settings.http(), router, this::mayCall);
    door.ring().onChange(this::noteKeys);
    register();
  }

  /**
   * Checks what {@link #start} would refuse, without starting anything.
   *
   * @throws IllegalArgumentException when the file of keys is broken, or named and not there, or
   *     anybody else could reach a gateway that asks nobody
   */
  public static void check(GatewaySettings settings) {
    try (Door door = new Door(settings.access(), Clock.systemUTC())) {
      requireSafe(settings, door);
    }
  }

  /**
   * @throws IllegalArgumentException when a gateway that asks nobody was meant to have keys, or
   *     could be reached by anybody else
   */
  private static void requireSafe(GatewaySettings settings, Door door) {
    if (!door.isOpen() || settings.access().insecure()) {
      return;
    }
    if (settings.access().keysNamed()) {
      throw new IllegalArgumentException(
          ("The file of keys %s is not there, and the gateway would ask nobody for a key. Restore it"
                  + " from a copy, or make it with rapport keys create --role admin --site '*'"
                  + " --file %s. To let everybody in until it is made, set %s=true (--insecure).")
              .formatted(
                  settings.access().keys().orElseThrow(),
                  settings.access().keys().orElseThrow(),
                  GatewayOptions.INSECURE.key()));
    }
    String bind = settings.http().bind();
    boolean proxied = settings.http().trustedProxies() > 0;
    if (proxied || !HttpSettings.isLoopback(bind)) {
      throw new IllegalArgumentException(
          ("Others could reach a gateway %s, and it would ask nobody for a key. Make one with"
                  + " rapport keys create --role admin --site '*' --file FILE and set %s to the"
                  + " file, or set %s for tokens of an identity provider. Behind something that"
                  + " keeps strangers out, set %s=true (--insecure).")
              .formatted(
                  proxied
                      ? "behind the proxies of " + GatewayOptions.TRUSTED_PROXIES.key()
                      : "on " + bind,
                  GatewayOptions.KEYS_FILE.key(),
                  GatewayOptions.JWKS_URL.key(),
                  GatewayOptions.INSECURE.key()));
    }
  }

  /** Whether pages of another origin may call. */
  private boolean mayCall(String origin) {
    List<String> origins = settings.http().corsOrigins();
    return origins.contains("*") || origins.contains(origin) || door.hasOrigin(origin);
  }

  /** Notes keys that were made or revoked. */
  private void noteKeys(Keys before, Keys after) {
    for (Key key : after.all()) {
      Optional<Key> known = before.byId(key.id());
      if (known.isEmpty()) {
        noteKey("createKey", key);
      } else if (known.get().revoked().isEmpty() && key.revoked().isPresent()) {
        noteKey("revokeKey", key);
      }
    }
    before.all().stream()
        .filter(key -> after.byId(key.id()).isEmpty())
        .forEach(key -> noteKey("deleteKey", key));
  }

  private void noteKey(String action, Key key) {
    audit.add(
        new AuditEntry(
            Instant.now(), "file", key.role().word(), null, action, null, key.id(), "done"));
  }

  /** Whether nobody is asked for a key. */
  public boolean isOpen() {
    return door.isOpen();
  }

  private boolean isRebuilt() {
    return reader.notReady() == null;
  }

  /**
   * Starts a gateway.
   *
   * @param engine asked every few seconds for the state of the processing cluster
   * @throws IllegalStateException when the address or port cannot be listened on
   */
  public static Gateway start(
      GatewaySettings settings, KafkaSettings kafka, EngineStatus.Probe engine) {
    Gateway gateway = new Gateway(settings, kafka, engine);
    try {
      gateway.server.start();
    } catch (RuntimeException e) {
      gateway.ingest.close();
      gateway.overview.close();
      gateway.door.close();
      throw new IllegalStateException(
          "Cannot listen on %s port %d: %s. Choose another with rapport.gateway.port (0 takes any free one)."
              .formatted(
                  settings.http().bind(),
                  settings.http().port(),
                  e.getCause() == null ? e.getMessage() : e.getCause().getMessage()),
          e);
    }
    gateway.audit.start();
    gateway.door.start(() -> gateway.streams.endUnless(gateway.door::isLive));
    gateway.reader.start();
    gateway.ingest.start();
    gateway.overview.start();
    LOG.info(
        "The gateway listens on {} and {}",
        gateway.url(),
        gateway.isOpen() ? "asks nobody for a key" : "asks for a key");
    return gateway;
  }

  /** The address of the console, which is also the root of every route. */
  public String url() {
    String host = settings.http().bind();
    return "http://"
        + (host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host)
        + ":"
        + server.port();
  }

  /** Why the gateway cannot do its work yet; empty when it can. */
  public Optional<String> notReady() {
    return Optional.ofNullable(reader.notReady() != null ? reader.notReady() : ingest.notReady());
  }

  private void register() {
    metrics.gauge(
        "ready",
        "1 when memory is rebuilt and events can be taken, else 0.",
        () -> notReady().isEmpty() ? 1 : 0);
    metrics.gauge("requests_under_way", "Requests being worked on.", router::underWay);
    metrics.gauge("events_in_flight", "Events that wait for the broker.", ingest::inFlight);
    metrics.gauge("streams_open", "Event streams open.", streams::open);
    metrics.gauge("keys", "Keys neither revoked nor expired.", door.ring()::live);
    metrics.gauge(
        "keys_usable",
        "0 while the file of keys is broken or gone, else 1.",
        () -> door.ring().problem().isEmpty() ? 1 : 0);
    metrics.gauge("open", "1 while nobody is asked for a key.", () -> isOpen() ? 1 : 0);
    metrics.gauge("sessions", "Logins of the console.", door::sessions);
    metrics.gauge("verifications", "JSON Web Tokens being verified.", door::verifying);
    metrics.counters(
        "audit_entries_total", "Entries of the audit record.", "outcome", audit::counts);
    metrics.gauge("rate_clients", "Clients whose rate is remembered.", api::rateClients);
    metrics.gauges("memory_bytes", "Estimated bytes of memory.", "store", this::stores);
    metrics.gauges("memory_entries", "Entries in memory.", "store", this::entries);
    metrics.counters(
        "memory_evicted_total",
        "Entries evicted, or refused by a full catalogue.",
        "store",
        this::evicted);
    metrics.counters(
        "records_total",
        "Records read, by topic.",
        "topic",
        () -> byTopic(topic -> (double) reader.counts().get(topic).total()));
    metrics.counters(
        "unreadable_records_total",
        "Records that could not be read or used, by topic.",
        "topic",
        () -> byTopic(topic -> (double) reader.unreadable().get(topic).sum()));
  }

  private Map<String, Double> byTopic(Function<String, Double> value) {
    Map<String, Double> values = new TreeMap<>();
    reader.counts().keySet().forEach(topic -> values.put(topic, value.apply(topic)));
    return values;
  }

  private Map<String, Double> stores() {
    return Map.of(
        "recommendations", (double) memory.recommendations().bytes(),
        "rendered", (double) api.renderedBytes(),
        "catalogue", (double) memory.catalogue().bytes(),
        "neighbours", (double) memory.neighbours().bytes(),
        "tickets", (double) memory.tickets().bytes(),
        "customers", (double) memory.customers().bytes(),
        "identities", (double) memory.identities().bytes(),
        "timelines", (double) memory.timelines().bytes(),
        "erasures", (double) memory.erasures().bytes(),
        "dead-letters", (double) memory.deadLetters().bytes());
  }

  private Map<String, Double> entries() {
    return Map.of(
        "recommendations", (double) memory.recommendations().size(),
        "catalogue", (double) memory.catalogue().size(),
        "neighbours", (double) memory.neighbours().size(),
        "tickets", (double) memory.tickets().size(),
        "customers", (double) memory.customers().size(),
        "identities", (double) memory.identities().size(),
        "timelines", (double) memory.timelines().size(),
        "erasures", (double) memory.erasures().size(),
        "dead-letters", (double) memory.deadLetters().size());
  }

  private Map<String, Double> evicted() {
    return Map.of(
        "catalogue", (double) memory.catalogue().refused(),
        "tickets", (double) memory.tickets().evicted(),
        "customers", (double) memory.customers().evicted(),
        "identities", (double) memory.identities().evicted(),
        "erasures", (double) memory.erasures().evicted(),
        "dead-letters", (double) memory.deadLetters().evicted());
  }

  /**
   * Ends streams, refuses new requests, waits for those under way, then disconnects from broker and
   * registry.
   */
  @Override
  public void close() {
    streams.close();
    if (!server.drain()) {
      LOG.warn("Requests were still under way when the time to stop was over");
    }
    server.close();
    door.close();
    overview.close();
    ingest.close();
    reader.close();
    audit.close();
  }
}
