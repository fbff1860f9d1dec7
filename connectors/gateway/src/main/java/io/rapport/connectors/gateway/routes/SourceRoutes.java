package io.rapport.connectors.gateway.routes;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.Purchase;
import io.rapport.connectors.gateway.access.Access;
import io.rapport.connectors.gateway.access.Door;
import io.rapport.connectors.gateway.access.MailSignatures;
import io.rapport.connectors.gateway.access.WebhookSecrets;
import io.rapport.connectors.gateway.http.Answer;
import io.rapport.connectors.gateway.http.GatewayMetrics;
import io.rapport.connectors.gateway.http.Problem;
import io.rapport.connectors.gateway.http.ProblemException;
import io.rapport.connectors.gateway.http.Request;
import io.rapport.connectors.gateway.http.Route;
import io.rapport.connectors.gateway.ingest.EventParser;
import io.rapport.connectors.gateway.ingest.IngestSettings;
import io.rapport.connectors.gateway.ingest.SourceIntake;
import io.rapport.connectors.gateway.ingest.SourceSettings;
import io.rapport.connectors.gateway.rate.RateLimiter;
import io.rapport.connectors.kafka.Topic;
import io.rapport.connectors.sources.Sources;
import io.rapport.connectors.sources.adapter.Payload;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.adapter.SourceAdapter;
import io.rapport.connectors.sources.contract.StrictJson;
import io.rapport.connectors.sources.shop.ShopifyAdapter;
import io.rapport.connectors.sources.signature.WebhookSignature;
import io.rapport.connectors.sources.web.SegmentAdapter;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.avro.specific.SpecificRecord;

/** The routes {@code POST /sources/…}, which take what other systems send as it is. */
final class SourceRoutes {

  private static final String RECEIPT = "SourceReceipt";
  private static final HttpString SIGNATURE = new HttpString("X-Shopify-Hmac-SHA256");
  private static final HttpString SHOP = new HttpString("X-Shopify-Shop-Domain");
  private static final HttpString WEBHOOK = new HttpString("X-Shopify-Webhook-Id");
  private static final HttpString TOPIC = new HttpString("X-Shopify-Topic");
  private static final String RFC822 = "message/rfc822";

  private final Sources sources;
  private final EventParser parser;
  private final StrictJson json;
  private final SourceIntake intake;
  private final RateLimiter limiter;
  private final Door door;
  private final Optional<WebhookSecrets> secrets;
  private final Optional<MailSignatures> signatures;
  private final GatewayMetrics metrics;
  private final int trustedProxies;

  /**
   * @throws IllegalArgumentException when the file of webhooks' secrets cannot be used
   */
  SourceRoutes(
      SourceSettings settings,
      IngestSettings limits,
      EventParser parser,
      SourceIntake intake,
      RateLimiter limiter,
      Door door,
      GatewayMetrics metrics,
      int trustedProxies,
      Clock clock) {
    this.sources = new Sources(settings.shopify(), settings.mailAgents());
    this.secrets = settings.shopifySecrets().map(WebhookSecrets::new);
    this.signatures =
        settings
            .mailSecrets()
            .map(WebhookSecrets::new)
            .map(
                mail ->
                    new MailSignatures(mail, settings.mailWindow(), settings.mailTokens(), clock));
    signatures.ifPresent(
        mail ->
            metrics.gauge(
                "mail_tokens", "Tokens of signed e-mails that are remembered.", mail::tokens));
    this.json = new StrictJson(limits.maxDepth());
    this.parser = parser;
    this.intake = intake;
    this.limiter = limiter;
    this.door = door;
    this.metrics = metrics;
    this.trustedProxies = trustedProxies;
  }

  List<Route> routes() {
    return List.of(
        post("segment/v1/{call}", "sendSegment", "Send calls of Segment's tracking API.")
            .takes("SegmentCall")
            .basic()
            .byAsync(
                request ->
                    take("segment", request, Map.of(SegmentAdapter.TYPE, request.path("call")))),
        post("ga4/mp/collect", "sendGa4", "Send events of Google Analytics 4.")
            .query("measurement_id", "string", "Not used.")
            .query("api_secret", "string", "Not used: a key in the header Authorization is.")
            .takes("Ga4Events")
            .byAsync(request -> take("ga4", request, Map.of())),
        source("newsletter", "Send webhooks of a newsletter system.", Access.SEND)
            .takes("NewsletterWebhook")
            .byAsync(request -> take("newsletter", request, Map.of())),
        source(
                "mail",
                "Send an e-mail, or the JSON or form of a service for incoming mail.",
                Access.SEND_SUPPORT)
            .takes("Mail")
            .takes(RFC822, "MailMessage")
            .takes(Payload.URL_ENCODED, "MailForm")
            .takes(Payload.MULTIPART, "MailForm")
            .basic()
            .byAsync(this::mail),
        source("mentions", "Send mentions in social media.", Access.SEND_SUPPORT)
            .takes("Mention")
            .byAsync(request -> take("mentions", request, Map.of())),
        shopify());
  }

  private static Route post(String path, String name, String summary) {
    return route(path, name, summary, Access.SEND).site();
  }

  private static Route source(String name, String summary, Access access) {
    String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    return route(name, "send" + capital, summary, access).site();
  }

