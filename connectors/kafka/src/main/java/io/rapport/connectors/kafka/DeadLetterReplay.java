package io.rapport.connectors.kafka;

import io.rapport.avro.DeadLetter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends dead letters back to the topics they came from, byte for byte. It is for use once their
 * cause is repaired: a schema registered, a rule relaxed.
 */
public final class DeadLetterReplay {

  /** The header of a replayed record that names the origin of its dead letter. */
  public static final String HEADER = "rapport-replayed-from";

  private final KafkaSettings settings;

  public DeadLetterReplay(KafkaSettings settings) {
    this.settings = settings;
  }

  /**
   * The result of a replay.
   *
   * @param read how many dead letters there are
   * @param matched how many matched the filter
   * @param replayed how many were sent and acknowledged
   * @param skipped how many matched but cannot be sent: those from a file, whose lines are in no
   *     topic's format, and those too large to be kept
   */
  public record Summary(long read, long matched, long replayed, long skipped) {}

  /**
   * Replays every dead letter that matches and is there when it starts, so that one that fails
   * again is not replayed forever.
   *
   * @throws KafkaException when the broker does not take one
   */
  public Summary replay(DeadLetterFilter filter) {
    try (var producer = producer()) {
      Replay replay = new Replay(producer);
      var counts = new DeadLetterReader(settings).forEach(filter, replay::send);
      producer.flush();
      replay.requireAllTaken();
      return new Summary(
          counts.read,
          counts.matched,
          replay.replayed.get(),
          counts.matched - replay.replayed.get());
    }
  }

  /**
   * Whether a dead letter can be sent again: one from a file cannot, whose lines are no topic's
   * format, nor one too large to have been kept.
   */
  public static boolean isReplayable(DeadLetter letter) {
    return letter.getPartition() >= 0 && !DeadLetters.isWithoutPayload(letter);
  }

  /**
   * Replays one dead letter and returns when the broker has acknowledged it.
   *
   * @throws IllegalArgumentException when it is not {@linkplain #isReplayable replayable}
   * @throws KafkaException when the broker does not take it
   */
  public void replay(DeadLetter letter) {
    if (!isReplayable(letter)) {
      throw new IllegalArgumentException(letter.getOrigin() + " cannot be replayed");
    }
    try (var producer = producer()) {
      Replay replay = new Replay(producer);
      replay.send(letter);
      producer.flush();
      replay.requireAllTaken();
    }
  }

  private KafkaProducer<byte[], byte[]> producer() {
    Properties config = settings.clientConfig();
    config.putIfAbsent("max.request.size", Integer.toString(DeadLetters.MAX_LETTER_BYTES));
    // A record too large for its topic without compression had come compressed.
    config.putIfAbsent("compression.type", "zstd");
    return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
  }

  /** One replay under way. The producer answers on a thread of its own. */
  private static final class Replay {

    private final Producer<byte[], byte[]> producer;
    private final AtomicLong replayed = new AtomicLong();
    private final AtomicReference<Exception> refused = new AtomicReference<>();

    Replay(Producer<byte[], byte[]> producer) {
      this.producer = producer;
    }

    void send(DeadLetter letter) {
      if (isReplayable(letter)) {
        // The callback gets the outcome.
        var unused = producer.send(record(letter), this::answered);
      }
    }

    private void answered(RecordMetadata metadata, Exception failure) {
      if (failure == null) {
        replayed.incrementAndGet();
      } else {
        refused.compareAndSet(null, failure);
      }
    }

    void requireAllTaken() {
      if (refused.get() != null) {
        throw new KafkaException(
            "A dead letter could not be replayed; " + replayed + " others were", refused.get());
      }
    }
  }

  private static ProducerRecord<byte[], byte[]> record(DeadLetter letter) {
    var record =
        new ProducerRecord<>(letter.getTopic(), bytes(letter.getKey()), bytes(letter.getPayload()));
    Headers headers = record.headers();
    letter.getHeaders().forEach((name, content) -> headers.add(name, bytes(content)));
    headers.remove(HEADER).add(HEADER, letter.getOrigin().getBytes(StandardCharsets.UTF_8));
    return record;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    if (buffer == null) {
      return null;
    }
    byte[] bytes = new byte[buffer.remaining()];
    buffer.duplicate().get(bytes);
    return bytes;
  }
}
