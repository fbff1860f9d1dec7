package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.Purchase;
import io.rapport.avro.SupportEvent;
import io.rapport.cli.accounting.Ledger;
import io.rapport.local.FlinkJob;
import io.rapport.local.FlinkRest;
import io.rapport.local.rest.FlinkRestException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;

/** A shop's events and a {@code rapport up} on one directory, started as often as it is ended. */
final class ShopSession implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final int JOBS = 4;

  private static final Map<String, Class<? extends SpecificRecord>> FEEDS =
      Map.of(
          "clicks", Click.class,
          "purchases", Purchase.class,
          "support-events", SupportEvent.class,
          "catalogue", CatalogueItem.class,
          "knowledge-articles", KnowledgeArticle.class,
          "privacy-requests", PrivacyRequest.class);

  /** Those who account for each feed of events. */
  private static final Map<String, List<String>> CONSUMERS =
      Map.of(
          "clicks", List.of("customer", "recommendation"),
          "purchases", List.of("customer", "recommendation"),
          "support-events", List.of("customer", "support"),
          "catalogue", List.of("recommendation"));

  private final Path directory;
  private final Map<String, Long> sentBefore = new HashMap<>();
  private RapportProcess up;
  private Producers producers;

  ShopSession(Path directory) {
    this.directory = directory;
  }

  /** Starts it and returns when its addresses are known. */
  void start() {
    // A list may depend on chance and on the moment a model arrives: neither is compared here.
    up =
        RapportProcess.up(
            directory,
            "--set=rapport.recommendation.exploration.share=0",
            "--set=rapport.recommendation.blend.units=0");
    producers = new Producers(up.kafka());
  }

  RapportProcess up() {
    return up;
  }

  Producers producers() {
    return producers;
  }

  /** Ends it as Ctrl-C would, and waits. */
  void stop() {
    remember();
    up.close();
  }

  /** Kills it, at which all of its processes end too. */
  void killAll() {
    remember();
    up.kill();
  }

  private void remember() {
    FEEDS.forEach((feed, type) -> sentBefore.merge(feed, producers.acknowledged(type), Long::sum));
    producers.close();
  }

  /** Waits until every job accounts for every event sent; returns their lines by consumer. */
  Map<String, Ledger.Line> accounts() {
    return eventually(this::lines, this::complete);
  }

  private Map<String, Ledger.Line> lines() {
    Map<String, Ledger.Line> lines = new TreeMap<>();
    FlinkRest flink = up.flink();
    try {
      for (FlinkJob job : flink.jobs()) {
        if (!job.ended()) {
          Ledger.read(flink, job.id())
              .lines()
              .forEach(line -> lines.put(line.feed() + " at " + line.consumer(), line));
        }
      }
    } catch (FlinkRestException e) {
      lines.clear(); // the JobManager is down just now
    }
    return lines;
  }

  private boolean complete(Map<String, Ledger.Line> lines) {
    return lines.values().stream()
            .allMatch(line -> line.difference() == 0 && line.in() == sent(line.feed()))
        && CONSUMERS.entrySet().stream()
            .filter(feed -> sent(feed.getKey()) > 0)
            .allMatch(
                feed ->
                    feed.getValue().stream()
                        .allMatch(
                            consumer -> lines.containsKey(feed.getKey() + " at " + consumer)));
  }

  private long sent(String feed) {
    return sentBefore.getOrDefault(feed, 0L) + producers.acknowledged(FEEDS.get(feed));
  }

  /** Whether all jobs run with all their tasks. */
  boolean running() {
    try {
      return up.flink().jobs().stream().filter(FlinkJob::fullyRunning).count() == JOBS;
    } catch (FlinkRestException e) {
      return false;
    }
  }

  /** Asks again until the answer is the one wanted, and fails with the last one. */
  <T> T eventually(Supplier<T> question, Predicate<T> wanted) {
    Instant deadline = Instant.now().plus(PATIENCE);
    while (true) {
      T answer = question.get();
      if (wanted.test(answer)) {
        return answer;
      }
      assertThat(Instant.now())
          .as(() -> "the last answer was " + answer + "\n" + up.printed())
          .isBefore(deadline);
    }
  }

  @Override
  public void close() {
    if (producers != null) {
      producers.close();
    }
    if (up != null) {
      up.close();
    }
  }
}
