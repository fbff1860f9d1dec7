package io.rapport.connectors.gateway;

import static io.rapport.connectors.gateway.Harness.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.rapport.avro.Click;
import io.rapport.connectors.gateway.Harness.Reply;
import io.rapport.connectors.gateway.access.Key;
import io.rapport.connectors.gateway.access.KeyFile;
import io.rapport.connectors.gateway.access.Role;
import io.rapport.connectors.gateway.access.Sites;
import io.rapport.connectors.gateway.audit.AuditLog;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The rights of every caller, with a real client, against a gateway that asks for keys. */
class AccessIT {

  private static final String SHOP = "https://shop.example";
  private static final String OTHER = "other";
  private static final String ISSUER = "https://id.example";
  private static final int ATTEMPTS = 8;
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir static Path dir;
  private static Harness harness;
  private static KeyFile keys;
  private static Path audit;
  private static Gateway gateway;

  /** A key of each role, for the site default. */
  private static final Map<Role, String> KEYS = new EnumMap<>(Role.class);

  /** An admin of all sites. */
  private static String owner;

  /** An admin of the site {@link #OTHER} alone. */
  private static String stranger;

  @BeforeAll
  static void start() throws Exception {
    harness = new Harness(dir);
    keys = new KeyFile(dir.resolve("keys.json"));
    audit = dir.resolve("audit.jsonl");
    for (Role role : Role.values()) {
      KEYS.put(role, create(role, Sites.of(List.of("default"))));
    }
    owner = create(Role.ADMIN, Sites.ALL);
    stranger = create(Role.ADMIN, Sites.of(List.of(OTHER)));
    harness.reader = key(owner);
    harness.send(
        Samples.item("shoe-1", "Red shoe", "shoes", "49.9"),
        Samples.neighbours("shoe-1", 50, "shoe-2"),
        Samples.recommendation("anna-cookie", "r1", "shoe-1"),
        Samples.profile("anna"),
        Samples.segment("anna", 1),
        Samples.segmentModel(),
        Samples.ticket("t1", "billing"),
        Samples.quality(0.5, 1));
    gateway = gateway();
  }

