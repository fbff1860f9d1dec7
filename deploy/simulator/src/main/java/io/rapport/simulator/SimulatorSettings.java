package io.rapport.simulator;

import io.rapport.simulator.dirt.DirtShares;
import java.time.Duration;

/**
 * The settings of the simulated shop. Two simulators with equal settings give equal records.
 *
 * @param seed of all chance
 * @param startTime event time of the first live record, milliseconds since the epoch
 * @param eventsPerSecond live records a second of event time
 * @param site the shop's name in every record
 * @param items the shop opens with
 * @param zipfExponent of the items' popularity
 * @param customers with an account from the start
 * @param visitors remembered at most: as many may come back
 * @param activeActors visitors, tickets and other things in progress at most; beyond it whoever is
 *     next does not take their time
 * @param meanDwell mean time a visitor looks at a page
 * @param meanAftermath mean time from an order to what follows from it; far below a real shop's
 *     days, so that a minute shows the whole story
 * @param meanAgentDelay mean time an agent takes for a step, shortened likewise
 * @param ticketChance chance that a new arrival is somebody who writes to the desk and not a
 *     visitor
 * @param labelNoise chance that an agent gives a ticket a wrong intent
 * @param dirt what goes wrong on the way
 */
public record SimulatorSettings(
    long seed,
    long startTime,
    double eventsPerSecond,
    String site,
    int items,
    double zipfExponent,
    int customers,
    int visitors,
    int activeActors,
    Duration meanDwell,
    Duration meanAftermath,
    Duration meanAgentDelay,
    double ticketChance,
    double labelNoise,
    DirtShares dirt) {

  public SimulatorSettings {
    if (!(eventsPerSecond > 0)) {
      throw new IllegalArgumentException("events a second must be above 0: " + eventsPerSecond);
    }
    if (!(ticketChance >= 0 && ticketChance <= 1 && labelNoise >= 0 && labelNoise <= 1)) {
      throw new IllegalArgumentException("chances lie between 0 and 1");
    }
    if (activeActors < 1) {
      throw new IllegalArgumentException("at least one actor has to be active");
    }
  }

  /** A shop of 1,000 items and 2,000 customers with the usual dirt. */
  public static SimulatorSettings of(long seed, long startTime, double eventsPerSecond) {
    return new SimulatorSettings(
        seed,
        startTime,
        eventsPerSecond,
        "default",
        1_000,
        1.0,
        2_000,
        20_000,
        200_000,
        Duration.ofSeconds(6),
        Duration.ofSeconds(8),
        Duration.ofSeconds(3),
        0.12,
        0.02,
        DirtShares.usual());
  }

  /** The same with another mixture of dirt. */
  public SimulatorSettings withDirt(DirtShares shares) {
    return copy(site, items, customers, shares);
  }

  /** The same shop under another name. */
  public SimulatorSettings withSite(String name) {
    return copy(name, items, customers, dirt);
  }

  /** The same with another size. */
  public SimulatorSettings withSize(int itemCount, int customerCount) {
    return copy(site, itemCount, customerCount, dirt);
  }

  private SimulatorSettings copy(
      String newSite, int newItems, int newCustomers, DirtShares newDirt) {
    return new SimulatorSettings(
        seed,
        startTime,
        eventsPerSecond,
        newSite,
        newItems,
        zipfExponent,
        newCustomers,
        visitors,
        activeActors,
        meanDwell,
        meanAftermath,
        meanAgentDelay,
        ticketChance,
        labelNoise,
        newDirt);
  }
}
