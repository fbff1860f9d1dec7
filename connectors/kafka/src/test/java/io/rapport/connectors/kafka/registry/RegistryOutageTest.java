package io.rapport.connectors.kafka.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.avro.Click;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.Samples;
import io.rapport.connectors.kafka.wire.WireDecoder;
import io.rapport.connectors.kafka.wire.WireEncoder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistryOutageTest {

  private final RegistryServer registry = RegistryServer.started();
  private final Click click = Samples.click("v");
  private RegistryLookup lookup;
  private WireDecoder<Click> decoder;

  @BeforeEach
  void connect() throws Exception {
    registry.put(1, Click.getClassSchema());
    registry.put(2, Click.getClassSchema());
    lookup = registry.settings().openRegistry();
    decoder = new WireDecoder<>(Click.class, lookup);
    assertThat(decoder.decode(Samples.wire(1, click)).value()).isEqualTo(click);
  }

  @AfterEach
  void disconnect() throws Exception {
    decoder.close();
    registry.close();
  }

  private CompletableFuture<Click> decodeAside(int id) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return decoder.decode(Samples.wire(id, click)).value();
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("waited in vain").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  @Test
  void cachedIdsGoOnWorkingAndOthersWaitUntilItIsBack() throws Exception {
    registry.stop();

    assertThat(decoder.decode(Samples.wire(1, click)).value()).isEqualTo(click);
    CompletableFuture<Click> other = decodeAside(2);
    await(() -> lookup.failedAttempts() >= 3);
    assertThat(lookup.waiting()).isTrue();
    assertThat(other).isNotDone();

    registry.start();
    assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(click);
    assertThat(lookup.waiting()).isFalse();
  }

  /** 404 without the registry's own code is what a proxy or a wrong address answers. */
  @ParameterizedTest
  @ValueSource(ints = {404, 429, 500, 503})
  void noAnswerIsNotAnAnswer(int status) throws Exception {
    registry.answerWith(status);
    CompletableFuture<Click> other = decodeAside(2);
    await(() -> lookup.failedAttempts() >= 2);
    assertThat(other).isNotDone();

    registry.answerWith(200);
    assertThat(other.get(30, TimeUnit.SECONDS)).isEqualTo(click);
  }

  @Test
  void writersWaitToo() throws Exception {
    registry.stop();
    RegistryLookup writersLookup = registry.settings().openRegistry();
    try (WireEncoder<Click> encoder = new WireEncoder<>(Click.class, writersLookup)) {
      CompletableFuture<byte[]> bytes =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return encoder.encode("t", click);
                } catch (InterruptedException e) {
                  throw new IllegalStateException(e);
                }
              });
      await(() -> writersLookup.failedAttempts() >= 2);
      assertThat(bytes).isNotDone();

      registry.start();
      assertThat(bytes.get(30, TimeUnit.SECONDS)).isEqualTo(Samples.wire(1, click));
    }
  }

  @Test
  void waitingCanBeInterrupted() throws Exception {
    registry.stop();
    AtomicReference<Throwable> outcome = new AtomicReference<>();
    Thread waiter =
        new Thread(
            () -> {
              try {
                decoder.decode(Samples.wire(2, click));
              } catch (InterruptedException e) {
                outcome.set(e);
              }
            });
    waiter.start();
    await(() -> lookup.waiting());
    waiter.interrupt();
    waiter.join(30_000);

    assertThat(outcome.get()).isInstanceOf(InterruptedException.class);
    registry.start();
  }

  @Test
  void refusesASettingThatWouldNotWait() {
    KafkaSettings settings = registry.settings();
    assertThatThrownBy(
            () ->
                new KafkaSettings(
                    settings.bootstrapServers(),
                    settings.registryUrl(),
                    settings.groupId(),
                    settings.topicPrefix(),
                    1,
                    1,
                    settings.linger(),
                    settings.batchLinger(),
                    settings.transactionTimeout(),
                    settings.outOfOrderness(),
                    settings.futureBound(),
                    settings.idleness(),
                    settings.registryBackoffMax(),
                    settings.registryBackoffMin(),
                    settings.clientProperties()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("registry-max-backoff");
  }
}