  private static Route route(String path, String name, String summary, Access access) {
    return Route.post(
            "/sources/" + path,
            name,
            summary + " Each record is taken, ignored or refused by itself.",
            access)
        .answers(202, RECEIPT)
        .apart();
  }

  private Route shopify() {
    return route("shopify", "sendShopify", "Webhooks of a shop at Shopify.", Access.SIGNED)
        .header("X-Shopify-Hmac-SHA256", "The signature of the body.")
        .header("X-Shopify-Shop-Domain", "The shop, whose secret signs.")
        .header("X-Shopify-Topic", "The kind of webhook.")
        .header("X-Shopify-Webhook-Id", "The id of the webhook.")
        .takes("ShopifyWebhook")
        .audited()
        .byAsync(this::webhook);
  }

  private CompletableFuture<Answer> take(
      String source, Request request, Map<String, String> headers) throws ProblemException {
    SourceAdapter adapter = sources.named(source).orElseThrow();
    EventRoutes.requireJson(request);
    Payload payload = payload(request);
    String site = request.site(() -> EventRoutes.USUAL_SITE);
    try {
      List<JsonNode> records = adapter.split(payload);
      requireRate(request, records.size());
      return intake.send(intake.read(adapter, records, site, headers));
    } catch (RefusalException e) {
      return intake.send(intake.refused(adapter, e.refusal()));
    }
  }

  /** Takes an e-mail; a form has to be signed where there are secrets for it. */
  private CompletableFuture<Answer> mail(Request request) throws ProblemException {
    SourceAdapter adapter = sources.named("mail").orElseThrow();
    Payload payload = payload(request);
    if (!payload.is(RFC822) && !payload.isForm()) {
      EventRoutes.requireJson(request);
    }
    try {
      List<JsonNode> records = adapter.split(payload);
      requireRate(request, records.size());
      String site;
      if (payload.isForm() && signatures.isPresent()) {
        MailSignatures.Check check = signatures.get().check(records.get(0));
        if (check.problem() != null) {
          throw unsigned(check.problem());
        }
        site = signed(request, check.site());
      } else {
        site = request.site(() -> EventRoutes.USUAL_SITE);
      }
      return intake.send(intake.read(adapter, records, site, Map.of()));
    } catch (RefusalException e) {
      return intake.send(intake.refused(adapter, e.refusal()));
    }
  }

  /** The site whose secret has signed; the request may name no other one. */
  private static String signed(Request request, String site) throws ProblemException {
    Optional<String> named = request.query("site");
    if (named.isPresent() && !named.get().equals(site)) {
      throw new ProblemException(
          Problem.of(
              403,
              "Another site",
              "The e-mail is signed for the site %s: name that one, or none.".formatted(site)));
    }
    return request.allowed(site);
  }

  private Payload payload(Request request) {
    return new Payload(request.body(), request.header(Headers.CONTENT_TYPE).orElse(""), json);
  }

  private void requireRate(Request request, int records) throws ProblemException {
    parser.requireSize(records);
    long wait =
        Math.max(
            limiter.take(request.network(trustedProxies), records),
            door.takeAll(request.caller(), records));
    if (wait > 0) {
      throw new ProblemException(Problem.tooMany("This client or its key exceeds its rate", wait));
    }
  }

  /** Takes a webhook, whose sender reads no answer: what is refused becomes a dead letter. */
  private CompletableFuture<Answer> webhook(Request request) throws ProblemException {
    SourceAdapter adapter = sources.named("shopify").orElseThrow();
    requireRate(request, 1); // Before the signature, which costs a look at the whole body.
    String site = signer(request);
    Map<String, String> headers = new HashMap<>();
    request.header(TOPIC).ifPresent(topic -> headers.put(ShopifyAdapter.TOPIC, topic));
    request.header(WEBHOOK).ifPresent(id -> headers.put(ShopifyAdapter.WEBHOOK_ID, id));
    SourceIntake.Read read;
    try {
      EventRoutes.requireJson(request);
      List<JsonNode> records = adapter.split(payload(request));
      read = intake.read(adapter, records, site, headers);
    } catch (RefusalException e) {
      read = intake.refused(adapter, e.refusal());
    }
    noteErasures(request, site, read.events());
    String origin = "shopify:" + request.header(WEBHOOK).orElse(UUID.randomUUID().toString());
    intake.keep(read, request.body(), origin, Topic.of(Purchase.class).name());
    return intake.send(read);
  }

  private String signer(Request request) throws ProblemException {
    if (secrets.isEmpty()) {
      throw unsigned(
          "No secrets are set up: name a file with them in"
              + " rapport.gateway.shopify.secrets-file.");
    }
    return secrets
        .get()
        .site(
            request.header(SHOP).orElse(""),
            secret ->
                WebhookSignature.matches(
                    secret, request.body(), request.header(SIGNATURE).orElse("")))
        .orElseThrow(
            () ->
                unsigned(
                    "The signature is missing, or not that of this body with the secret of this"
                        + " shop."));
  }

  private ProblemException unsigned(String detail) {
    metrics.refused("signature");
    return new ProblemException(Problem.of(401, "Not signed", detail));
  }

  private static void noteErasures(Request request, String site, List<SpecificRecord> events) {
    for (SpecificRecord event : events) {
      if (event instanceof PrivacyRequest erasure) {
        request.about(site, erasure.getCustomerId());
      }
    }
  }
}
