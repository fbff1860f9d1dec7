package io.rapport.connectors.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Tokens of an identity provider whose public keys a local server shows. */
class JwtCallersTest {

  private static final String ISSUER = "https://id.example";
  private static final String AUDIENCE = "rapport";

  private static RSAKey first;
  private static RSAKey second;
  private static ECKey curve;

  private final AtomicInteger asked = new AtomicInteger();
  private volatile JWKSet shown;
  private HttpServer provider;

  @BeforeAll
  static void makeKeys() throws JOSEException {
    first = new RSAKeyGenerator(2048).keyID("first").generate();
    second = new RSAKeyGenerator(2048).keyID("second").generate();
    curve = new ECKeyGenerator(Curve.P_256).keyID("curve").generate();
  }

  @BeforeEach
  void start() throws IOException {
    show(first, curve);
    provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    provider.createContext(
        "/jwks",
        exchange -> {
          asked.incrementAndGet();
          byte[] body = shown.toString().getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    provider.start();
  }

  @AfterEach
  void stop() {
    provider.stop(0);
  }

  private void show(JWK... keys) {
    shown = new JWKSet(List.of(keys)).toPublicJWKSet();
  }

  private JwtCallers callers(Duration refresh, Duration minInterval, Duration outage) {
    return new JwtCallers(
        new JwtSettings(
            URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/jwks"),
            ISSUER,
            AUDIENCE,
            "realm_access.roles",
            "sites",
            refresh,
            minInterval,
            outage,
            Duration.ofSeconds(2),
            100),
        Clock.systemUTC());
  }

  private JwtCallers callers() {
    return callers(Duration.ofMinutes(5), Duration.ofMillis(1), Duration.ofHours(1));
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder()
        .issuer(ISSUER)
        .audience(AUDIENCE)
        .subject("anna")
        .claim("realm_access", Map.of("roles", List.of("desk", "ingest", "browser", "pilot")))
        .claim("sites", List.of("default"))
        .expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  private static String signed(JWK key, JWTClaimsSet claims) throws JOSEException {
    boolean rsa = key instanceof RSAKey;
    JWSSigner signer = rsa ? new RSASSASigner((RSAKey) key) : new ECDSASigner((ECKey) key);
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(rsa ? JWSAlgorithm.RS256 : JWSAlgorithm.ES256)
                .keyID(key.getKeyID())
                .type(JOSEObjectType.JWT)
                .build(),
            claims);
    jwt.sign(signer);
    return jwt.serialize();
  }

  @Test
  void aTokenNamesSubjectRolesAndSites() throws Exception {
    JwtCallers callers = callers();
    for (JWK key : List.of(first, curve)) {
      String token = signed(key, claims().build());
      assertThat(JwtCallers.isToken(token)).isTrue();
      Caller caller = callers.verify(token).orElseThrow();
      assertThat(caller.id()).isEqualTo("jwt:anna");
      // A page is known by a key's origins alone.
      assertThat(caller.roles()).containsExactlyInAnyOrder(Role.DESK, Role.INGEST);
      assertThat(caller.sites()).isEqualTo(Sites.of(List.of("default")));
      assertThat(callers.remembered(token)).contains(caller);
    }
    assertThat(asked).hasValue(1);
    Caller nothing =
        callers
            .verify(
                signed(first, claims().claim("realm_access", null).claim("sites", null).build()))
            .orElseThrow();
    assertThat(nothing.roles()).isEmpty();
    assertThat(nothing.sites().include("default")).isFalse();
    assertThat(callers.verify(signed(first, claims().claim("sites", "*").build())))
        .map(Caller::sites)
        .contains(Sites.ALL);
  }

  @Test
  void anUnsignedTokenIsRefused() throws Exception {
    assertThat(callers().verify(new PlainJWT(claims().build()).serialize())).isEmpty();
    String token = signed(first, claims().build());
    assertThat(callers().verify(token.substring(0, token.lastIndexOf('.') + 1))).isEmpty();
  }

  @Test
  void aTokenSignedWithThePublicKeyAsAPasswordIsRefused() throws Exception {
    SignedJWT jwt =
        new SignedJWT(
            new JWSHeader.Builder(JWSAlgorithm.HS256).keyID("first").build(), claims().build());
    jwt.sign(new MACSigner(first.toRSAPublicKey().getEncoded()));
    assertThat(callers().verify(jwt.serialize())).isEmpty();
  }

  @Test
  void aTokenOfAnotherIssuerOrForAnotherAudienceIsRefused() throws Exception {
    JwtCallers callers = callers();
    assertThat(callers.verify(signed(first, claims().issuer("https://evil.example").build())))
        .isEmpty();
    assertThat(callers.verify(signed(first, claims().audience("mail").build()))).isEmpty();
    assertThat(callers.verify(signed(first, claims().issuer(null).build()))).isEmpty();
    assertThat(callers.verify(signed(first, claims().audience((String) null).build()))).isEmpty();
    assertThat(callers.verify(signed(first, claims().subject(null).build()))).isEmpty();
  }

  @Test
  void anExpiredAndAFutureTokenAreRefused() throws Exception {
    JwtCallers callers = callers();
    Instant now = Instant.now();
    assertThat(
            callers.verify(
                signed(first, claims().expirationTime(Date.from(now.minusSeconds(60))).build())))
        .isEmpty();
    assertThat(
            callers.verify(
                signed(first, claims().expirationTime(Date.from(now.minusSeconds(10))).build())))
        .as("within the skew of clocks")
        .isPresent();
    assertThat(
            callers.verify(
                signed(first, claims().notBeforeTime(Date.from(now.plusSeconds(120))).build())))
        .isEmpty();
    assertThat(callers.verify(signed(first, claims().expirationTime(null).build()))).isEmpty();
  }

  @Test
  void aTokenOfAStrangersKeyIsRefused() throws Exception {
    RSAKey stranger = new RSAKeyGenerator(2048).keyID("first").generate();
    assertThat(callers().verify(signed(stranger, claims().build()))).isEmpty();
    String token = signed(first, claims().build());
    String other = signed(first, claims().subject("bert").build());
    assertThat(
            callers()
                .verify(
                    token.substring(0, token.lastIndexOf('.'))
                        + other.substring(other.lastIndexOf('.'))))
        .isEmpty();
  }

  @Test
  void aNewKeyIsLearnedFromTheProvider() throws Exception {
    JwtCallers callers = callers();
    assertThat(callers.verify(signed(first, claims().build()))).isPresent();
    assertThat(callers.verify(signed(second, claims().build()))).isEmpty();
    show(second);
    Optional<Caller> learned = Optional.empty();
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (learned.isEmpty() && System.nanoTime() < end) {
      learned = callers.verify(signed(second, claims().build()));
    }
    assertThat(learned).isPresent();
    assertThat(callers.verify(signed(first, claims().build()))).isEmpty();
  }

  @Test
  void tokensOfUnknownKeysDoNotHaveTheProviderAskedEachTime() throws Exception {
    JwtCallers callers = callers(Duration.ofMinutes(5), Duration.ofMinutes(4), Duration.ofHours(1));
    String unknown = signed(second, claims().build());
    for (int i = 0; i < 50; i++) {
      assertThat(callers.verify(unknown)).isEmpty();
    }
    assertThat(asked.get()).isBetween(1, 3);
    assertThat(callers.verify(signed(first, claims().build()))).isPresent();
  }

  @Test
  void whileTheProviderIsAwayItsKnownKeysHoldForATime() throws Exception {
    JwtCallers lasting = callers(Duration.ofSeconds(5), Duration.ofMillis(1), Duration.ofHours(1));
    JwtCallers brief = callers(Duration.ofMillis(10), Duration.ofMillis(1), Duration.ofMillis(1));
    assertThat(lasting.verify(signed(first, claims().build()))).isPresent();
    assertThat(brief.verify(signed(first, claims().build()))).isPresent();
    provider.stop(0);
    assertThat(lasting.verify(signed(first, claims().subject("bert").build()))).isPresent();
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    boolean away = false;
    while (!away && System.nanoTime() < end) {
      try {
        brief.verify(signed(first, claims().build()));
      } catch (UnavailableException e) {
        away = true;
        assertThat(e).hasMessageContaining("not to be had");
      }
    }
    assertThat(away).isTrue();
    assertThatThrownBy(() -> callers().verify(signed(first, claims().build())))
        .isInstanceOf(UnavailableException.class);
  }
}