  private static Gateway gateway(String... options) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "keys.file", keys.path().toString(),
                "keys.reload", "50 ms",
                "login.attempts", Integer.toString(ATTEMPTS),
                "rate", "1000000",
                "burst", "1000000",
                "trusted-proxies", "1",
                "audit.file", audit.toString(),
                "audit.repeat", "1 ms"));
    all.addAll(List.of(options));
    return harness.gateway(all.toArray(String[]::new));
  }

  @AfterAll
  static void stop() {
    if (gateway != null) {
      gateway.close();
    }
    harness.close();
  }

  private static Key.Issued issue(Role role, Sites sites, Optional<Instant> expires, int rate) {
    Key.Issued issued =
        Key.issue(
            new Key.Wish(
                role,
                sites,
                role == Role.BROWSER ? Set.of(SHOP) : Set.of(),
                expires,
                rate,
                "test " + role.word()),
            Instant.now());
    keys.change(all -> all.with(issued.key(), Instant.now()));
    return issued;
  }

  private static String create(Role role, Sites sites) {
    return issue(role, sites, Optional.empty(), 0).text();
  }

  /** The headers of a caller with a key, from the page of the shop and an address of its own. */
  private static String[] key(String key, String... more) {
    List<String> headers =
        new ArrayList<>(List.of("Authorization", "Bearer " + key, "X-Forwarded-For", "10.1.1.1"));
    headers.addAll(List.of(more));
    return headers.toArray(String[]::new);
  }

  private static String[] page(String... more) {
    return Stream.concat(
            Stream.of(key(KEYS.get(Role.BROWSER))),
            Stream.concat(
                Stream.of("Origin", SHOP, "Content-Type", "application/json"), Stream.of(more)))
        .toArray(String[]::new);
  }

  private static String[] json(String key) {
    return key(key, "Content-Type", "application/json");
  }

  private static Reply get(String path, String... headers) {
    return harness.get(gateway, path, headers);
  }

  private static Reply post(String path, String body, String... headers) {
    return harness.post(gateway, path, body, headers);
  }

  // --- Every route, every role --------------------------------------------------------------

  /** An operation of the document. */
  private record Operation(String method, String path, Set<String> roles, boolean open) {

    /** Its address with something in place of each part, which is not there. */
    String address() {
      return path.replaceAll("\\{(partition|offset)}", "999999")
          .replace("{product}", "overview")
          .replace("{site}", "default")
          .replaceAll("\\{\\w+}", "nothing");
    }

    HttpRequest request(String... headers) {
      return Harness.request(gateway, address(), headers)
          .method(
              method.toUpperCase(Locale.ROOT),
              method.equals("get") || method.equals("delete")
                  ? HttpRequest.BodyPublishers.noBody()
                  : HttpRequest.BodyPublishers.ofString("{}"))
          .build();
    }
  }

  private static List<Operation> operations() {
    List<Operation> operations = new ArrayList<>();
    get("/openapi.json", key(owner))
        .json()
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        operation -> {
                          Set<String> roles = new java.util.TreeSet<>();
                          operation.getValue().get("x-roles").forEach(r -> roles.add(r.asText()));
                          boolean open = operation.getValue().get("security").get(0).isEmpty();
                          operations.add(
                              new Operation(operation.getKey(), path.getKey(), roles, open));
                        }));
    return operations;
  }

  private record Outcome(int status, String title) {
    boolean refused() {
      return status == 401 || (status == 403 && title.equals("Not allowed"));
    }
  }

  private static Outcome outcome(HttpRequest request) throws Exception {
    HttpResponse<InputStream> response =
        harness.http.send(request, HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      boolean problem =
          response.headers().firstValue("Content-Type").orElse("").contains("problem");
      return new Outcome(
          response.statusCode(), problem ? JSON.readTree(body).get("title").asText() : "");
    }
  }

  @Test
  void everyRouteLetsInItsRolesAndNobodyElse() throws Exception {
    List<Operation> operations = operations();
    assertThat(operations).hasSizeGreaterThan(30);
    for (Operation operation : operations) {
      for (Role role : Role.values()) {
        Outcome outcome = outcome(operation.request(key(KEYS.get(role), "Origin", SHOP)));
        boolean allowed = operation.open() || operation.roles().contains(role.word());
        if (operation.open() && !operation.method().equals("get")) {
          // Login and logout take no key and no page but the console's.
          assertThat(outcome.title()).as("%s", operation).isEqualTo("Not from the console");
        } else {
          assertThat(outcome.refused())
              .as("%s as %s: %s", operation, role, outcome)
              .isEqualTo(!allowed);
        }
      }
      assertThat(outcome(operation.request("X-Forwarded-For", "10.1.1.2")).status() == 401)
          .as("%s without a key", operation)
          .isEqualTo(!operation.open());
    }
  }

  @Test
  void onlyHealthAndLoginAreOpen() {
    assertThat(operations())
        .filteredOn(Operation::open)
        .extracting(Operation::path)
        .containsOnly("/health/live", "/health/ready", "/session");
    assertThat(get("/health/ready").json().get("access").asText()).isEqualTo("keys");
    assertThat(get("/").status()).isEqualTo(200);
    assertThat(get("/rapport.js").status()).isEqualTo(200);
    assertThat(get("/metrics").status()).isEqualTo(401);
    assertThat(get("/metrics", key(KEYS.get(Role.READ))).status()).isEqualTo(200);
  }

  @Test
  void theTableOfRolesInTheReadmeIsThatOfTheRoutes() throws IOException {
    StringBuilder table = new StringBuilder("| route |");
    for (Role role : Role.values()) {
      table.append(' ').append(role.word()).append(" |");
    }
    table.append("\n|---|---|---|---|---|---|\n");
    for (Operation operation : operations()) {
      table
          .append("| `")
          .append(operation.method().toUpperCase(Locale.ROOT))
          .append(' ')
          .append(operation.path())
          .append("` |");
      for (Role role : Role.values()) {
        table
            .append(operation.open() || operation.roles().contains(role.word()) ? " ✓" : "")
            .append(" |");
      }
      table.append('\n');
    }
    String readme = Files.readString(readme());
    assertThat(readme).as("connectors/README.md should have%n%s", table).contains(table);
  }

  private static Path readme() {
    for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
      if (Files.exists(at.resolve("connectors/README.md"))) {
        return at.resolve("connectors/README.md");
      }
    }
    throw new IllegalStateException("connectors/README.md is not above the working directory");
  }

  // --- Keys ---------------------------------------------------------------------------------

  @Test
  void anUnknownARevokedAndAnExpiredKeyGetTheSameAnswer() {
    Key.Issued expired = issue(Role.READ, Sites.ALL, Optional.of(Instant.now().minusSeconds(1)), 0);
    Key.Issued revoked = issue(Role.READ, Sites.ALL, Optional.empty(), 0);
    await("it is read", () -> get("/items", key(revoked.text())).status() == 200);
    keys.change(all -> all.revoke(revoked.key().id(), Instant.now()));
    await("it is revoked", () -> get("/items", from("10.2.0.1", revoked.text())).status() != 200);
    String wrong = revoked.text().substring(0, revoked.text().length() - 1) + "!";
    String body = null;
    for (String text :
        List.of(expired.text(), revoked.text(), wrong, "rk_nobody_x", "x", "rk__", "a.b.c")) {
      Reply reply = get("/items", from("10.2.0.2", text));
      assertThat(reply.status()).as(text).isEqualTo(401);
      assertThat(reply.header("WWW-Authenticate")).startsWith("Bearer");
      body = body == null ? reply.response().body() : body;
      assertThat(reply.response().body()).isEqualTo(body);
    }
  }

  private static String[] from(String address, String key) {
    return new String[] {"Authorization", "Bearer " + key, "X-Forwarded-For", address};
  }

  @Test
  void aKeyIsKnownOnlyOnceTheFileIsReadAgain() {
    Key.Issued late = issue(Role.READ, Sites.ALL, Optional.empty(), 0);
    try (Gateway slow =
        harness.gateway("keys.file", keys.path().toString(), "keys.reload", "1 h")) {
      assertThat(harness.get(slow, "/items", key(late.text())).status()).isEqualTo(200);
      Key.Issued later = issue(Role.READ, Sites.ALL, Optional.empty(), 0);
      assertThat(harness.get(slow, "/items", key(later.text())).status()).isEqualTo(401);
      await("the other has read it", () -> get("/items", key(later.text())).status() == 200);
    }
  }

  @Test
  void aBrokenOrLostFileKeepsTheLastKeysAndSaysSo() throws IOException {
    Path file = dir.resolve("breaking.json");
    Files.copy(keys.path(), file);
    String reading = KEYS.get(Role.READ);
    try (Gateway one = harness.gateway("keys.file", file.toString(), "keys.reload", "20 ms")) {
      Files.writeString(file, "{\"format\":1,");
      await(
          "it complains",
          () -> harness.get(one, "/health/ready").json().path("warning").asText().contains("JSON"));
      assertThat(harness.get(one, "/items", key(reading)).status()).isEqualTo(200);
      assertThat(harness.get(one, "/metrics", key(reading)).response().body())
          .contains("rapport_gateway_keys_usable 0.0");
      Files.delete(file);
      await(
          "it complains",
          () -> harness.get(one, "/health/ready").json().path("warning").asText().contains("gone"));
      assertThat(harness.get(one, "/items").status()).isEqualTo(401);
      assertThat(harness.get(one, "/items", key(reading)).status()).isEqualTo(200);
      Files.copy(keys.path(), file);
      await("it is well", () -> !harness.get(one, "/health/ready").json().has("warning"));
    }
    Files.writeString(file, "[]");
    assertThatThrownBy(() -> harness.gateway("keys.file", file.toString()))
        .hasMessageContaining("is broken");
  }

  @Test
  void theFirstKeyClosesARunningGateway() throws IOException {
    Path file = dir.resolve("later.json");
    try (Gateway one =
        harness.gateway("keys.file", file.toString(), "keys.reload", "20 ms", "insecure", "true")) {
      assertThat(one.isOpen()).isTrue();
      assertThat(harness.get(one, "/health/ready").json().get("access").asText()).isEqualTo("open");
      assertThat(harness.get(one, "/items").status()).isEqualTo(200);
      Files.copy(keys.path(), file);
      await("it asks", () -> harness.get(one, "/items").status() == 401);
    }
  }

  @Test
  void whatOthersReachAsksForAKey() throws IOException {
    assertThatThrownBy(() -> harness.gateway("bind", "0.0.0.0"))
        .hasMessageContaining("rapport keys create")
        .hasMessageContaining("--insecure");
    assertThatThrownBy(
            () -> harness.gateway("bind", "0.0.0.0", "keys.file", dir + "/not-there.json"))
        .hasMessageContaining("rapport keys create");
    try (Gateway safe = harness.gateway("bind", "0.0.0.0", "keys.file", keys.path().toString())) {
      assertThat(harness.get(safe, "/items").status()).isEqualTo(401);
    }
    try (Gateway insecure = harness.gateway("bind", "0.0.0.0", "insecure", "true")) {
      assertThat(harness.get(insecure, "/items").status()).isEqualTo(200);
    }
    // A proxy in front brings others to this host's own address.
    assertThatThrownBy(() -> harness.gateway("trusted-proxies", "1"))
        .hasMessageContaining("rapport.gateway.trusted-proxies")
        .hasMessageContaining("rapport keys create")
        .hasMessageContaining("--insecure");
  }

  @Test
  void aGatewayWhoseFileOfKeysIsLostDoesNotStartWithoutIt() throws IOException {
    Path file = dir.resolve("lost.json");
    Files.copy(keys.path(), file);
    harness.gateway("keys.file", file.toString()).close();
    Files.delete(file);
    assertThatThrownBy(() -> harness.gateway("keys.file", file.toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(file + " is not there")
        .hasMessageContaining("--insecure");
  }

  @Test
  void aKeyInAnAddressIsRefused() {
    for (String query : List.of("key=x", "access_token=x", "site=" + owner, "token=")) {
      Reply reply = get("/items?" + query, key(owner));
      assertThat(reply.status()).as(query).isEqualTo(400);
      assertThat(reply.json().get("title").asText()).isEqualTo("Key in the address");
      assertThat(reply.response().body()).doesNotContain(owner);
    }
  }

  @Test
  void aKeyMayBeTheUserNameWhereSendersKnowNoOther() {
    String call =
        "{\"userId\":\"u\",\"event\":\"Product Viewed\",\"properties\":{\"product_id\":\"p\"}}";
    String ingest = KEYS.get(Role.INGEST);
    for (Map.Entry<String, Integer> user :
        Map.of(ingest + ":", 202, ingest + ":x", 401, ingest, 401, KEYS.get(Role.READ) + ":", 403)
            .entrySet()) {
      String[] headers = {
        "Authorization",
        "Basic "
            + Base64.getEncoder().encodeToString(user.getKey().getBytes(StandardCharsets.UTF_8)),
        "Content-Type",
        "application/json",
        "X-Forwarded-For",
        "10.1.7.1"
      };
      assertThat(post("/sources/segment/v1/track", call, headers).status())
          .as(user.getKey())
          .isEqualTo(user.getValue());
      assertThat(post("/sources/newsletter", "{}", headers).status())
          .as("elsewhere it is none")
          .isEqualTo(401);
    }
  }

  @Test
  void aKeyHasARateOfItsOwn() {
    Key.Issued slow = issue(Role.INGEST, Sites.ALL, Optional.empty(), 2);
    String click = "{\"visitorId\":\"v\",\"action\":\"SEARCH\",\"query\":\"q\"}";
    await("it is read", () -> post("/events/clicks", click, json(slow.text())).status() == 202);
    Reply reply;
    int sent = 0;
    do {
      reply = post("/events/clicks", "[" + click + "," + click + "]", json(slow.text()));
      sent++;
    } while (reply.status() == 202);
    assertThat(sent).isLessThan(10);
    assertThat(reply.status()).isEqualTo(429);
    assertThat(Integer.parseInt(reply.header("Retry-After"))).isBetween(1, 3);
    // Another key of the same client goes on.
    assertThat(post("/events/clicks", click, json(owner)).status()).isEqualTo(202);
  }

  @Test
  void wrongKeysOfOneAddressAreLimitedAndRightOnesAreNot() {
    String address = "10.3.0.1";
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < ATTEMPTS + 2; i++) {
      statuses.add(get("/items", from(address, "rk_nobody_" + i)).status());
    }
    assertThat(statuses.subList(0, ATTEMPTS)).containsOnly(401);
    assertThat(statuses.get(ATTEMPTS + 1)).isEqualTo(429);
    assertThat(get("/items", from(address, KEYS.get(Role.READ))).status()).isEqualTo(200);
    assertThat(get("/items", from("10.3.0.2", "rk_nobody_x")).status()).isEqualTo(401);
  }

  @Test
  void aClientDoesNotChooseItsAddressByALineOfItsOwn() {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < ATTEMPTS + 2; i++) {
      statuses.add(
          get(
                  "/items",
                  "Authorization",
                  "Bearer rk_nobody_" + i,
                  "X-Forwarded-For",
                  "10.6.0." + i,
                  "X-Forwarded-For",
                  "10.6.1.1")
              .status());
    }
    assertThat(statuses.get(0)).isEqualTo(401);
    assertThat(statuses.get(ATTEMPTS + 1)).isEqualTo(429);
  }

  @Test
  void anIpv6NetworkIsLimitedAsOneClient() {
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < ATTEMPTS + 2; i++) {
      statuses.add(get("/items", from("2001:db8:7:1::" + i, "rk_nobody_" + i)).status());
    }
    assertThat(statuses.get(0)).isEqualTo(401);
    assertThat(statuses.get(ATTEMPTS + 1)).isEqualTo(429);
    assertThat(get("/items", from("2001:db8:7:2::1", "rk_nobody_x")).status()).isEqualTo(401);
    assertThat(logIn("2001:db8:7:1::ffff", owner).status()).isEqualTo(429);
  }

  // --- Sites --------------------------------------------------------------------------------

  @Test
  void aKeyReadsItsSitesAlone() {
    for (String path :
        List.of(
            "/visitors/anna-cookie/recommendations?",
            "/items?",
            "/items/shoe-1?",
            "/items/shoe-1/similar?",
            "/categories?",
            "/customers?",
            "/customers/anna?",
            "/customers/anna/timeline?",
            "/tickets?",
            "/tickets/t1?",
            "/segments?",
            "/segments/history?",
            "/sites/default/rules?x")) {
      String foreign = path.endsWith("?x") ? path.replace("?x", "") : path + "site=default";
      Reply reply = get(foreign, key(stranger));
      assertThat(reply.status()).as(foreign).isEqualTo(403);
      assertThat(reply.json().get("title").asText()).isEqualTo("Another site");
      // Without a site in the request the record's own decides, and a foreign one is not there.
      if (path.matches(".*/(anna|t1|shoe-1)\\?")) {
        assertThat(get(path.replace("?", ""), key(stranger)).status()).as(path).isEqualTo(404);
      }
    }
    assertThat(get("/sites", key(stranger)).json().get("items").toString())
        .doesNotContain("default");
    assertThat(get("/sites", key(KEYS.get(Role.READ))).json().get("items").toString())
        .isEqualTo("[\"default\"]");
    assertThat(get("/quality", key(stranger)).json().get("items")).isEmpty();
    assertThat(get("/quality", key(KEYS.get(Role.READ))).json().get("items")).isNotEmpty();
    JsonNode known = get("/overview", key(stranger)).json().get("known");
    assertThat(known.at("/tickets/total").asInt()).isZero();
    assertThat(known.at("/tickets/bySite").has("default")).isFalse();
    assertThat(get("/dead-letters", key(stranger)).status()).isEqualTo(403);
    assertThat(get("/dead-letters", key(owner)).status()).isEqualTo(200);
    assertThat(get("/streams/dead-letters", key(stranger)).status()).isEqualTo(403);
    assertThat(
            post("/recommendations", "{\"site\":\"default\",\"items\":[]}", json(stranger))
                .status())
        .isEqualTo(403);
  }

  @Test
  void aKeyWritesItsSitesAlone() {
    String click =
        "{\"visitorId\":\"v\",\"action\":\"SEARCH\",\"query\":\"q\",\"eventId\":\"%s\"%s}";
    Reply foreign =
        post("/events/clicks", click.formatted("x1", ",\"site\":\"default\""), json(stranger));
    assertThat(foreign.status()).isEqualTo(403);
    assertThat(foreign.json().get("detail").asText()).contains(OTHER).contains("default");
    // One foreign event of a batch refuses all of it.
    assertThat(
            post(
                    "/events/clicks",
                    "["
                        + click.formatted("x2", ",\"site\":\"other\"")
                        + ","
                        + click.formatted("x3", ",\"site\":\"default\"")
                        + "]",
                    json(stranger))
                .status())
        .isEqualTo(403);
    // An event that names no site is of the key's.
    assertThat(post("/events/clicks", click.formatted("x4", ""), json(stranger)).status())
        .isEqualTo(202);
    assertThat(harness.values(Click.class))
        .filteredOn(c -> c.getEventId().startsWith("x"))
        .extracting(Click::getEventId, Click::getSite)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("x4", OTHER));
    assertThat(harness.put(gateway, "/sites/default/rules", "{}", key(stranger)).status())
        .isEqualTo(403);
    assertThat(
            post("/tickets/t1/feedback?site=default", "{\"action\":\"accept\"}", json(stranger))
                .status())
        .isEqualTo(403);
    assertThat(post("/tickets/t1/feedback", "{\"action\":\"accept\"}", json(stranger)).status())
        .isEqualTo(404);
    assertThat(post("/dead-letters/0/0/replay", "", json(stranger)).status()).isEqualTo(403);
  }

  @Test
  void aStreamCarriesTheKeysSitesAndEndsWithTheKey() throws Exception {
    Key.Issued passing = issue(Role.READ, Sites.of(List.of("default")), Optional.empty(), 0);
    await("it is read", () -> get("/items", key(passing.text())).status() == 200);
    try (StreamIT.Reader own =
            new StreamIT.Reader(harness, gateway, "/streams/recommendations", key(passing.text()));
        StreamIT.Reader strange =
            new StreamIT.Reader(harness, gateway, "/streams/recommendations", key(stranger))) {
      await("both have begun", () -> !own.events.isEmpty() && !strange.events.isEmpty());
      harness.send(Samples.recommendation("streamed", "s1", "shoe-1"));
      await("it has come", () -> own.messages().size() == 1);
      assertThat(strange.messages()).isEmpty();
      keys.change(all -> all.revoke(passing.key().id(), Instant.now()));
      await("the stream has ended", () -> own.ended);
      assertThat(strange.ended).isFalse();
    }
  }

  // --- Visitors -----------------------------------------------------------------------------

  private static JsonNode token(String... more) {
    Reply reply = post("/visitors/token", "{}", page(more));
    assertThat(reply.status()).as("%s", reply.json()).isEqualTo(200);
    return reply.json();
  }

  private static String list(String visitor) {
    return "/visitors/" + visitor + "/recommendations";
  }

  @Test
  void aPageReadsAndSendsOnlyItsVisitors() {
    JsonNode mine = token();
    String id = mine.get("visitorId").asText();
    String proof = mine.get("token").asText();
    assertThat(id).hasSizeGreaterThan(25);
    assertThat(token().get("visitorId").asText()).isNotEqualTo(id);
    assertThat(get(list(id), page("X-Rapport-Visitor", proof)).status()).isEqualTo(200);
    assertThat(get(list("anna-cookie"), page("X-Rapport-Visitor", proof)).status()).isEqualTo(403);
    assertThat(get(list("anna-cookie"), page()).status()).isEqualTo(403);
    assertThat(get(list(id), page()).status()).isEqualTo(403);
    assertThat(get(list("anonymous"), page()).json().get("fallback").asBoolean()).isTrue();

    String click = "{\"visitorId\":\"%s\",\"action\":\"SEARCH\",\"query\":\"q\"}";
    assertThat(
            post("/events/clicks", click.formatted(id), page("X-Rapport-Visitor", proof)).status())
        .isEqualTo(202);
    assertThat(
            post("/events/clicks", click.formatted("anna-cookie"), page("X-Rapport-Visitor", proof))
                .status())
        .isEqualTo(403);
    assertThat(post("/events/clicks", click.formatted(id), page()).status()).isEqualTo(403);
    assertThat(
            post(
                    "/events/identity-links",
                    "{\"visitorId\":\"" + id + "\",\"email\":\"anna@shop.example\"}",
                    page("X-Rapport-Visitor", proof))
                .status())
        .isEqualTo(403);
  }

  @Test
  void aTokenIsMintedForANamedVisitorOnlyIfTheShopsServerVouches() {
    String named = "{\"visitorId\":\"anna-cookie\"}";
    assertThat(post("/visitors/token", named, page()).status()).isEqualTo(403);
    assertThat(post("/visitors/token", named, json(KEYS.get(Role.READ))).status()).isEqualTo(403);
    Reply vouched = post("/visitors/token", named, json(KEYS.get(Role.INGEST)));
    assertThat(vouched.status()).isEqualTo(200);
    String proof = vouched.json().get("token").asText();
    assertThat(get(list("anna-cookie"), page("X-Rapport-Visitor", proof)).status()).isEqualTo(200);
    // A page renews what it holds.
    assertThat(token("X-Rapport-Visitor", proof).get("visitorId").asText())
        .isEqualTo("anna-cookie");
    // A token of another site proves nothing here.
    String foreign = post("/visitors/token", named, json(stranger)).json().get("token").asText();
    assertThat(get(list("anna-cookie"), page("X-Rapport-Visitor", foreign)).status())
        .isEqualTo(403);
    for (String forged :
        List.of(
            proof.substring(0, proof.length() - 2), proof.replace("rv_", "rv_A"), "rv_.", "x")) {
      assertThat(get(list("anna-cookie"), page("X-Rapport-Visitor", forged)).status())
          .as(forged)
          .isEqualTo(403);
    }
  }

  @Test
  void aTokenIsForASiteOfAtMostSoManyCharacters() {
    for (int length : List.of(257, 2_000, 70_000)) {
      Reply reply =
          post("/visitors/token", "{\"site\":\"" + "s".repeat(length) + "\"}", json(owner));
      assertThat(reply.status()).as("%d", length).isEqualTo(400);
    }
    Reply reply =
        post(
            "/visitors/token",
            "{\"site\":\"%s\",\"visitorId\":\"%s\"}".formatted("€".repeat(256), "€".repeat(256)),
            json(owner));
    assertThat(reply.status()).isEqualTo(200);
  }

  @Test
  void aPageClaimsNoCustomerWhereThatIsTheServersToSay() {
    JsonNode mine = token();
    String id = mine.get("visitorId").asText();
    String[] page = page("X-Rapport-Visitor", mine.get("token").asText());
    String click =
        "{\"visitorId\":\"%s\",\"customerId\":\"anna\",\"action\":\"SEARCH\",\"query\":\"q\"}"
            .formatted(id);
    String link = "{\"visitorId\":\"%s\",\"customerId\":\"anna\"}".formatted(id);
    assertThat(post("/events/clicks", click, page).status()).isEqualTo(202);
    assertThat(post("/events/identity-links", link, page).status()).isEqualTo(202);
    try (Gateway strict = gateway("visitor.claims", "false")) {
      assertThat(harness.post(strict, "/events/clicks", click, page).status()).isEqualTo(403);
      assertThat(harness.post(strict, "/events/identity-links", link, page).status())
          .isEqualTo(403);
      assertThat(
              harness
                  .post(
                      strict, "/events/clicks", click.replace("\"customerId\":\"anna\",", ""), page)
                  .status())
          .isEqualTo(202);
      assertThat(
              harness
                  .post(strict, "/events/identity-links", link, json(KEYS.get(Role.INGEST)))
                  .status())
          .isEqualTo(202);
    }
  }

  @Test
  void aBrowserKeyIsForPagesOfItsOrigins() throws Exception {
    String similar = "/items/shoe-1/similar";
    Reply own = get(similar, page());
    assertThat(own.status()).isEqualTo(200);
    assertThat(own.header("Access-Control-Allow-Origin")).isEqualTo(SHOP);
    String browser = KEYS.get(Role.BROWSER);
    assertThat(get(similar, key(browser, "Origin", "https://evil.example")).status())
        .isEqualTo(403);
    assertThat(get(similar, key(browser)).status()).isEqualTo(403);
    HttpRequest preflight =
        Harness.request(gateway, "/events/clicks", "Origin", SHOP)
            .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
            .build();
    var answer = harness.http.send(preflight, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(204);
    assertThat(answer.headers().firstValue("Access-Control-Allow-Headers").orElseThrow())
        .contains("Authorization")
        .contains("X-Rapport-Visitor");
    assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials")).isEmpty();
    // The page may read why it is refused.
    assertThat(get(similar, "Origin", SHOP).header("Access-Control-Allow-Origin")).isEqualTo(SHOP);
  }

  // --- The console's login ------------------------------------------------------------------

  private static String[] console(String address, String... more) {
    return Stream.concat(
            Stream.of(
                "X-Rapport-Console",
                "1",
                "Origin",
                gateway.url(),
                "Content-Type",
                "application/json",
                "X-Forwarded-For",
                address),
            Stream.of(more))
        .toArray(String[]::new);
  }

  private static Reply logIn(String address, String key) {
    return post("/session", "{\"key\":\"" + key + "\"}", console(address));
  }

  private static String cookie(Reply login) {
    assertThat(login.status()).as("%s", login.json()).isEqualTo(200);
    return login.header("Set-Cookie").replaceAll(";.*", "");
  }

  @Test
  void aLoginIsACookieThatScriptsAndOtherSitesCannotUse() {
    Reply login = logIn("10.4.0.1", KEYS.get(Role.DESK));
    assertThat(login.header("Set-Cookie"))
        .contains("; HttpOnly")
        .contains("; SameSite=Strict")
        .contains("; Path=/")
        .contains("; Secure")
        .contains("; Max-Age=43200")
        .doesNotContain(KEYS.get(Role.DESK));
    assertThat(login.json().get("roles").get(0).asText()).isEqualTo("desk");
    assertThat(login.json().get("label").asText()).isEqualTo("test desk");
    String cookie = cookie(login);
    assertThat(get("/tickets", "Cookie", cookie).status()).isEqualTo(200);
    assertThat(get("/session", "Cookie", cookie).json().get("id").asText()).isNotEmpty();
    assertThat(get("/session").json().get("roles")).isEmpty();
    // Behind a proxy that says that its client came unencrypted, and without a proxy.
    assertThat(
            post(
                    "/session",
                    "{\"key\":\"" + KEYS.get(Role.DESK) + "\"}",
                    console("10.4.0.1", "X-Forwarded-Proto", "http"))
                .header("Set-Cookie"))
        .doesNotContain("Secure");

    Reply out = harness.delete(gateway, "/session", console("10.4.0.1", "Cookie", cookie));
    assertThat(out.header("Set-Cookie")).contains("Max-Age=0");
    assertThat(get("/tickets", "Cookie", cookie).status()).isEqualTo(401);
  }

  @Test
  void aNeighbouringSubdomainCannotPlantASession() {
    String cookie = cookie(logIn("10.4.0.8", KEYS.get(Role.DESK)));
    assertThat(cookie).startsWith("__Host-rapport-session=");
    String planted = cookie.substring("__Host-".length());
    assertThat(get("/tickets", "Cookie", cookie).status()).isEqualTo(200);
    assertThat(get("/tickets", "Cookie", planted).status()).isEqualTo(401);
    // Without encryption browsers refuse the prefix.
    assertThat(get("/tickets", "Cookie", planted, "X-Forwarded-Proto", "http").status())
        .isEqualTo(200);
  }

  @Test
  void aLoginEndsTheSessionBeforeIt() {
    String former = cookie(logIn("10.4.0.9", KEYS.get(Role.READ)));
    assertThat(get("/tickets", "Cookie", former).status()).isEqualTo(200);
    Reply login =
        post(
            "/session",
            "{\"key\":\"" + KEYS.get(Role.DESK) + "\"}",
            console("10.4.0.9", "Cookie", former));
    assertThat(get("/tickets", "Cookie", cookie(login)).status()).isEqualTo(200);
    assertThat(get("/tickets", "Cookie", former).status()).isEqualTo(401);
  }

  @Test
  void aChangeByCookieNeedsTheConsolesOwnPage() {
    String cookie = cookie(logIn("10.4.0.2", KEYS.get(Role.DESK)));
    String path = "/tickets/none/feedback";
    String body = "{\"action\":\"accept\"}";
    assertThat(post(path, body, console("10.4.0.2", "Cookie", cookie)).status()).isEqualTo(404);
    assertThat(post(path, body, "Cookie", cookie, "Origin", gateway.url()).status()).isEqualTo(403);
    assertThat(post(path, body, "Cookie", cookie, "X-Rapport-Console", "1").status())
        .isEqualTo(403);
    assertThat(
            post(
                    path,
                    body,
                    "Cookie",
                    cookie,
                    "X-Rapport-Console",
                    "1",
                    "Origin",
                    "https://evil.example")
                .status())
        .isEqualTo(403);
    // A page elsewhere can log nobody in or out either.
    assertThat(post("/session", "{\"key\":\"" + owner + "\"}").status()).isEqualTo(403);
    assertThat(harness.delete(gateway, "/session", "Cookie", cookie).status()).isEqualTo(403);
    assertThat(get("/tickets", "Cookie", cookie).status()).isEqualTo(200);
  }

  @Test
  void aSessionEndsWithItsKey() {
    Key.Issued desk = issue(Role.DESK, Sites.ALL, Optional.empty(), 0);
    await("it is read", () -> get("/items", key(desk.text())).status() == 200);
    String cookie = cookie(logIn("10.4.0.3", desk.text()));
    assertThat(get("/tickets", "Cookie", cookie).status()).isEqualTo(200);
    keys.change(all -> all.revoke(desk.key().id(), Instant.now()));
    await("the session has ended", () -> get("/tickets", "Cookie", cookie).status() == 401);
    assertThat(get("/tickets", "Cookie", "rapport-session=made-up").status()).isEqualTo(401);
  }

  @Test
  void aSessionEndsWithItsTime() {
    try (Gateway brief = gateway("session.lifetime", "1 ms")) {
      Reply login =
          harness.post(
              brief,
              "/session",
              "{\"key\":\"" + owner + "\"}",
              "X-Rapport-Console",
              "1",
              "Origin",
              brief.url());
      assertThat(login.status()).isEqualTo(200);
      await(
          "it has ended",
          () -> harness.get(brief, "/items", "Cookie", cookie(login)).status() == 401);
    }
  }

  @Test
  void theConsoleIsForReadDeskAndAdmin() {
    for (Role role : Role.values()) {
      boolean console = Set.of(Role.READ, Role.DESK, Role.ADMIN).contains(role);
      assertThat(logIn("10.4.0.4", KEYS.get(role)).status())
          .as("%s", role)
          .isEqualTo(console ? 200 : 403);
    }
  }

  @Test
  void guessingALoginIsLimitedEvenForTheRightKey() {
    String address = "10.4.0.5";
    for (int i = 0; i < ATTEMPTS; i++) {
      assertThat(logIn(address, "rk_nobody_" + i).status()).isEqualTo(401);
    }
    Reply blocked = logIn(address, owner);
    assertThat(blocked.status()).isEqualTo(429);
    assertThat(blocked.header("Retry-After")).isNotNull();
    assertThat(logIn("10.4.0.6", owner).status()).isEqualTo(200);
  }

  @Test
  void aLoginLeadsNowhereElse() {
    Reply login =
        post("/session?next=https://evil.example", "{\"key\":\"x\"}", console("10.4.0.7"));
    assertThat(login.status()).isEqualTo(400);
    assertThat(logIn("10.4.0.7", owner).header("Location")).isNull();
  }

  // --- Tokens of an identity provider --------------------------------------------------------

  private static HttpServer provider(RSAKey key) throws IOException {
    byte[] shown = new JWKSet(key).toPublicJWKSet().toString().getBytes(StandardCharsets.UTF_8);
    HttpServer provider =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/jwks",
        exchange -> {
          exchange.sendResponseHeaders(200, shown.length);
          exchange.getResponseBody().write(shown);
          exchange.close();
        });
    provider.start();
    return provider;
  }

  private static String token(RSAKey key) throws JOSEException {
    SignedJWT token =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("k").build(),
            new JWTClaimsSet.Builder()
                .issuer(ISSUER)
                .audience("rapport")
                .subject("berta")
                .claim("roles", List.of("desk"))
                .claim("sites", List.of("default"))
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .build());
    token.sign(new RSASSASigner(key));
    return token.serialize();
  }

  @Test
  void aTokenOfTheIdentityProviderServesInPlaceOfAKey() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k").generate();
    HttpServer provider = provider(key);
    String[] options = {
      "jwt.jwks-url",
      "http://127.0.0.1:" + provider.getAddress().getPort() + "/jwks",
      "jwt.issuer",
      ISSUER,
      "jwt.audience",
      "rapport"
    };
    String text = token(key);
    try (Gateway one = harness.gateway(options)) {
      assertThat(harness.get(one, "/tickets/t1").status()).isEqualTo(401);
      assertThat(harness.get(one, "/tickets/t1", key(text)).status()).isEqualTo(200);
      assertThat(harness.get(one, "/tickets?site=other", key(text)).status()).isEqualTo(403);
      assertThat(
              harness
                  .put(one, "/sites/default/rules", "{}", key(text))
                  .json()
                  .get("detail")
                  .asText())
          .contains("jwt:berta");
      // A body is read as well when the token had to be verified first.
      String support =
          "{\"ticketId\":\"j\",\"kind\":\"OPENED\",\"body\":\"" + "x".repeat(50_000) + "\"}";
      try (Gateway fresh = harness.gateway(options)) {
        assertThat(harness.post(fresh, "/events/support-events", support, json(text)).status())
            .isEqualTo(202);
      }
      Reply login =
          harness.post(
              one,
              "/session",
              "{\"key\":\"" + text + "\"}",
              "X-Rapport-Console",
              "1",
              "Origin",
              one.url());
      assertThat(harness.get(one, "/tickets/t1", "Cookie", cookie(login)).status()).isEqualTo(200);
    }
    provider.stop(0);
    try (Gateway alone = harness.gateway(options)) {
      Reply reply = harness.get(alone, "/tickets/t1", key(text));
      assertThat(reply.status()).isEqualTo(503);
      assertThat(reply.json().get("detail").asText()).contains("identity provider");
    }
  }

  @Test
  void tokensOfAnAddressThatSentTooManyWrongOnesAreNotVerified() throws Exception {
    RSAKey key = new RSAKeyGenerator(2048).keyID("k").generate();
    HttpServer provider = provider(key);
    try (Gateway one =
        gateway(
            "jwt.jwks-url",
            "http://127.0.0.1:" + provider.getAddress().getPort() + "/jwks",
            "jwt.issuer",
            ISSUER,
            "jwt.audience",
            "rapport")) {
      String text = token(key);
      for (int i = 0; i < ATTEMPTS; i++) {
        assertThat(harness.get(one, "/tickets", from("10.8.0.1", "a.b." + i)).status())
            .isEqualTo(401);
      }
      assertThat(harness.get(one, "/tickets", from("10.8.0.1", text)).status()).isEqualTo(429);
      assertThat(harness.get(one, "/tickets", from("10.8.0.2", text)).status()).isEqualTo(200);
      // Once it is known it needs no verification.
      assertThat(harness.get(one, "/tickets", from("10.8.0.1", text)).status()).isEqualTo(200);
    } finally {
      provider.stop(0);
    }
  }

  // --- The audit record ---------------------------------------------------------------------

  private static List<JsonNode> entries() {
    try {
      List<JsonNode> entries = new ArrayList<>();
      for (Path file : List.of(audit, AuditLog.reads(audit))) {
        for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
          entries.add(JSON.readTree(line));
        }
      }
      return entries;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void awaitEntry(String action, String subject, String outcome) {
    await(
        action + " of " + subject + " is recorded",
        () ->
            entries().stream()
                .anyMatch(
                    entry ->
                        entry.get("action").asText().equals(action)
                            && entry.get("subject").asText().equals(subject)
                            && entry.get("outcome").asText().equals(outcome)));
  }

  @Test
  void whoReadOrErasedWhomIsRecorded() throws IOException {
    String desk = KEYS.get(Role.DESK);
    get("/customers/anna", key(desk));
    get("/customers/anna/timeline", key(desk));
    get("/customers?query=ann", key(desk));
    get("/tickets/t1", key(desk));
    get(list("anna-cookie"), key(desk));
    get("/customers/unheard-of", key(desk));
    post("/tickets/t1/feedback", "{\"action\":\"relabel\",\"label\":\"x\"}", json(desk));
    post(
        "/events/privacy-requests",
        "{\"requestId\":\"p-1\",\"kind\":\"ERASURE\",\"customerId\":\"erased\"}",
        json(KEYS.get(Role.INGEST)));
    logIn("10.5.0.1", "rk_nobody_secret-words");
    String id = logIn("10.5.0.1", desk).json().get("id").asText();
    Key.Issued made = issue(Role.READ, Sites.ALL, Optional.empty(), 0);
    awaitEntry("createKey", made.key().id(), "done");
    keys.change(all -> all.revoke(made.key().id(), Instant.now()));

    awaitEntry("getCustomer", "anna", "200");
    awaitEntry("getTimeline", "anna", "200");
    awaitEntry("listCustomers", "*", "200");
    awaitEntry("getTicket", "t1", "200");
    awaitEntry("getRecommendations", "anna-cookie", "200");
    awaitEntry("getCustomer", "unheard-of", "404");
    awaitEntry("giveFeedback", "t1", "202");
    awaitEntry("sendPrivacyRequest", "erased", "202");
    awaitEntry("logIn", "unknown", "401");
    awaitEntry("logIn", id, "200");
    awaitEntry("revokeKey", made.key().id(), "done");
    // What was refused as well.
    get("/customers/anna", key(KEYS.get(Role.INGEST)));
    get("/customers/bert?site=default", key(stranger));
    awaitEntry("getCustomer", "anna", "403");
    awaitEntry("getCustomer", "bert", "403");
    JsonNode read =
        entries().stream()
            .filter(entry -> entry.get("action").asText().equals("getCustomer"))
            .filter(entry -> entry.get("outcome").asText().equals("200"))
            .findFirst()
            .orElseThrow();
    assertThat(read.get("caller").asText()).isEqualTo(id);
    assertThat(read.get("roles").asText()).isEqualTo("desk");
    assertThat(read.get("client").asText()).isEqualTo("10.1.1.1");
    assertThat(read.get("site").asText()).isEqualTo("default");
    assertThat(Duration.between(Instant.parse(read.get("time").asText()), Instant.now()))
        .isLessThan(Duration.ofHours(1));
    assertThat(entries().toString())
        .doesNotContain(desk)
        .doesNotContain("secret-words")
        .doesNotContain("ERASURE");
    assertThat(get("/metrics", key(owner)).response().body())
        .contains("rapport_gateway_audit_entries_total{outcome=\"written\"}")
        .contains("rapport_gateway_refused_total");
  }

  @Test
  void failedLoginsPushNoChangeOut() throws IOException {
    String id = logIn("10.5.0.9", owner).json().get("id").asText();
    awaitEntry("logIn", id, "200");
    logIn("10.5.0.9", "rk_nobody_x");
    await(
        "the failed login is recorded",
        () ->
            Files.exists(AuditLog.reads(audit))
                && lines(AuditLog.reads(audit)).contains("10.5.0.9"));
    assertThat(lines(audit)).contains(id).doesNotContain("\"401\"");
  }

  private static String lines(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void withoutKeysAnybodyMayDoEverythingAndIsToldSo() {
    try (Gateway open = harness.gateway()) {
      JsonNode session = harness.get(open, "/session").json();
      assertThat(session.get("open").asBoolean()).isTrue();
      assertThat(session.get("roles").get(0).asText()).isEqualTo("admin");
      assertThat(harness.get(open, "/customers/anna").status()).isEqualTo(200);
      assertThat(harness.get(open, "/metrics").response().body())
          .contains("rapport_gateway_open 1.0");
    }
  }
}
