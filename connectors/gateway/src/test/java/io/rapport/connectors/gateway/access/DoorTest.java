package io.rapport.connectors.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class DoorTest {

  private static AccessSettings settings(Optional<JwtSettings> jwt) {
    return new AccessSettings(
        Optional.empty(),
        false,
        Duration.ofMinutes(1),
        false,
        10,
        Duration.ofHours(1),
        Duration.ofDays(90),
        Duration.ofDays(400),
        true,
        2,
        100,
        1,
        jwt);
  }

  private static Caller caller(int rate) {
    return new Caller("k1", EnumSet.of(Role.INGEST), Sites.ALL, Set.of(), "", rate, Instant.MAX);
  }

  private static String encoded(String json) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void aChangedRateOfAKeyHoldsAtOnce() {
    try (Door door = new Door(settings(Optional.empty()), Clock.systemUTC())) {
      assertThat(door.take(caller(1), 2)).isZero();
      assertThat(door.take(caller(1), 2)).isPositive();
      assertThat(door.take(caller(1000), 500)).isZero();
      assertThat(door.takeAll(caller(1000), 500)).isZero();
    }
  }

  @Test
  void attemptsAreLookedAtWithoutBeingCounted() {
    try (Door door = new Door(settings(Optional.empty()), Clock.systemUTC())) {
      assertThat(door.blocked("a")).isZero();
      assertThat(door.attempt("a")).isZero();
      assertThat(door.blocked("a")).isZero();
      assertThat(door.attempt("a")).isZero();
      assertThat(door.blocked("a")).isPositive();
      assertThat(door.blocked("b")).isZero();
    }
  }

  @Test
  void tokensVerifiedAtOnceAreBoundedWhileTheProviderIsSlow() throws Exception {
    CountDownLatch asked = new CountDownLatch(1);
    CountDownLatch answers = new CountDownLatch(1);
    HttpServer provider = slowProvider(asked, answers);
    JwtSettings jwt =
        new JwtSettings(
            URI.create("http://127.0.0.1:" + provider.getAddress().getPort() + "/jwks"),
            "https://id.example",
            "rapport",
            "roles",
            "sites",
            Duration.ofMinutes(5),
            Duration.ofMillis(1),
            Duration.ofHours(1),
            Duration.ofMinutes(1),
            100);
    String made =
        encoded("{\"alg\":\"RS256\",\"kid\":\"made-up\"}") + "." + encoded("{}") + ".AAAA";
    try (Door door = new Door(settings(Optional.of(jwt)), Clock.systemUTC())) {
      CompletableFuture<Optional<Caller>> first =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return door.identify(made);
                } catch (UnavailableException e) {
                  throw new IllegalStateException(e);
                }
              });
      assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
      assertThat(door.verifying()).isEqualTo(1);
      assertThatThrownBy(() -> door.identify(made))
          .isInstanceOf(UnavailableException.class)
          .hasMessageContaining("Too many tokens");
      answers.countDown();
      assertThat(first.get(1, TimeUnit.MINUTES)).isEmpty();
      assertThat(door.verifying()).isZero();
    } finally {
      answers.countDown();
      provider.stop(0);
    }
  }

  /** An identity provider without keys that answers when it is let. */
  private static HttpServer slowProvider(CountDownLatch asked, CountDownLatch answers)
      throws IOException {
    HttpServer provider =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body = "{\"keys\":[]}".getBytes(StandardCharsets.UTF_8);
    provider.createContext(
        "/jwks",
        exchange -> {
          asked.countDown();
          try {
            answers.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    provider.start();
    return provider;
  }
}
