package io.rapport.cli;

import io.rapport.connectors.kafka.KafkaSettings;
import io.rapport.simulator.ShopSimulator;
import io.rapport.simulator.SimulatorRunner;
import io.rapport.simulator.SimulatorSettings;
import java.util.Map;
import java.util.TreeMap;

/** A simulator that sends in a thread of its own, at the pace of the wall clock. */
final class SimulatedShop implements AutoCloseable {
  /** Every topic's name starts so; the rest is the feed's name. */
  private static final String TOPIC_START = "rapport.";

  private final SimulatorRunner runner;
  private final Thread thread;

  private SimulatedShop(SimulatorRunner runner) {
    this.runner = runner;
    this.thread = new Thread(runner, "simulated-shop");
  }

  /**
   * Opens the shop.
   *
   * @param rate live events a second
   * @param seed of all its chance
   */
  static SimulatedShop open(KafkaSettings kafka, int rate, long seed) {
    SimulatorSettings settings = SimulatorSettings.of(seed, System.currentTimeMillis(), rate);
    SimulatorRunner runner =
        new SimulatorRunner(new ShopSimulator(settings), kafka, Long.MAX_VALUE);
    SimulatedShop shop = new SimulatedShop(runner);
    shop.thread.start();
    return shop;
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
          "The simulated shop stopped: " + Failures.message(report.failure()), report.failure());
    }
    Map<String, Long> produced = new TreeMap<>();
    report
        .topics()
        .forEach(
            (topic, counts) ->
                produced.put(topic.substring(TOPIC_START.length()), counts.acknowledged()));
    return produced;
  }

  /** Stops producing; returns when the broker has confirmed everything that was sent. */
  void stop() {
    runner.stop();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stop();
    runner.close();
  }
}
