package io.rapport.connectors.gateway;

import io.rapport.connectors.gateway.access.AccessSettings;
import io.rapport.connectors.gateway.access.JwtSettings;
import io.rapport.connectors.gateway.audit.AuditSettings;
import io.rapport.connectors.gateway.http.HttpSettings;
import io.rapport.connectors.gateway.ingest.IngestSettings;
import io.rapport.connectors.gateway.ingest.SourceSettings;
import io.rapport.connectors.gateway.memory.MemorySettings;
import io.rapport.connectors.gateway.streams.StreamSettings;
import io.rapport.connectors.sources.shop.ShopifySettings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;

/**
 * The gateway's settings, one record a concern. Defaults and meanings are in {@link
 * GatewayOptions}.
 */
public record GatewaySettings(
    HttpSettings http,
    AccessSettings access,
    AuditSettings audit,
    IngestSettings ingest,
    SourceSettings sources,
    MemorySettings memory,
    StreamSettings streams) {

  private static final int AUDIT_QUEUE = 20_000;
  private static final int TOKENS = 10_000;
  private static final List<String> ITEM_FIELDS = List.of("product_id", "variant_id", "sku");

  /**
   * Reads the options.
   *
   * @throws IllegalArgumentException naming the option whose value is out of range
   */
  public static GatewaySettings of(ReadableConfig options) {
    return new GatewaySettings(
        http(options),
        access(options),
        audit(options),
        ingest(options),
        sources(options),
        memory(options),
        streams(options));
  }

  /**
   * The same settings with a usual file of keys, unless one is named. It need not be there: without
   * it, nobody is asked for a key.
   */
  public GatewaySettings orKeys(Path usual) {
    return new GatewaySettings(http, access.orKeys(usual), audit, ingest, sources, memory, streams);
  }

  private static AccessSettings access(ReadableConfig options) {
    Duration lifetime = positive(options, GatewayOptions.VISITOR_LIFETIME);
    Duration most = positive(options, GatewayOptions.VISITOR_MAX_AGE);
    if (most.compareTo(lifetime) < 0) {
      throw new IllegalArgumentException(
          "%s is %s, but must not be shorter than %s, which is %s"
              .formatted(
                  GatewayOptions.VISITOR_MAX_AGE.key(),
                  most,
                  GatewayOptions.VISITOR_LIFETIME.key(),
                  lifetime));
    }
    Optional<Path> keys = given(options, GatewayOptions.KEYS_FILE).map(Path::of);
    return new AccessSettings(
        keys,
        keys.isPresent(),
        positive(options, GatewayOptions.KEYS_RELOAD),
        options.get(GatewayOptions.INSECURE),
        atLeast(1, options, GatewayOptions.SESSIONS),
        positive(options, GatewayOptions.SESSION_LIFETIME),
        lifetime,
        most,
        options.get(GatewayOptions.VISITOR_CLAIMS),
        atLeast(1, options, GatewayOptions.LOGIN_ATTEMPTS),
        atLeast(1, options, GatewayOptions.RATE_CLIENTS),
        atLeast(1, options, GatewayOptions.JWT_VERIFICATIONS),
        given(options, GatewayOptions.JWKS_URL).map(url -> jwt(url, options)));
  }

  private static JwtSettings jwt(String url, ReadableConfig options) {
    URI address = URI.create(url);
    boolean safe =
        "https".equals(address.getScheme())
            || ("http".equals(address.getScheme()) && HttpSettings.isLoopback(address.getHost()));
    if (!safe) {
      throw new IllegalArgumentException(
          GatewayOptions.JWKS_URL.key()
              + " must be an https address, or http on this host, not "
              + url
              + ": whoever can change the keys on their way can make tokens");
    }
    Duration refresh = positive(options, GatewayOptions.JWKS_REFRESH);
    Duration least = positive(options, GatewayOptions.JWKS_MIN_INTERVAL);
    if (least.compareTo(refresh) > 0) {
      throw new IllegalArgumentException(
          "%s is %s, but must not be longer than %s, which is %s"
              .formatted(
                  GatewayOptions.JWKS_MIN_INTERVAL.key(),
                  least,
                  GatewayOptions.JWKS_REFRESH.key(),
                  refresh));
    }
    return new JwtSettings(
        address,
        required(options, GatewayOptions.JWT_ISSUER),
        required(options, GatewayOptions.JWT_AUDIENCE),
        options.get(GatewayOptions.JWT_ROLES),
        options.get(GatewayOptions.JWT_SITES),
        refresh,
        least,
        positive(options, GatewayOptions.JWKS_OUTAGE),
        positive(options, GatewayOptions.JWKS_TIMEOUT),
        TOKENS);
  }

  private static AuditSettings audit(ReadableConfig options) {
    return new AuditSettings(
        given(options, GatewayOptions.AUDIT_FILE).map(Path::of),
        options.get(GatewayOptions.AUDIT_SIZE).getBytes(),
        atLeast(1, options, GatewayOptions.AUDIT_FILES),
        AUDIT_QUEUE,
        positive(options, GatewayOptions.AUDIT_REPEAT));
  }

  private static Optional<String> given(ReadableConfig options, ConfigOption<String> option) {
    return Optional.of(options.get(option)).filter(text -> !text.isBlank());
  }

  private static String required(ReadableConfig options, ConfigOption<String> option) {
    return given(options, option)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    option.key() + " is needed beside " + GatewayOptions.JWKS_URL.key()));
  }

  private static HttpSettings http(ReadableConfig options) {
    return new HttpSettings(
        options.get(GatewayOptions.BIND),
        atLeast(0, options, GatewayOptions.PORT),
        List.copyOf(options.get(GatewayOptions.CORS_ORIGINS)),
        atLeast(0, options, GatewayOptions.TRUSTED_PROXIES),
        atLeast(1, options, GatewayOptions.CONNECTIONS),
        atLeast(1, options, GatewayOptions.IO_THREADS),
        atLeast(1, options, GatewayOptions.WORKER_THREADS),
        atLeast(1, options, GatewayOptions.REQUESTS),
        Math.toIntExact(options.get(GatewayOptions.MAX_BODY).getBytes()),
        positive(options, GatewayOptions.BODY_TIMEOUT),
        positive(options, GatewayOptions.HEADER_TIMEOUT),
        positive(options, GatewayOptions.IDLE_TIMEOUT),
        writeTimeout(options),
        positive(options, GatewayOptions.SHUTDOWN_TIMEOUT),
        given(options, GatewayOptions.GRAFANA_URL));
  }

  private static IngestSettings ingest(ReadableConfig options) {
    return new IngestSettings(
        atLeast(1, options, GatewayOptions.MAX_BATCH),
        atLeast(1, options, GatewayOptions.RATE),
        atLeast(1, options, GatewayOptions.BURST),
        atLeast(1, options, GatewayOptions.RATE_CLIENTS),
        atLeast(1, options, GatewayOptions.IN_FLIGHT),
        positive(options, GatewayOptions.ACK_TIMEOUT),
        atLeast(4, options, GatewayOptions.MAX_DEPTH));
  }

  private static SourceSettings sources(ReadableConfig options) {
    String item = options.get(GatewayOptions.SHOPIFY_ITEM);
    if (!ITEM_FIELDS.contains(item)) {
      throw new IllegalArgumentException(
          "%s must be one of %s, not %s"
              .formatted(GatewayOptions.SHOPIFY_ITEM.key(), String.join(", ", ITEM_FIELDS), item));
    }
    return new SourceSettings(
        given(options, GatewayOptions.SHOPIFY_SECRETS).map(Path::of),
        new ShopifySettings(item, options.get(GatewayOptions.SHOPIFY_VISITOR)),
        options.get(GatewayOptions.MAIL_AGENTS).stream()
            .map(address -> address.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toUnmodifiableSet()),
        given(options, GatewayOptions.MAIL_SECRETS).map(Path::of),
        positive(options, GatewayOptions.MAIL_WINDOW),
        atLeast(1, options, GatewayOptions.MAIL_TOKENS));
  }

  private static MemorySettings memory(ReadableConfig options) {
    return new MemorySettings(
        options.get(GatewayOptions.RECOMMENDATIONS_SIZE).getBytes(),
        options.get(GatewayOptions.RENDERED_SIZE).getBytes(),
        positive(options, GatewayOptions.RENDERED_EXPIRY),
        options.get(GatewayOptions.CATALOGUE_SIZE).getBytes(),
        options.get(GatewayOptions.NEIGHBOURS_SIZE).getBytes(),
        atLeast(1, options, GatewayOptions.POPULAR_ITEMS),
        options.get(GatewayOptions.TICKETS_SIZE).getBytes(),
        options.get(GatewayOptions.CUSTOMERS_SIZE).getBytes(),
        options.get(GatewayOptions.IDENTITIES_SIZE).getBytes(),
        options.get(GatewayOptions.TIMELINES_SIZE).getBytes(),
        atLeast(1, options, GatewayOptions.TIMELINE_EVENTS),
        options.get(GatewayOptions.DEAD_LETTERS_SIZE).getBytes(),
        atLeast(1, options, GatewayOptions.QUALITY_REPORTS),
        atLeast(1, options, GatewayOptions.SITES),
        positive(options, GatewayOptions.BACKLOG_TIME),
        atLeast(1, options, GatewayOptions.BACKLOG_RECORDS),
        positive(options, GatewayOptions.HISTORY_INTERVAL),
        atLeast(1, options, GatewayOptions.HISTORY_LENGTH),
        atLeast(1, options, GatewayOptions.OVERVIEW_LENGTH),
        options.get(GatewayOptions.STEP_DECAY));
  }

  private static StreamSettings streams(ReadableConfig options) {
    return new StreamSettings(
        atLeast(1, options, GatewayOptions.STREAMS),
        atLeast(1, options, GatewayOptions.STREAM_RATE),
        atLeast(1, options, GatewayOptions.STREAM_PENDING),
        options.get(GatewayOptions.STREAM_REPLAY).getBytes(),
        positive(options, GatewayOptions.HEARTBEAT));
  }

  private static int atLeast(int least, ReadableConfig options, ConfigOption<Integer> option) {
    int value = options.get(option);
    if (value < least) {
      throw new IllegalArgumentException(
          option.key() + " must be at least " + least + ", not " + value);
    }
    return value;
  }

  /**
   * Checks the write timeout: the server closes a connection it has not written to for so long, so
   * the timeout must exceed everything a healthy connection may wait for.
   */
  private static Duration writeTimeout(ReadableConfig options) {
    Duration value = options.get(GatewayOptions.WRITE_TIMEOUT);
    Duration rest =
        options
            .get(GatewayOptions.IDLE_TIMEOUT)
            .plus(options.get(GatewayOptions.HEADER_TIMEOUT))
            .plus(options.get(GatewayOptions.BODY_TIMEOUT))
            .plus(options.get(GatewayOptions.ACK_TIMEOUT));
    if (value.compareTo(rest) <= 0 || value.compareTo(options.get(GatewayOptions.HEARTBEAT)) <= 0) {
      throw new IllegalArgumentException(
          ("%s is %s, but must be longer than rapport.gateway.heartbeat, and than idle-timeout,"
                  + " header-timeout, body-timeout and ack-timeout together, which is %s")
              .formatted(GatewayOptions.WRITE_TIMEOUT.key(), value, rest));
    }
    return value;
  }

  private static Duration positive(ReadableConfig options, ConfigOption<Duration> option) {
    Duration value = options.get(option);
    if (value.toMillis() <= 0) {
      throw new IllegalArgumentException(option.key() + " must be above 0, not " + value);
    }
    return value;
  }
}
