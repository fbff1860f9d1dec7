package io.rapport.cli.demo;

import io.rapport.avro.Recommendation;
import io.rapport.cli.accounting.TopicCounts;
import io.rapport.command.CommandFailedException;
import io.rapport.command.FailureReason;
import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.connectors.kafka.WireProducer;
import io.rapport.simulator.ShopSimulator;
import io.rapport.simulator.Shopfront;
import io.rapport.simulator.SimulatorRunner;
import io.rapport.simulator.SimulatorSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A simulator that sends in a thread of its own, at the pace of the wall clock, and whose visitors
 * look at what is recommended to them.
 */
final class SimulatedShop implements AutoCloseable {
  private final SimulatorRunner runner;
  private final Thread thread;
  private final Shopfront front;
  private final WireProducer answers;
  private boolean open = true;

  private SimulatedShop(SimulatorRunner runner, Shopfront front, WireProducer answers) {
    this.runner = runner;
    this.front = front;
    this.answers = answers;
    this.thread = new Thread(runner, "simulated-shop");
  }

  /**
   * Opens the shop.
   *
   * @param rate live events a second
   * @param items it opens with
   * @param seed of all random choices
   */
  static SimulatedShop open(KafkaSettings kafka, int rate, int items, long seed) {
    SimulatorSettings usual = SimulatorSettings.of(seed, System.currentTimeMillis(), rate);
    SimulatorSettings settings = usual.withSize(items, usual.customers());
    SimulatorRunner runner =
        new SimulatorRunner(new ShopSimulator(settings), kafka, Long.MAX_VALUE);
    SimulatedShop shop =
        new SimulatedShop(runner, new Shopfront(settings), new WireProducer(kafka));
    shop.thread.start();
    return shop;
  }

  /** Shows a recommendation on the page of its visitor. */
  synchronized void show(Recommendation recommendation) {
    if (open) {
      front.show(recommendation, Instant.now()).forEach(answers::send);
    }
  }

  /**
   * Events that the broker has confirmed, by feed.
   *
   * @throws CommandFailedException if the shop had to stop
   */
  Map<String, Long> produced() {
    SimulatorRunner.Report report = runner.report();
    if (report.failure() != null) {
      throw new CommandFailedException(
          "The simulated shop stopped: " + FailureReason.of(report.failure()), report.failure());
    }
    Map<String, Long> produced = new TreeMap<>();
    for (Map<String, WireProducer.Counts> topics : List.of(report.topics(), answers.counts())) {
      topics.forEach(
          (topic, counts) ->
              produced.merge(TopicCounts.feed(topic), counts.acknowledged(), Long::sum));
    }
    return produced;
  }

  /** Stops producing; returns when the broker has confirmed everything that was sent. */
  void stop() {
    closeFront();
    runner.stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** From now on nothing is shown; returns when the broker has confirmed what was done. */
  private synchronized void closeFront() {
    open = false;
    answers.flush();
  }

  @Override
  public void close() {
    stop();
    runner.close();
    answers.close();
  }
}
