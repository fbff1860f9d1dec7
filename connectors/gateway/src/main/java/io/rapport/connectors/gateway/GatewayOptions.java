package io.rapport.connectors.gateway;

import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ConfigOptions;
import org.apache.flink.configuration.MemorySize;

/** The options {@code rapport.gateway.*}. */
public final class GatewayOptions {

  public static final ConfigOption<String> BIND =
      text(
          "bind",
          "127.0.0.1",
          "Address to listen on. Another than this host's own needs keys or an identity provider, as"
              + " do trusted-proxies.");

  public static final ConfigOption<Boolean> INSECURE =
      ConfigOptions.key("rapport.gateway.insecure")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Lets everybody in where there are no keys, also on an address that others reach, behind"
                  + " a proxy or without the file that keys.file names: for networks where"
                  + " something else keeps strangers out.");

  public static final ConfigOption<String> KEYS_FILE =
      text(
          "keys.file",
          "",
          "File of keys, made by rapport keys. Every request then needs a key. A file named here has"
              + " to be there when the gateway starts.");

  public static final ConfigOption<Duration> KEYS_RELOAD =
      time(
          "keys.reload",
          Duration.ofSeconds(2),
          "Interval of looking whether the file of keys has changed.");

  public static final ConfigOption<Integer> LOGIN_ATTEMPTS =
      number(
          "login.attempts",
          20,
          "Wrong keys that one client address, or IPv6 network of 64 bits, may send at once; a tenth"
              + " of it is given back a minute. Further ones get status 429.");

  public static final ConfigOption<Duration> SESSION_LIFETIME =
      time(
          "session.lifetime",
          Duration.ofHours(12),
          "Time after which a login of the console ends.");

  public static final ConfigOption<Integer> SESSIONS =
      number("session.number", 1000, "Logins of the console; the least used end first.");

  public static final ConfigOption<Duration> VISITOR_LIFETIME =
      time(
          "visitor.lifetime",
          Duration.ofDays(90),
          "Time after which a visitor's token ends. The snippet renews it once a day, so it should"
              + " be longer than that.");

  public static final ConfigOption<Duration> VISITOR_MAX_AGE =
      time(
          "visitor.max-age",
          Duration.ofDays(400),
          "Time after its first issue beyond which a visitor's token is not renewed. Its page then"
              + " begins with a new visitor, unless the shop's server vouches for the old one. At"
              + " least visitor.lifetime.");

  public static final ConfigOption<Boolean> VISITOR_CLAIMS =
      ConfigOptions.key("rapport.gateway.visitor.claims")
          .booleanType()
          .defaultValue(true)
          .withDescription(
              "Whether a page may say that its visitor is a customer: events of browser keys with a"
                  + " customerId. false leaves that to the shop's server, with an ingest key.");

  public static final ConfigOption<String> JWKS_URL =
      text(
          "jwt.jwks-url",
          "",
          "Address of an identity provider's public keys. Its JSON Web Tokens are then taken in"
              + " place of keys. https, or http on this host.");

  public static final ConfigOption<String> JWT_ISSUER =
      text("jwt.issuer", "", "Issuer that a JSON Web Token has to name.");

  public static final ConfigOption<String> JWT_AUDIENCE =
      text("jwt.audience", "", "Audience that a JSON Web Token has to name.");

  public static final ConfigOption<String> JWT_ROLES =
      text(
          "jwt.roles-claim",
          "roles",
          "Claim with the roles: ingest, read, desk or admin. Dots lead into objects, as in"
              + " realm_access.roles.");

  public static final ConfigOption<String> JWT_SITES =
      text(
          "jwt.sites-claim",
          "sites",
          "Claim with the sites; * for all. Without it there are none.");

  public static final ConfigOption<Duration> JWKS_REFRESH =
      time("jwt.refresh", Duration.ofMinutes(5), "Time after which the public keys are read anew.");

  public static final ConfigOption<Duration> JWKS_MIN_INTERVAL =
      time(
          "jwt.min-interval",
          Duration.ofSeconds(30),
          "Shortest time between two readings of the public keys, also for tokens that name an"
              + " unknown one. At most jwt.refresh.");

  public static final ConfigOption<Duration> JWKS_OUTAGE =
      time(
          "jwt.outage",
          Duration.ofHours(1),
          "Time that known public keys are used on while the identity provider does not answer;"
              + " then requests get status 503.");

  public static final ConfigOption<Duration> JWKS_TIMEOUT =
      time("jwt.timeout", Duration.ofSeconds(3), "Time the identity provider gets to answer.");

  public static final ConfigOption<Integer> JWT_VERIFICATIONS =
      number(
          "jwt.verifications",
          4,
          "JSON Web Tokens verified at once; further ones get status 503. Fewer than worker-threads,"
              + " because a verification may wait for the identity provider.");

  public static final ConfigOption<String> AUDIT_FILE =
      text(
          "audit.file",
          "",
          "File of the audit record: who read or erased whom, a JSON object a line. Reads and failed"
              + " logins go to a file of their own beside it.");

  public static final ConfigOption<MemorySize> AUDIT_SIZE =
      size("audit.size", "10mb", "Size at which a new file of the audit record is begun.");

  public static final ConfigOption<Integer> AUDIT_FILES =
      number("audit.files", 10, "Files of the audit record kept, the present one included.");

  public static final ConfigOption<Duration> AUDIT_REPEAT =
      time(
          "audit.repeat",
          Duration.ofMinutes(10),
          "Time within which the same read by the same caller is recorded once.");

  public static final ConfigOption<Integer> PORT =
      number("port", 8090, "Port to listen on; 0 for any free one.");

  public static final ConfigOption<List<String>> CORS_ORIGINS =
      ConfigOptions.key("rapport.gateway.cors-origins")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Origins whose pages may call the gateway, such as https://shop.example; * for any."
                  + " Default: its own, and those of browser keys.");

  public static final ConfigOption<Integer> TRUSTED_PROXIES =
      number(
          "trusted-proxies",
          0,
          "Reverse proxies in front, each of which appends to X-Forwarded-For; the client is the"
              + " address so many places from its end. 0 ignores the header. With proxies, a gateway"
              + " needs keys or an identity provider.");

  public static final ConfigOption<Integer> CONNECTIONS =
      number("connections", 2000, "Open connections; further ones wait in the system's backlog.");

  public static final ConfigOption<Integer> IO_THREADS =
      number("io-threads", 2, "Threads that read and write connections.");

  public static final ConfigOption<Integer> WORKER_THREADS =
      number("worker-threads", 8, "Threads for requests that may block or take longer.");

  public static final ConfigOption<Integer> REQUESTS =
      number(
          "requests",
          512,
          "Requests worked on at once, not counting streams; further ones get status 503.");

  public static final ConfigOption<MemorySize> MAX_BODY =
      size("max-body", "1mb", "Largest request body; a larger one gets status 413.");

  public static final ConfigOption<Duration> BODY_TIMEOUT =
      time("body-timeout", Duration.ofSeconds(10), "Time a request body may take to arrive whole.");

  public static final ConfigOption<Duration> HEADER_TIMEOUT =
      time(
          "header-timeout",
          Duration.ofSeconds(10),
          "Time the header of a request may take to arrive.");

  public static final ConfigOption<Duration> IDLE_TIMEOUT =
      time("idle-timeout", Duration.ofMinutes(1), "Time a connection may rest between requests.");

  public static final ConfigOption<Duration> WRITE_TIMEOUT =
      time(
          "write-timeout",
          Duration.ofMinutes(2),
          "Time a client may leave an answer unread before its connection is closed. It must"
              + " exceed heartbeat, and the sum of idle, header, body and ack timeout.");

  public static final ConfigOption<Duration> SHUTDOWN_TIMEOUT =
      time(
          "shutdown-timeout",
          Duration.ofSeconds(10),
          "Time that requests under way get to end when the gateway stops.");

  public static final ConfigOption<String> GRAFANA_URL =
      text("grafana-url", "", "Address of Grafana, for the console's link.");

  public static final ConfigOption<Integer> MAX_BATCH =
      number("max-batch", 500, "Events in one request.");

  public static final ConfigOption<Integer> RATE =
      number(
          "rate",
          500,
          "Events a second that one client address, or IPv6 network of 64 bits, may send on average.");

  public static final ConfigOption<Integer> BURST =
      number(
          "burst",
          2000,
          "Events that one client address, or IPv6 network of 64 bits, may send at once.");

  public static final ConfigOption<Integer> RATE_CLIENTS =
      number("rate-clients", 10_000, "Client addresses whose rate is remembered.");

  public static final ConfigOption<Integer> IN_FLIGHT =
      number(
          "in-flight",
          20_000,
          "Events that may wait for the broker at once; further ones get status 503.");

  public static final ConfigOption<Duration> ACK_TIMEOUT =
      time(
          "ack-timeout",
          Duration.ofSeconds(20),
          "Time the broker gets to acknowledge an event before the request fails.");

  public static final ConfigOption<Integer> MAX_DEPTH =
      number("max-depth", 16, "Deepest nesting of a JSON body.");

  public static final ConfigOption<String> SHOPIFY_SECRETS =
      text(
          "shopify.secrets-file",
          "",
          "File with the secrets that Shopify signs webhooks with: a line a shop, of its domain,"
              + " the site of its events and the secret, with blanks between; two lines of one"
              + " shop while its secret is changed. Readable by its owner alone. Without it no"
              + " webhook is taken.");

  public static final ConfigOption<String> SHOPIFY_ITEM =
      text(
          "shopify.item",
          "product_id",
          "Field of an order's line that holds the item's id in catalogue and clicks: product_id,"
              + " variant_id or sku.");

  public static final ConfigOption<String> SHOPIFY_VISITOR =
      text(
          "shopify.visitor",
          "rapport_visitor",
          "Note attribute of an order that holds the visitor's id, which the shop's cart sets;"
              + " cart_token for the token of the cart itself.");

  public static final ConfigOption<List<String>> MAIL_AGENTS =
      ConfigOptions.key("rapport.gateway.mail.agents")
          .stringType()
          .asList()
          .defaultValues()
          .withDescription(
              "Addresses of the desk, such as help@shop.example, and its domains, such as"
                  + " @shop.example: e-mails from there are agents' messages.");

  public static final ConfigOption<String> MAIL_SECRETS =
      text(
          "mail.secrets-file",
          "",
          "File with the secrets that a service for incoming mail signs forms with: a line a"
              + " domain that mail is sent to, of the domain, the site of its events and the secret,"
              + " with blanks between. Readable by its owner alone. With it, a form without such a"
              + " signature is refused; without it, the sender's key is enough.");

  public static final ConfigOption<Duration> MAIL_WINDOW =
      time(
          "mail.replay-window",
          Duration.ofHours(12),
          "Age at which the signature of a form with an e-mail is no longer accepted. Longer than"
              + " the service repeats what was not answered, which is hours.");

  public static final ConfigOption<Integer> MAIL_TOKENS =
      number(
          "mail.tokens",
          20_000,
          "Tokens of signatures remembered, so that none comes with a second e-mail; of more, the"
              + " oldest are forgotten.");

  public static final ConfigOption<MemorySize> RECOMMENDATIONS_SIZE =
      size(
          "memory.recommendations",
          "64mb",
          "Latest recommendations kept; the least used are evicted.");

  public static final ConfigOption<MemorySize> RENDERED_SIZE =
      size("memory.rendered", "32mb", "Recommendation answers kept as JSON.");

  public static final ConfigOption<Duration> RENDERED_EXPIRY =
      time(
          "memory.rendered-expiry",
          Duration.ofSeconds(10),
          "Time after which a kept answer is made anew with the catalogue's newest prices; a new"
              + " recommendation replaces it at once.");

  public static final ConfigOption<MemorySize> CATALOGUE_SIZE =
      size("memory.catalogue", "64mb", "Catalogue kept; further items are refused and counted.");

  public static final ConfigOption<MemorySize> NEIGHBOURS_SIZE =
      size("memory.neighbours", "64mb", "Neighbour lists kept; the least used are evicted.");

  public static final ConfigOption<Integer> POPULAR_ITEMS =
      number(
          "memory.popular",
          200,
          "Most visited items kept for each site, for visitors not yet known.");

  public static final ConfigOption<MemorySize> TICKETS_SIZE =
      size("memory.tickets", "32mb", "Tickets kept; those unchanged for longest are evicted.");

  public static final ConfigOption<MemorySize> CUSTOMERS_SIZE =
      size(
          "memory.customers",
          "64mb",
          "Profiles and segments kept; those unchanged for longest are evicted.");

  public static final ConfigOption<MemorySize> IDENTITIES_SIZE =
      size(
          "memory.identities",
          "32mb",
          "Persons kept with their links and golden records; as much again of customer ids that are"
              + " part of one, and of pairs that wait for a decision. Those unchanged for longest"
              + " are evicted.");

  public static final ConfigOption<MemorySize> TIMELINES_SIZE =
      size("memory.timelines", "32mb", "Timelines kept; the least used are evicted.");

  public static final ConfigOption<Integer> TIMELINE_EVENTS =
      number("memory.timeline-events", 50, "Newest events kept of each customer or visitor.");

  public static final ConfigOption<MemorySize> DEAD_LETTERS_SIZE =
      size("memory.dead-letters", "8mb", "Dead letters listed, without their payload.");

  public static final ConfigOption<Integer> QUALITY_REPORTS =
      number("memory.quality-reports", 200, "Quality reports kept of each metric.");

  public static final ConfigOption<Integer> SITES = number("memory.sites", 64, "Sites listed.");

  public static final ConfigOption<Duration> BACKLOG_TIME =
      time(
          "backlog-time",
          Duration.ofHours(1),
          "How far back recommendations and clicks are read at the start.");

  public static final ConfigOption<Integer> BACKLOG_RECORDS =
      number(
          "backlog-records",
          50_000,
          "Records of each partition read at the start, for topics that are not compacted.");

  public static final ConfigOption<Duration> HISTORY_INTERVAL =
      time(
          "history-interval", Duration.ofSeconds(10), "Interval at which segment sizes are noted.");

  public static final ConfigOption<Integer> HISTORY_LENGTH =
      number("history-length", 720, "Notes of segment sizes kept.");

  public static final ConfigOption<Integer> OVERVIEW_LENGTH =
      number("overview-length", 300, "Overviews kept, one a second.");

  public static final ConfigOption<Double> STEP_DECAY =
      ConfigOptions.key("rapport.gateway.step-decay")
          .doubleType()
          .defaultValue(0.4)
          .withDescription(
              "For recommendations by items: weight of an item's neighbours relative to those of"
                  + " the next item.");

  public static final ConfigOption<Integer> STREAMS =
      number("streams", 100, "Event streams open at once; further ones get status 503.");

  public static final ConfigOption<Integer> STREAM_RATE =
      number(
          "stream-rate",
          20,
          "Events a second sent on one stream; others are skipped, and the reader gets their"
              + " number.");

  public static final ConfigOption<Integer> STREAM_PENDING =
      number("stream-pending", 64, "Events that may wait for a slow reader of a stream.");

  public static final ConfigOption<MemorySize> STREAM_REPLAY =
      size("stream-replay", "4mb", "Latest records kept of each product, to resume streams.");

  public static final ConfigOption<Duration> HEARTBEAT =
      time(
          "heartbeat",
          Duration.ofSeconds(10),
          "Interval of the comments that keep a stream's connection open.");

  private GatewayOptions() {}

  private static ConfigOption<String> text(String key, String value, String meaning) {
    return ConfigOptions.key("rapport.gateway." + key)
        .stringType()
        .defaultValue(value)
        .withDescription(meaning);
  }

  private static ConfigOption<Integer> number(String key, int value, String meaning) {
    return ConfigOptions.key("rapport.gateway." + key)
        .intType()
        .defaultValue(value)
        .withDescription(meaning);
  }

  private static ConfigOption<Duration> time(String key, Duration value, String meaning) {
    return ConfigOptions.key("rapport.gateway." + key)
        .durationType()
        .defaultValue(value)
        .withDescription(meaning);
  }

  private static ConfigOption<MemorySize> size(String key, String value, String meaning) {
    return ConfigOptions.key("rapport.gateway." + key)
        .memoryType()
        .defaultValue(MemorySize.parse(value))
        .withDescription(meaning);
  }
}
