package io.rapport.connectors.gateway;

import static io.rapport.connectors.gateway.Harness.await;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.DeadLetter;
import io.rapport.avro.IdentityDecision;
import io.rapport.avro.IdentityDecisionKind;
import io.rapport.avro.IdentityReview;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.Purchase;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import io.rapport.avro.VisitorErasure;
import io.rapport.connectors.gateway.Harness.Reply;
import io.rapport.connectors.gateway.overview.EngineStatus;
import io.rapport.connectors.sources.signature.WebhookSignature;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every route, with a real client, against a real broker and registry. */
class GatewayIT {

  private static final String SHOP_SECRET = "hush";
  private static final String MAIL_SECRET = "quiet";

  @TempDir static Path dir;
  private static Harness harness;
  private static Gateway gateway;

  @BeforeAll
  static void start() throws Exception {
    harness = new Harness(dir);
    harness.send(
        Samples.item("shoe-1", "Red shoe", "shoes", "49.9"),
        Samples.item("shoe-2", "Blue shoe", "shoes/running", "100"),
        Samples.item("hat-1", "Straw hat", "hats", "19.95"),
        Samples.neighbours("shoe-1", 50, "shoe-2", "hat-1"),
        Samples.neighbours("shoe-2", 10, "shoe-1"),
        Samples.neighbours("hat-1", 90, "shoe-2"),
        Samples.recommendation("anna-cookie", "r1", "shoe-2", "hat-1", "ghost"),
        Samples.profile("anna"),
        Samples.segment("anna", 1),
        Samples.segment("bert", 2),
        Samples.segmentModel(),
        Samples.ticket("t1", "billing"),
        Samples.ticket("t2", "shipping"),
        Samples.quality(0.5, 1),
        Samples.quality(0.75, 2));
    Path secrets = Files.createFile(dir.resolve("shopify.secrets"));
    Files.setPosixFilePermissions(secrets, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(secrets, "# the test shop\nx.example default " + SHOP_SECRET + "\n");
    Path mail = Files.createFile(dir.resolve("mail.secrets"));
    Files.setPosixFilePermissions(mail, PosixFilePermissions.fromString("rw-------"));
    Files.writeString(mail, "mail.example default " + MAIL_SECRET + "\n");
    gateway =
        harness.gateway(
            "shopify.secrets-file", secrets.toString(),
            "mail.secrets-file", mail.toString(),
            "mail.agents", "@shop.example",
            "rate", "1000000",
            "burst", "1000000",
            "max-body", "64kb",
            "cors-origins", "https://shop.example",
            "memory.rendered-expiry", "1 ms");
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
    harness.close();
  }

  private static Reply get(String path, String... headers) {
    return harness.get(gateway, path, headers);
  }

  private static Reply post(String path, String body, String... headers) {
    return harness.post(gateway, path, body, headers);
  }

  private static List<String> texts(JsonNode list, String field) {
    return list.findValuesAsText(field);
  }

  @Test
  void anAcceptedEventIsInItsTopicWithWhatTheGatewayFilledIn() {
    Instant before = Instant.now().minusSeconds(5);
    Reply reply =
        post(
            "/events/clicks",
            "{\"visitorId\":\"v-accepted\",\"action\":\"VIEW\",\"itemId\":\"shoe-1\",\"price\":49.9,\"currency\":\"EUR\"}",
            "Content-Type",
            "application/json",
            "User-Agent",
            "test/1");
    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(202);
    assertThat(reply.json().get("accepted").asInt()).isEqualTo(1);
    String id = reply.json().at("/events/0/id").asText();
    Click click =
        harness.values(Click.class).stream()
            .filter(c -> c.getEventId().equals(id))
            .findFirst()
            .orElseThrow();
    assertThat(click.getVisitorId()).isEqualTo("v-accepted");
    assertThat(click.getAction()).isEqualTo(ClickAction.VIEW);
    assertThat(click.getPrice()).isEqualByComparingTo(new BigDecimal("49.9"));
    assertThat(click.getSite()).isEqualTo("default");
    assertThat(click.getUserAgent()).isEqualTo("test/1");
    assertThat(click.getEventTime()).isBetween(before, Instant.now());
  }

  @Test
  void everyTypeIsTaken() {
    String time = "\"eventTime\":\"2026-11-01T10:00:00+01:00\",";
    assertThat(
            post(
                    "/events/purchases",
                    "[{"
                        + time
                        + "\"orderId\":\"o1\",\"kind\":\"ORDER\",\"customerId\":\"anna\",\"currency\":\"EUR\",\"lines\":[{\"itemId\":\"shoe-1\",\"quantity\":2,\"unitPrice\":\"49.90\"}]}]")
                .status())
        .isEqualTo(202);
    assertThat(
            post(
                    "/events/support-events",
                    "{\"ticketId\":\"t-new\",\"kind\":\"OPENED\",\"subject\":\"Hello\",\"body\":\"Where is it?\"}")
                .status())
        .isEqualTo(202);
    assertThat(post("/events/catalogue", "{\"itemId\":\"new-1\",\"title\":\"New\"}").status())
        .isEqualTo(202);
    assertThat(
            post("/events/customer-records", "{\"customerId\":\"c1\",\"attributes\":{\"a\":\"b\"}}")
                .status())
        .isEqualTo(202);
    assertThat(
            post("/events/identity-links", "{\"visitorId\":\"v9\",\"customerId\":\"c9\"}").status())
        .isEqualTo(202);
    assertThat(
            post(
                    "/events/articles",
                    "{\"articleId\":\"a1\",\"title\":\"T\",\"body\":\"B\",\"intents\":[\"refund\"]}")
                .status())
        .isEqualTo(202);
    assertThat(
            post(
                    "/events/privacy-requests",
                    "{\"requestId\":\"p1\",\"kind\":\"OPT_OUT\",\"visitorId\":\"v9\"}")
                .status())
        .isEqualTo(202);
    Purchase purchase =
        harness.values(Purchase.class).stream()
            .filter(order -> order.getOrderId().equals("o1"))
            .findFirst()
            .orElseThrow();
    assertThat(purchase.getEventTime()).isEqualTo(Instant.parse("2026-11-01T09:00:00Z"));
    assertThat(purchase.getLines().get(0).getUnitPrice())
        .isEqualByComparingTo(new BigDecimal("49.9"));
    assertThat(harness.values(KnowledgeArticle.class).get(0).getIntents())
        .containsExactly("refund");
    assertThat(harness.values(PrivacyRequest.class)).isNotEmpty();
    await("the new item is listed", () -> get("/items/new-1").status() == 200);
  }

  @Test
  void aForeignRecordIsTakenIgnoredOrRefusedByItself() {
    double refusedBefore = metric("source_records_total{outcome=\"refused\",source=\"segment\"}");
    Reply reply =
        post(
            "/sources/segment/v1/batch",
            """
            {"sentAt":"2026-11-30T10:00:00Z","batch":[
              {"type":"track","messageId":"seg-1","anonymousId":"seg-visitor",
               "event":"Product Viewed","timestamp":"2026-11-30T10:00:00Z",
               "properties":{"product_id":"shoe-1","price":49.9,"currency":"EUR"}},
              {"type":"track","messageId":"seg-2","event":"Product Viewed",
               "properties":{"product_id":"shoe-1"}},
              {"type":"page","messageId":"seg-3","anonymousId":"seg-visitor","name":"Home"},
              {"type":"identify","messageId":"seg-4","anonymousId":"seg-visitor","userId":"seg-u",
               "traits":{"email":"seg@example.com"}}]}
            """);
    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(202);
    JsonNode receipt = reply.json();
    assertThat(receipt.get("records").asInt()).isEqualTo(4);
    assertThat(receipt.get("accepted").asInt()).isEqualTo(2);
    assertThat(receipt.get("ignored").asInt()).isEqualTo(1);
    assertThat(receipt.at("/refused/0/index").asInt()).isEqualTo(1);
    assertThat(receipt.at("/refused/0/title").asText()).isEqualTo("missing-identity");
    assertThat(receipt.get("refused")).hasSize(1);
    assertThat(texts(receipt.get("events"), "id")).containsExactly("seg-1", "seg-4", "seg-4-2");
    assertThat(harness.values(Click.class))
        .filteredOn(click -> click.getEventId().equals("seg-1"))
        .singleElement()
        .satisfies(click -> assertThat(click.getVisitorId()).isEqualTo("seg-visitor"));
    assertThat(harness.values(CustomerRecord.class))
        .extracting(CustomerRecord::getCustomerId)
        .contains("seg-u");
    assertThat(metric("source_records_total{outcome=\"refused\",source=\"segment\"}"))
        .isEqualTo(refusedBefore + 1);
  }

  @Test
  void aForeignRequestOfWhichNothingIsOfUseIsAProblem() {
    Reply one =
        post(
            "/sources/segment/v1/track",
            "{\"anonymousId\":\"undefined\",\"event\":\"Product Viewed\","
                + "\"properties\":{\"product_id\":\"a\"}}");
    assertThat(one.status()).isEqualTo(400);
    assertThat(texts(one.json().get("errors"), "field")).containsExactly("visitorId");
    Reply several =
        post(
            "/sources/ga4/mp/collect?measurement_id=G-1",
            "{\"client_id\":\"c\",\"events\":[{\"name\":\"view_item\"},"
                + "{\"name\":\"view_item\",\"params\":{\"items\":[{\"item_id\":true}]}}]}");
    assertThat(several.status()).isEqualTo(400);
    assertThat(texts(several.json().get("errors"), "field")).containsExactly("[0]", "[1].itemId");
    assertThat(post("/sources/ga4/mp/collect", "{\"client_id\":\"c\"}").status()).isEqualTo(400);
    assertThat(post("/sources/ga4/mp/collect", "[").status()).isEqualTo(400);
    assertThat(post("/sources/ga4/mp/collect", "{\"events\":[]}").status()).isEqualTo(400);
    assertThat(post("/sources/newsletter", "{}", "Content-Type", "text/xml").status())
        .isEqualTo(415);
  }

  @Test
  void everySourceHasItsRoute() {
    Reply ga4 =
        post(
            "/sources/ga4/mp/collect",
            "{\"client_id\":\"ga-visitor\",\"events\":[{\"name\":\"add_to_cart\",\"params\":"
                + "{\"items\":[{\"item_id\":\"shoe-1\"},{\"item_id\":\"hat-1\"}]}}]}");
    assertThat(ga4.status()).isEqualTo(202);
    assertThat(ga4.json().get("events")).hasSize(2);
    Reply newsletter =
        post(
            "/sources/newsletter",
            "{\"id\":\"n-1\",\"type\":\"subscribed\",\"subscriber\":{\"id\":1,"
                + "\"email\":\"n@example.com\"}}");
    assertThat(newsletter.json().at("/events/0/topic").asText())
        .isEqualTo("rapport.customer-records");
    Reply mention =
        post(
            "/sources/mentions",
            "[{\"id\":\"1\",\"platform\":\"mastodon\",\"text\":\"Late again\"}]");
    assertThat(mention.json().at("/events/0/id").asText()).isEqualTo("mastodon-1");
    Reply mail =
        post(
            "/sources/mail",
            """
            From: it@mail.example
            Message-ID: <it-1@mail.example>
            Subject: Late

            Where is it?
            """,
            "Content-Type",
            "message/rfc822");
    assertThat(mail.status()).as("%s", mail.json()).isEqualTo(202);
    assertThat(harness.values(SupportEvent.class))
        .filteredOn(event -> "it@mail.example".equals(event.getRequesterEmail()))
        .singleElement()
        .satisfies(event -> assertThat(event.getBody()).isEqualTo("Where is it?"));
    assertThat(post("/sources/mail", "\0", "Content-Type", "message/rfc822").status())
        .isEqualTo(400);
  }

  @Test
  void aFormWithAMailIsTakenIfItsServiceSignedIt() {
    String timestamp = Long.toString(Instant.now().getEpochSecond());
    byte[] signature =
        WebhookSignature.of(MAIL_SECRET, (timestamp + "token-1").getBytes(StandardCharsets.UTF_8));
    String form =
        "recipient=help%40mail.example&sender=form%40x.example&stripped-text=Where+is+it%3F"
            + "&Message-Id=%3Cform-1%40x.example%3E&token=token-1&timestamp="
            + timestamp;
    String signed = form + "&signature=" + HexFormat.of().formatHex(signature);
    String[] type = {"Content-Type", "application/x-www-form-urlencoded"};
    assertThat(post("/sources/mail", form, type).status()).isEqualTo(401);
    assertThat(post("/sources/mail", signed.replace("token-1", "token-2"), type).status())
        .isEqualTo(401);
    Reply mail = post("/sources/mail", signed, type);
    assertThat(mail.status()).as("%s", mail.json()).isEqualTo(202);
    assertThat(harness.values(SupportEvent.class))
        .filteredOn(event -> "form@x.example".equals(event.getRequesterEmail()))
        .singleElement()
        .satisfies(event -> assertThat(event.getBody()).isEqualTo("Where is it?"));
    assertThat(post("/sources/mail", signed.replace("Where", "Here"), type).status())
        .as("another mail with the token")
        .isEqualTo(401);
    assertThat(metric("mail_tokens")).isEqualTo(1);
  }

  private static Reply webhook(String body, String signature, String... more) {
    List<String> headers =
        new ArrayList<>(
            List.of(
                "Content-Type", "application/json",
                "X-Shopify-Shop-Domain", "x.example",
                "X-Shopify-Topic", "orders/create",
                "X-Shopify-Hmac-SHA256", signature));
    headers.addAll(List.of(more));
    return post("/sources/shopify", body, headers.toArray(String[]::new));
  }

  private static String signed(String body) {
    return Base64.getEncoder()
        .encodeToString(WebhookSignature.of(SHOP_SECRET, body.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aWebhookThatTheShopDidNotSignIsRefused() {
    String body =
        "{\"id\":991,\"updated_at\":\"2026-11-30T10:00:00Z\",\"email\":\"forged@example.com\","
            + "\"line_items\":[{\"product_id\":\"shoe-1\",\"quantity\":1,\"price\":\"49.90\"}]}";
    for (String signature : List.of("x", "", "AAAA", signed(body + " "))) {
      Reply reply = webhook(body, signature);
      assertThat(reply.status()).as(signature).isEqualTo(401);
      assertThat(reply.json().get("title").asText()).isEqualTo("Not signed");
    }
    assertThat(
            post(
                    "/sources/shopify",
                    body,
                    "X-Shopify-Shop-Domain",
                    "y.example",
                    "X-Shopify-Hmac-SHA256",
                    signed(body))
                .status())
        .as("of a shop without a secret")
        .isEqualTo(401);
    assertThat(harness.values(Purchase.class))
        .noneMatch(purchase -> "forged@example.com".equals(purchase.getEmail()));
  }

  @Test
  void aSignedWebhookIsAnOrderAndAUselessOneADeadLetter() {
    String order =
        "{\"id\":992,\"updated_at\":\"2026-11-30T10:00:00Z\",\"email\":\"anna@example.com\","
            + "\"line_items\":[{\"product_id\":\"shoe-1\",\"quantity\":2,\"price\":\"49.90\"}]}";
    Reply reply = webhook(order, signed(order), "X-Shopify-Webhook-Id", "w-1");
    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(202);
    assertThat(reply.json().at("/events/0/id").asText()).isEqualTo("shopify-w-1");
    assertThat(harness.values(Purchase.class))
        .filteredOn(purchase -> purchase.getEventId().equals("shopify-w-1"))
        .singleElement()
        .satisfies(
            purchase ->
                assertThat(purchase.getLines().get(0).getUnitPrice()).isEqualByComparingTo("49.9"));
    String anonymous = order.replace("\"email\":\"anna@example.com\",", "");
    Reply kept = webhook(anonymous, signed(anonymous), "X-Shopify-Webhook-Id", "w-2");
    assertThat(kept.status()).as("the shop must not send it again").isEqualTo(202);
    assertThat(kept.json().at("/refused/0/title").asText()).isEqualTo("contract");
    assertThat(harness.values(DeadLetter.class))
        .filteredOn(letter -> letter.getOrigin().equals("shopify:w-2:0"))
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.getStage()).isEqualTo("source");
              assertThat(letter.getReason()).isEqualTo("contract");
              assertThat(StandardCharsets.UTF_8.decode(letter.getPayload()).toString())
                  .isEqualTo(anonymous);
            });
    Reply noJson = webhook("{", signed("{"), "X-Shopify-Webhook-Id", "w-3");
    assertThat(noJson.status()).isEqualTo(202);
    assertThat(noJson.json().at("/refused/0/title").asText()).isEqualTo("not-json");
  }

  private static double metric(String name) {
    return get("/metrics")
        .response()
        .body()
        .lines()
        .filter(line -> line.startsWith("rapport_gateway_" + name + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
        .findFirst()
        .orElse(0);
  }

  @Test
  void aBadEventIsRefusedWithItsFieldAndNothingOfItsBatchIsTaken() {
    String good =
        "{\"eventId\":\"not-taken\",\"visitorId\":\"v\",\"action\":\"VIEW\",\"itemId\":\"i\"}";
    Reply reply =
        post("/events/clicks", "[" + good + ",{\"visitorId\":true,\"action\":\"LOOK\",\"itm\":1}]");
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(texts(reply.json().get("errors"), "field"))
        .contains("[1].visitorId", "[1].action", "[1].itm");
    assertThat(reply.json().toString())
        .contains("one of VIEW, SEARCH")
        .contains("string")
        .contains("\\\"LOOK\\\"");

    assertThat(post("/events/clicks", "{\"action\":\"VIEW\",\"itemId\":\"i\"}").json().toString())
        .contains("one of visitorId, customerId");
    assertThat(
            post("/events/clicks", "{\"action\":\"VIEW\",\"visitorId\":\"i\"}").json().toString())
        .contains("itemId");
    assertThat(
            post(
                    "/events/purchases",
                    "{\"orderId\":\"o\",\"kind\":\"ORDER\",\"customerId\":\"c\",\"lines\":[{\"quantity\":1.5}]}")
                .json()
                .at("/errors/0/field")
                .asText())
        .isEqualTo("lines[0].quantity");
    for (String price : List.of("1e999999999", "1.23456", "123456789012345")) {
      assertThat(
              post("/events/catalogue", "{\"itemId\":\"i\",\"price\":" + price + "}")
                  .json()
                  .at("/errors/0/field")
                  .asText())
          .isEqualTo("price");
    }
    assertThat(
            post("/events/catalogue", "{\"itemId\":\"i\",\"eventTime\":\"yesterday\"}")
                .json()
                .at("/errors/0/field")
                .asText())
        .isEqualTo("eventTime");
    assertThat(harness.values(Click.class))
        .extracting(Click::getEventId)
        .doesNotContain("not-taken");
  }

  @Test
  void bodiesThatAreNoEventsAreRefused() {
    assertThat(post("/events/clicks", "{\"a\":").status()).isEqualTo(400);
    assertThat(post("/events/clicks", "").status()).isEqualTo(400);
    assertThat(post("/events/clicks", "7").status()).isEqualTo(400);
    assertThat(post("/events/clicks", "[]").status()).isEqualTo(400);
    assertThat(post("/events/clicks", "[".repeat(1000)).status()).isEqualTo(400);
    assertThat(post("/events/clicks", "[" + "{},".repeat(500) + "{}]").status()).isEqualTo(413);
    // The answer arrives even while most of the body is still under way.
    for (int size : new int[] {70_000, 200_000, 2_000_000}) {
      for (int i = 0; i < 10; i++) {
        assertThat(post("/events/clicks", " ".repeat(size)).status()).isEqualTo(413);
      }
    }
    assertThat(post("/events/nothing", "{}").status()).isEqualTo(404);
    assertThat(post("/events/clicks", "{}", "Content-Type", "text/xml").status()).isEqualTo(415);
    assertThat(
            post(
                    "/events/clicks",
                    "{}",
                    "Content-Type",
                    "application/json",
                    "Content-Encoding",
                    "gzip")
                .status())
        .isEqualTo(415);
    assertThat(get("/events/clicks").status()).isEqualTo(405);
    assertThat(get("/nowhere").status()).isEqualTo(404);
    assertThat(get("/items?limt=3").json().toString()).contains("limt");
    assertThat(get("/items?limit=x").status()).isEqualTo(400);
    assertThat(get("/items?limit=0").status()).isEqualTo(400);
  }

  @Test
  void aClientThatSendsTooFastIsToldWhenToGoOn() {
    try (Gateway slow = harness.gateway("rate", "1", "burst", "2")) {
      String click = "{\"visitorId\":\"v\",\"action\":\"SEARCH\",\"query\":\"q\"}";
      Reply reply;
      int sent = 0;
      do { // Time gives some of the rate back.
        reply = harness.post(slow, "/events/clicks", "[" + click + "," + click + "]");
        sent++;
      } while (reply.status() == 202);
      assertThat(sent).isBetween(2, 9);
      assertThat(reply.status()).isEqualTo(429);
      assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 2);
    }
  }

  @Test
  void aSlowBodyIsAnsweredAndDropped() throws Exception {
    try (Gateway impatient = harness.gateway("body-timeout", "1 s");
        Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), URI.create(impatient.url()).getPort())) {
      socket.setSoTimeout(20_000);
      OutputStream out = socket.getOutputStream();
      out.write(
          "POST /events/clicks HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{"
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      InputStream in = socket.getInputStream();
      String answer = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      assertThat(answer).startsWith("HTTP/1.1 408").contains("within 1000 ms");
    }
  }

  @Test
  void aSitesRulesAreSetValidatedAndRead() {
    assertThat(get("/sites/ruled/rules").status()).isEqualTo(404);
    Reply set =
        harness.put(
            gateway,
            "/sites/ruled/rules",
            "{\"rules\":{\"blockedItems\":[\"shoe-1\"],\"categoryCap\":2,\"diversity\":0.7},"
                + "\"contexts\":{\"cart\":{\"maxPriceRatio\":0.5}},"
                + "\"experiments\":[{\"name\":\"dial\",\"variants\":["
                + "{\"name\":\"a\",\"share\":0.5},{\"name\":\"b\",\"share\":0.5,\"blend\":\"fixed\",\"sources\":["
                + "\"co-occurrence\",\"session-neighbours\",\"content\",\"bought-together\",\"revisit\",\"trending\"]}]}]}");
    assertThat(set.status()).as("%s", set.json()).isEqualTo(200);
    Harness.await("the rules are read", () -> get("/sites/ruled/rules").status() == 200);
    JsonNode rules = get("/sites/ruled/rules").json();
    assertThat(rules.at("/rules/blockedItems/0").asText()).isEqualTo("shoe-1");
    assertThat(rules.at("/contexts/cart/maxPriceRatio").asDouble()).isEqualTo(0.5);
    assertThat(rules.at("/experiments/0/variants/1/blend").asText()).isEqualTo("fixed");
    assertThat(rules.at("/experiments/0/variants/1/sources")).hasSize(6);

    Reply refused =
        harness.put(
            gateway,
            "/sites/ruled/rules",
            "{\"rules\":{\"diversity\":2},\"experiments\":[{\"name\":\"x\",\"variants\":["
                + "{\"name\":\"a\",\"share\":0.9},{\"name\":\"b\",\"share\":0.9,\"sources\":[\"luck\"]}]}]}");
    assertThat(refused.status()).isEqualTo(400);
    assertThat(texts(refused.json().get("errors"), "field"))
        .containsExactly(
            "rules.diversity", "experiments[0].variants", "experiments[0].variants[1].sources");
  }

  @Test
  void aRequestNarrowsTheList() {
    int all = get("/visitors/anna-cookie/recommendations").json().get("items").size();
    String first =
        get("/visitors/anna-cookie/recommendations").json().at("/items/0/itemId").asText();
    JsonNode rest = get("/visitors/anna-cookie/recommendations?exclude=" + first).json();
    assertThat(rest.get("items")).hasSize(all - 1);
    assertThat(texts(rest.get("items"), "itemId")).doesNotContain(first);
    assertThat(
            get("/visitors/anna-cookie/recommendations?category=nothing-of-this")
                .json()
                .get("items"))
        .isEmpty();
    for (JsonNode item :
        get("/visitors/anna-cookie/recommendations?minPrice=1&maxPrice=45.5").json().get("items")) {
      assertThat(item.get("price").asDouble()).isBetween(1.0, 45.5);
    }
    assertThat(get("/visitors/anna-cookie/recommendations?minPrice=cheap").status()).isEqualTo(400);
  }

  @Test
  void recommendationsComeFromMemoryWithWhatTheCatalogueKnows() {
    Reply reply = get("/visitors/anna-cookie/recommendations");
    assertThat(reply.status()).isEqualTo(200);
    JsonNode body = reply.json();
    assertThat(body.get("fallback").asBoolean()).isFalse();
    assertThat(body.get("recommendationId").asText()).isEqualTo("r1");
    assertThat(texts(body.get("items"), "slot")).containsExactly("0", "1", "2");
    assertThat(body.at("/items/0/title").asText()).isEqualTo("Blue shoe");
    assertThat(body.at("/items/0/price").decimalValue()).isEqualTo(new BigDecimal("100"));
    assertThat(body.at("/items/0/reasons/0/title").asText()).isEqualTo("Red shoe");
    assertThat(body.at("/items/2/title").isNull()).isTrue();

    String tag = reply.header("ETag");
    assertThat(
            get("/visitors/anna-cookie/recommendations", "If-None-Match", "\"x\", W/" + tag)
                .status())
        .isEqualTo(304);
    JsonNode less = get("/visitors/anna-cookie/recommendations?limit=1&context=shoe-2").json();
    assertThat(less.get("items")).hasSize(1);
    assertThat(less.at("/items/0/itemId").asText()).isEqualTo("hat-1");

    harness.send(Samples.recommendation("changing", "c1", "hat-1"));
    await(
        "the first is there",
        () -> !get("/visitors/changing/recommendations").json().get("fallback").asBoolean());
    String first = get("/visitors/changing/recommendations").header("ETag");
    harness.send(Samples.recommendation("changing", "c2", "shoe-1"));
    await(
        "the second is there",
        () -> get("/visitors/changing/recommendations", "If-None-Match", first).status() == 200);
  }

  @Test
  void aVisitorNeverSeenGetsWhatIsVisitedMostOrGoesWithThePage() {
    JsonNode popular = get("/visitors/nobody/recommendations?limit=2").json();
    assertThat(popular.get("fallback").asBoolean()).isTrue();
    assertThat(texts(popular.get("items"), "source")).containsOnly("popular");
    assertThat(popular.at("/items/0/itemId").asText()).isEqualTo("hat-1");
    JsonNode page = get("/visitors/nobody/recommendations?context=shoe-1").json();
    assertThat(page.at("/items/0/itemId").asText()).isEqualTo("shoe-2");
    assertThat(page.at("/items/0/reasons/0/title").asText()).isEqualTo("Red shoe");
    for (JsonNode item : page.get("items")) {
      assertThat(item.get("itemId").asText()).isNotEqualTo("shoe-1");
    }
  }

  @Test
  void itemsBroughtAlongAreAnsweredFromTheirNeighbours() {
    JsonNode body =
        post("/recommendations", "{\"items\":[\"hat-1\",\"shoe-1\"],\"limit\":5}").json();
    // shoe-2: 0.5 after shoe-1 and 0.4 * 0.5 after hat-1; the items given are left out.
    assertThat(body.get("items")).hasSize(1);
    assertThat(body.at("/items/0/itemId").asText()).isEqualTo("shoe-2");
    assertThat(body.at("/items/0/score").asDouble()).isEqualTo(0.7);
    assertThat(body.at("/items/0/reasons/0/weight").asDouble()).isEqualTo(0.5 / 0.7);
    assertThat(post("/recommendations", "{\"items\":[]}").json().get("fallback").asBoolean())
        .isTrue();
    assertThat(post("/recommendations", "{\"items\":7}").json().at("/errors/0/field").asText())
        .isEqualTo("items");
    assertThat(post("/recommendations", "{\"items\":[],\"x\":1}").status()).isEqualTo(400);
  }

  @Test
  void theCatalogueIsListedFilteredAndPaged() {
    assertThat(texts(get("/items?category=shoes").json().get("items"), "itemId"))
        .containsExactly("shoe-1", "shoe-2");
    assertThat(texts(get("/items?query=BLUE%20shoe").json().get("items"), "itemId"))
        .containsExactly("shoe-2");
    JsonNode page = get("/items?limit=1").json();
    assertThat(texts(page.get("items"), "itemId")).containsExactly("hat-1");
    assertThat(get("/items?limit=1&after=" + page.get("next").asText()).json().get("items"))
        .isNotEmpty();
    assertThat(get("/items/shoe-1").json().get("price").decimalValue())
        .isEqualTo(new BigDecimal("49.9"));
    assertThat(get("/items/none").status()).isEqualTo(404);
    assertThat(texts(get("/items/shoe-1/similar?limit=1").json().get("items"), "itemId"))
        .containsExactly("shoe-2");
    assertThat(get("/items/none/similar").status()).isEqualTo(404);
    assertThat(texts(get("/categories").json(), "category"))
        .containsSequence("hats", "shoes", "shoes/running");
    assertThat(get("/sites").json().get("items").get(0).asText()).isEqualTo("default");
  }

  @Test
  void aCustomerHasProfileSegmentAndOneTimeline() {
    JsonNode customer = get("/customers/anna").json();
    assertThat(customer.at("/profile/spend").decimalValue()).isEqualTo(new BigDecimal("99.9"));
    assertThat(customer.at("/segment/reasons/0/feature").asText()).isEqualTo("orders");
    assertThat(customer.toString()).doesNotContain("anna@shop.example");
    assertThat(texts(get("/customers?query=ANN").json().get("items"), "customerId"))
        .contains("anna");
    assertThat(get("/customers/none").status()).isEqualTo(404);

    post("/events/identity-links", "{\"visitorId\":\"tl-cookie\",\"customerId\":\"tl\"}");
    post(
        "/events/clicks",
        "{\"visitorId\":\"tl-cookie\",\"action\":\"VIEW\",\"itemId\":\"shoe-1\",\"eventTime\":\"2026-11-01T10:00:00Z\"}");
    post(
        "/events/purchases",
        "{\"customerId\":\"tl\",\"orderId\":\"o\",\"kind\":\"ORDER\",\"currency\":\"EUR\",\"eventTime\":\"2026-11-01T11:00:00Z\",\"lines\":[{\"itemId\":\"shoe-2\",\"quantity\":2,\"unitPrice\":10}],\"charges\":[{\"kind\":\"POSTAGE\",\"amount\":4.9}]}");
    post(
        "/events/support-events",
        "{\"customerId\":\"tl\",\"ticketId\":\"tl-1\",\"kind\":\"OPENED\",\"body\":\"secret words\",\"eventTime\":\"2026-11-01T12:00:00Z\"}");
    await(
        "three streams are merged",
        () -> get("/customers/tl/timeline").json().get("items").size() == 3);
    JsonNode items = get("/customers/tl/timeline").json().get("items");
    assertThat(texts(items, "stream")).containsExactly("support", "purchases", "clicks");
    assertThat(items.at("/1/amount").asDouble()).isEqualTo(24.9);
    assertThat(items.at("/2/text").asText()).isEqualTo("view: Red shoe");
    assertThat(items.toString()).doesNotContain("secret");
    assertThat(get("/customers/tl/timeline?limit=1").json().get("items")).hasSize(1);
  }

  @Test
  void aPersonIsFoundUnderEachOfTheCustomerIds() {
    harness.send(
        Samples.profile("whole"),
        Samples.person("whole", "card:7"),
        Samples.pointer("card:7", "whole"));
    post("/events/clicks", "{\"customerId\":\"card:7\",\"action\":\"VIEW\",\"itemId\":\"shoe-1\"}");
    await("the person is known", () -> get("/customers/card:7/identity").status() == 200);
    JsonNode person = get("/customers/card:7/identity").json();
    assertThat(person.get("customerId").asText()).isEqualTo("whole");
    assertThat(texts(person.get("members"), "customerId")).containsExactly("whole", "card:7");
    assertThat(person.at("/links/0/provenance").asText()).isEqualTo("match");
    assertThat(person.at("/fields/0/source").asText()).isEqualTo("crm");
    await("so is the profile", () -> get("/customers/card:7").status() == 200);
    assertThat(get("/customers/card:7").json().get("customerId").asText()).isEqualTo("whole");
    await(
        "and what was done under the other id",
        () -> get("/customers/whole/timeline").json().get("items").size() == 1);
    assertThat(get("/customers/nobody/identity").status()).isEqualTo(404);

    CustomerProfile part = Samples.profile("card:7");
    part.setMergedInto("whole");
    harness.send(part, Samples.profile("after-the-part"));
    await("both are read", () -> get("/customers/after-the-part").status() == 200);
    assertThat(texts(get("/customers?query=card:7").json().get("items"), "customerId")).isEmpty();
  }

  @Test
  void aPairWaitsUntilSomebodyDecides() {
    IdentityReview review = Samples.review("pair-a", "pair-b");
    harness.send(review);
    await("the pair waits", () -> waiting() == 1);
    JsonNode pair = get("/identity-reviews").json().at("/items/0");
    assertThat(pair.at("/second/fields/family-name").asText()).isEqualTo("Burg");

    String verdict = "{\"decision\":\"%s\",\"first\":\"pair-a\",\"second\":\"%s\"}";
    assertThat(post("/identity-decisions", verdict.formatted("perhaps", "pair-b")).status())
        .isEqualTo(400);
    assertThat(post("/identity-decisions", verdict.formatted("confirm", "pair-a")).status())
        .isEqualTo(400);
    assertThat(post("/identity-decisions", verdict.formatted("confirm", "undefined")).status())
        .isEqualTo(400);
    assertThat(post("/identity-decisions", verdict.formatted("confirm", "pair-b")).status())
        .isEqualTo(202);
    IdentityDecision decision =
        harness.values(IdentityDecision.class).stream()
            .filter(made -> made.getFirst().equals("pair-a"))
            .findFirst()
            .orElseThrow();
    assertThat(decision.getKind()).isEqualTo(IdentityDecisionKind.CONFIRM);
    assertThat(decision.getDecidedBy()).isEqualTo("anybody");

    harness.producer.send(IdentityReview.class, "default/pair-a/pair-b", null);
    harness.producer.flush();
    await("the pair waits no longer", () -> waiting() == 0);
  }

  private static int waiting() {
    return get("/identity-reviews").json().get("waiting").asInt();
  }

  @Test
  void anErasedCustomerIsForgotten() {
    harness.send(Samples.profile("gone"), Samples.recommendation("gone-cookie", "g1", "hat-1"));
    post("/events/identity-links", "{\"visitorId\":\"gone-cookie\",\"customerId\":\"gone\"}");
    await("the customer is known", () -> get("/customers/gone").status() == 200);
    await(
        "so is the visitor",
        () -> !get("/visitors/gone-cookie/recommendations").json().get("fallback").asBoolean());
    post(
        "/events/privacy-requests",
        "{\"requestId\":\"p2\",\"kind\":\"ERASURE\",\"customerId\":\"gone\"}");
    await("the customer is gone", () -> get("/customers/gone").status() == 404);
    assertThat(get("/visitors/gone-cookie/recommendations").json().get("fallback").asBoolean())
        .isTrue();
  }

  /** A cookie that only the customer job can assign to a person. */
  @Test
  void aCookieThatAnErasureReachesIsForgotten() {
    harness.send(Samples.recommendation("unlinked-cookie", "g2", "hat-1"));
    await(
        "the visitor is known",
        () -> !get("/visitors/unlinked-cookie/recommendations").json().get("fallback").asBoolean());
    harness.send(
        VisitorErasure.newBuilder()
            .setRequestId("p3")
            .setEventTime(Instant.now())
            .setSite("default")
            .setVisitorId("unlinked-cookie")
            .build());
    await(
        "the visitor is forgotten",
        () -> get("/visitors/unlinked-cookie/recommendations").json().get("fallback").asBoolean());
  }

  @Test
  void ticketsAreQueuedAndAnswered() {
    assertThat(texts(get("/tickets?queue=billing").json().get("items"), "ticketId"))
        .contains("t1")
        .doesNotContain("t2");
    JsonNode ticket = get("/tickets/t1").json();
    assertThat(ticket.at("/suggestions/0/answerId").asText()).isEqualTo("a1");
    assertThat(ticket.at("/reasons/0/feature").asText()).isEqualTo("money");
    assertThat(get("/tickets/none").status()).isEqualTo(404);
    assertThat(get("/tickets?status=lost").status()).isEqualTo(400);

    assertThat(get("/tickets").json().at("/queues/billing").asInt()).isEqualTo(1);
    assertThat(post("/tickets/t1/feedback", "{\"action\":\"accept\"}").status()).isEqualTo(202);
    await(
        "the ticket is accepted",
        () -> get("/tickets/t1").json().get("status").asText().equals("accepted"));
    assertThat(get("/tickets/t1").json().at("/feedback/0/answerId").asText()).isEqualTo("a1");
    assertThat(texts(get("/tickets?status=accepted").json().get("items"), "ticketId"))
        .contains("t1");
    post("/tickets/t2/feedback", "{\"action\":\"relabel\",\"label\":\"late-parcel\"}");
    post("/tickets/t2/feedback", "{\"action\":\"edit\",\"answerId\":\"a1\",\"text\":\"Soon.\"}");
    await(
        "the ticket is answered",
        () -> get("/tickets/t2").json().get("status").asText().equals("answered"));
    post("/tickets/t2/feedback", "{\"action\":\"reject\",\"answerId\":\"a1\"}");
    await(
        "the ticket is rejected",
        () -> get("/tickets/t2").json().get("status").asText().equals("rejected"));
    assertThat(texts(get("/tickets/t2").json().get("feedback"), "action"))
        .containsExactly("relabel", "reply", "reject");
    assertThat(harness.values(SupportEvent.class))
        .filteredOn(e -> e.getTicketId().equals("t2") && e.getKind() == SupportEventKind.LABELLED)
        .extracting(SupportEvent::getIntent)
        .containsExactly("late-parcel");

    assertThat(post("/tickets/none/feedback", "{\"action\":\"accept\"}").status()).isEqualTo(404);
    assertThat(
            post("/tickets/t1/feedback", "{\"action\":\"shred\"}")
                .json()
                .at("/errors/0/field")
                .asText())
        .isEqualTo("action");
    assertThat(post("/tickets/t1/feedback", "{\"action\":\"edit\"}").json().toString())
        .contains("text");
  }

  @Test
  void segmentsQualityAndOverviewAreShown() {
    JsonNode segments = get("/segments").json();
    assertThat(segments.at("/items/0/size").asInt()).isEqualTo(1);
    assertThat(segments.at("/items/0/apart/0/feature").asText()).isEqualTo("orders");
    assertThat(segments.at("/items/0/apart/0/value").asDouble()).isEqualTo(4.0);
    assertThat(segments.at("/items/1/apart/0/zScore").asDouble()).isEqualTo(2.0);
    await("sizes are noted", () -> !get("/segments/history").json().get("items").isEmpty());
    JsonNode quality = get("/quality").json();
    assertThat(texts(quality.at("/items/0/points"), "value")).containsExactly("0.5", "0.75");
    JsonNode overview = get("/overview").json();
    assertThat(overview.at("/streams/catalogue/total").asLong()).isGreaterThanOrEqualTo(3);
    assertThat(overview.at("/products/tickets/total").asLong()).isGreaterThanOrEqualTo(2);
    assertThat(overview.at("/known/tickets/bySite/default").asInt()).isPositive();
    assertThat(overview.at("/known/customers/complete").asBoolean()).isTrue();
    await("overviews are kept", () -> get("/overview/history").json().get("items").size() > 1);
    assertThat(overview.at("/checkpoint/status").asText()).isEqualTo("unknown");
  }

  private static DeadLetter letter(String origin, int partition) {
    return DeadLetter.newBuilder()
        .setOrigin(origin)
        .setEventTime(Samples.TIME)
        .setTopic(harness.kafka.topic(CustomerProfile.class).name())
        .setPartition(partition)
        .setOffset(1)
        .setStage("clean")
        .setReason("missing-field")
        .setDetail("itemId is required")
        .setKey(ByteBuffer.wrap("default/replayed".getBytes(StandardCharsets.UTF_8)))
        .setPayload(ByteBuffer.wrap(harness.producer.encode(Samples.profile("replayed"))))
        .build();
  }

  @Test
  void deadLettersAreListedAndReplayed() {
    harness.send(letter("rapport.customer-profiles-0-1", 0), letter("file.csv:3", -1));
    await(
        "both are listed",
        () -> get("/dead-letters?reason=missing-field").json().get("items").size() == 2);
    for (JsonNode item : get("/dead-letters").json().get("items")) {
      String place = "/dead-letters/" + item.get("partition") + "/" + item.get("offset");
      Reply reply = post(place + "/replay", "");
      assertThat(reply.status()).isEqualTo(item.get("replayable").asBoolean() ? 202 : 409);
    }
    await("the record is back", () -> get("/customers/replayed").status() == 200);
    assertThat(post("/dead-letters/0/99999/replay", "").status()).isEqualTo(404);
    assertThat(post("/dead-letters/77/0/replay", "").status()).isEqualTo(404);
    assertThat(post("/dead-letters/a/b/replay", "").status()).isEqualTo(400);
  }

  @Test
  void onlyAllowedOriginsMayCall() throws Exception {
    String search = "{\"visitorId\":\"v\",\"action\":\"SEARCH\"}";
    Reply allowed =
        post(
            "/events/clicks",
            search,
            "Content-Type",
            "text/plain",
            "Origin",
            "https://shop.example");
    assertThat(allowed.status()).isEqualTo(202);
    assertThat(allowed.header("Access-Control-Allow-Origin")).isEqualTo("https://shop.example");
    assertThat(
            post(
                    "/events/clicks",
                    search,
                    "Content-Type",
                    "text/plain",
                    "Origin",
                    "https://evil.example")
                .status())
        .isEqualTo(403);
    assertThat(
            post("/events/clicks", search, "Content-Type", "text/plain", "Origin", gateway.url())
                .status())
        .isEqualTo(202);
    HttpRequest preflight =
        Harness.request(gateway, "/events/clicks", "Origin", "https://shop.example")
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .build();
    var answer = harness.http.send(preflight, java.net.http.HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Methods")).contains("GET, POST");
  }

  @Test
  void theGatewayDescribesItself() {
    assertThat(get("/health/live").status()).isEqualTo(200);
    assertThat(get("/health/ready").json().get("status").asText()).isEqualTo("ready");
    JsonNode document = get("/openapi.json").json();
    assertThat(document.get("openapi").asText()).isEqualTo("3.1.0");
    assertThat(document.at("/components/schemas/Click/properties/action/enum")).isNotEmpty();
    Set<String> missing = new HashSet<>();
    for (JsonNode reference : document.findValues("$ref")) {
      if (document.at(reference.asText().substring(1)).isMissingNode()) {
        missing.add(reference.asText());
      }
    }
    assertThat(missing).isEmpty();
    document
        .get("paths")
        .properties()
        .forEach(
            path -> {
              for (JsonNode schema :
                  path.getValue().at("/post/requestBody/content").findValues("$ref")) {
                assertThat(schema.asText()).as(path.getKey()).doesNotEndWith("/Anything");
              }
            });
    assertThat(get("/metrics").response().body())
        .contains("rapport_gateway_ready 1.0")
        .contains("rapport_gateway_requests_total")
        .contains("rapport_gateway_memory_bytes{store=\"catalogue\"}")
        .doesNotContain("anna");
    assertThat(get("/rapport.js").response().body()).contains("sendBeacon");
    Reply docs = get("/docs/");
    assertThat(docs.response().body()).contains("swagger-ui");
    assertThat(get("/webjars/swagger-ui/5.27.1/swagger-ui.css").status()).isEqualTo(200);
    assertThat(docs.header("Content-Security-Policy")).contains("default-src 'none'");
    assertThat(docs.header("X-Content-Type-Options")).isEqualTo("nosniff");
  }

  @Test
  void aRestartedGatewayHasTheSameMemoryAndSaysWhenItHasNot() {
    post("/tickets/t1/feedback", "{\"action\":\"accept\"}");
    try (Gateway second = harness.gateway()) {
      assertThat(harness.get(second, "/visitors/anna-cookie/recommendations").json())
          .isEqualTo(get("/visitors/anna-cookie/recommendations").json());
      assertThat(harness.get(second, "/tickets/t1").json().get("status").asText())
          .isEqualTo("accepted");
      assertThat(harness.get(second, "/segments").json()).isEqualTo(get("/segments").json());
    }
    var nowhere =
        io.rapport.connectors.kafka.KafkaSettings.at("127.0.0.1:1", "http://127.0.0.1:1/none");
    try (Gateway alone =
        Gateway.start(
            GatewaySettings.of(
                org.apache.flink.configuration.Configuration.fromMap(
                    java.util.Map.of("rapport.gateway.port", "0"))),
            nowhere,
            EngineStatus.Probe.NONE)) {
      Reply ready = harness.get(alone, "/health/ready");
      assertThat(ready.status()).isEqualTo(503);
      assertThat(ready.json().get("detail").asText()).contains("Not ready");
      assertThat(harness.get(alone, "/visitors/v/recommendations").status()).isEqualTo(503);
      assertThat(
              harness
                  .post(alone, "/events/clicks", "{\"visitorId\":\"v\",\"action\":\"SEARCH\"}")
                  .status())
          .isEqualTo(503);
      assertThat(harness.get(alone, "/health/live").status()).isEqualTo(200);
    }
  }

  @Test
  void aStoppingGatewayAnswersWhatItHasAndLosesNothing() throws Exception {
    Gateway stopping = harness.gateway("rate", "1000000", "burst", "1000000");
    Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    AtomicInteger refused = new AtomicInteger();
    AtomicBoolean ended = new AtomicBoolean();
    List<Thread> clients = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      Thread client =
          new Thread(
              () -> {
                while (!ended.get()) {
                  Reply reply;
                  try {
                    reply =
                        harness.post(
                            stopping,
                            "/events/clicks",
                            "{\"visitorId\":\"stop\",\"action\":\"SEARCH\"}");
                  } catch (IllegalStateException e) {
                    return; // It no longer listens.
                  }
                  if (reply.status() == 202) {
                    acknowledged.add(reply.json().at("/events/0/id").asText());
                  } else {
                    refused.incrementAndGet();
                    assertThat(reply.status()).isEqualTo(503);
                  }
                }
              });
      client.start();
      clients.add(client);
    }
    await("events are flowing", () -> acknowledged.size() > 50);
    stopping.close();
    ended.set(true);
    for (Thread client : clients) {
      client.join();
    }
    Set<String> there = new HashSet<>();
    harness.values(Click.class).forEach(click -> there.add(click.getEventId()));
    assertThat(there).containsAll(acknowledged);
  }
}
