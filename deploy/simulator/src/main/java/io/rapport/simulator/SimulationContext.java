package io.rapport.simulator;

import io.rapport.simulator.dirt.SimulatedRecord;
import io.rapport.simulator.people.Order;
import io.rapport.simulator.people.Population;
import io.rapport.simulator.shop.Assortment;
import io.rapport.simulator.shop.Item;
import io.rapport.simulator.shop.StockRoom;
import io.rapport.simulator.support.MessageWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.apache.avro.specific.SpecificRecord;

/** The state that all actors share: shop, people, random numbers, agenda and outbox. */
final class SimulationContext {

  private static final int LAUNCHES = 10_000;
  private static final int REMEMBERED_ORDERS = 20_000;

  final SimulatorSettings settings;
  final RandomGenerator random;
  final Assortment assortment;
  final StockRoom stock;
  final Population population;
  final MessageWriter desk;
  final UnticketedOrders orders;
  final Agenda agenda;
  final GroundTruth truth;
  private final Queue<SimulatedRecord> outbox = new ArrayDeque<>();
  private final String idPrefix;
  private long nextId;
  private long nextOrder = 700_000;
  private long nextTicket = 30_000;

  SimulationContext(SimulatorSettings settings, GroundTruth truth) {
    this.settings = settings;
    this.truth = truth;
    // Named, because the default algorithm may change with the JDK.
    this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(settings.seed());
    this.assortment =
        new Assortment(
            settings.items(), settings.items() + LAUNCHES, settings.zipfExponent(), random);
    this.stock = new StockRoom(assortment.capacity(), random);
    this.population = new Population(settings.customers(), settings.visitors(), assortment, random);
    this.desk = new MessageWriter(random);
    this.orders = new UnticketedOrders(REMEMBERED_ORDERS, random);
    this.agenda = new Agenda(settings.activeActors());
    this.idPrefix =
        "sim-%s-%s-"
            .formatted(
                Long.toString(settings.seed(), Character.MAX_RADIX),
                Long.toString(settings.startTime(), Character.MAX_RADIX));
  }

  /** An event id that no other event of this or another run has. */
  String eventId() {
    return idPrefix + nextId++;
  }

  /** The prefix of the identifiers of all events of this run. */
  String idPrefix() {
    return idPrefix;
  }

  String orderId() {
    return "R" + nextOrder++;
  }

  String ticketId() {
    return "T" + nextTicket++;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** An exponential waiting time in milliseconds, at least one. */
  long wait(Duration mean) {
    double uniform = 1 - random.nextDouble();
    return Math.max(1, (long) (-StrictMath.log(uniform) * mean.toMillis()));
  }

  /** Sends a sound record on its way. */
  void emit(SpecificRecord value, long now) {
    emit(Records.record(value, now));
  }

  void emit(SimulatedRecord record) {
    outbox.add(record);
  }

  /** The next record on its way; null when there is none. */
  SimulatedRecord next() {
    return outbox.poll();
  }

  void announce(Item item, long now) {
    announce(item, now, Instant.ofEpochMilli(now));
  }

  private void announce(Item item, long now, Instant time) {
    emit(Records.catalogueItem(item, stock.left(item), this, time), now);
  }

  /** Remembers an order that a ticket may be about. */
  void remember(Order order) {
    orders.add(order);
  }
}
