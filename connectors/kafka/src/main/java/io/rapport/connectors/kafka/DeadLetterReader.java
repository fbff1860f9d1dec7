package io.rapport.connectors.kafka;

import io.rapport.avro.DeadLetter;
import io.rapport.connectors.kafka.wire.WireDecoder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/** Reads the dead-letter topic from its beginning to the end it has when reading starts. */
public final class DeadLetterReader {

  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private static final Comparator<DeadLetter> OLDEST_FIRST =
      Comparator.comparing(DeadLetter::getEventTime).thenComparing(DeadLetter::getOrigin);

  private final KafkaSettings settings;

  public DeadLetterReader(KafkaSettings settings) {
    this.settings = settings;
  }

  /**
   * The result of a listing.
   *
   * @param newest the newest that matched, oldest first
   * @param matched how many matched
   * @param read how many dead letters there are
   * @param unreadable how many records of the topic are no dead letters
   */
  public record Listing(List<DeadLetter> newest, long matched, long read, long unreadable) {}

  /**
   * The newest dead letters that match.
   *
   * @param limit at most so many
   */
  public Listing list(DeadLetterFilter filter, int limit) {
    PriorityQueue<DeadLetter> newest = new PriorityQueue<>(OLDEST_FIRST);
    Counts counts =
        forEach(
            filter,
            letter -> {
              newest.add(letter);
              if (newest.size() > limit) {
                newest.poll();
              }
            });
    List<DeadLetter> sorted = new ArrayList<>(newest);
    sorted.sort(OLDEST_FIRST);
    return new Listing(sorted, counts.matched, counts.read, counts.unreadable);
  }

  /**
   * The dead letter at one place of the topic.
   *
   * @return empty when there is none, or no longer
   */
  public Optional<DeadLetter> at(int partition, long offset) {
    try (var kafka = TopicReader.consumer(settings);
        var registry = settings.openRegistry()) {
      TopicPartition place = new TopicPartition(settings.topic(DeadLetter.class).name(), partition);
      boolean known =
          kafka.partitionsFor(place.topic()).stream().anyMatch(p -> p.partition() == partition);
      if (!known || offset < 0 || offset >= end(kafka, place)) {
        return Optional.empty();
      }
      kafka.assign(List.of(place));
      kafka.seek(place, offset);
      long deadline = System.nanoTime() + ANSWER.toNanos();
      while (kafka.position(place) <= offset && System.nanoTime() < deadline) {
        for (ConsumerRecord<byte[], byte[]> record : kafka.poll(POLL)) {
          // A later record comes when this one has expired, or was the end of a transaction.
          return record.offset() == offset
              ? Optional.ofNullable(
                  new WireDecoder<>(DeadLetter.class, registry).decode(record.value()).value())
              : Optional.empty();
        }
      }
      return Optional.empty();
    } catch (InterruptedException e) {
      throw new InterruptException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static long end(KafkaConsumer<?, ?> kafka, TopicPartition place) {
    return kafka.endOffsets(List.of(place)).get(place);
  }

  /** The numbers of records seen. */
  static final class Counts {
    long read;
    long matched;
    long unreadable;
  }

  /** Hands every matching dead letter over, partition by partition in order. */
  Counts forEach(DeadLetterFilter filter, Consumer<DeadLetter> consumer) {
    Counts counts = new Counts();
    counts.unreadable =
        new TopicReader(settings)
            .forEach(DeadLetter.class, letter -> take(letter, filter, consumer, counts));
    return counts;
  }

  private static void take(
      DeadLetter letter, DeadLetterFilter filter, Consumer<DeadLetter> consumer, Counts counts) {
    counts.read++;
    if (filter.matches(letter)) {
      counts.matched++;
      consumer.accept(letter);
    }
  }
}
