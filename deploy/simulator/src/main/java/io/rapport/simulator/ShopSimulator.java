package io.rapport.simulator;

import io.rapport.simulator.dirt.Dirt;
import io.rapport.simulator.dirt.Polluter;
import io.rapport.simulator.dirt.SimulatedRecord;
import java.util.Iterator;

/**
 * The records of a simulated shop, without end: first the opening burst (catalogue, knowledge base,
 * customers, earlier orders), then live records at exactly the configured rate of event time.
 *
 * <p>The n-th live record (from 0) is due at {@code startTime + n / eventsPerSecond}. An actor that
 * is due by then takes a step; when none is, a new one arrives, so that the rate holds from the
 * first second. Equal settings give equal records; no clock is read.
 *
 * <p>For one thread; {@link #truth()} may be asked by any.
 */
public final class ShopSimulator implements Iterator<SimulatedRecord> {

  private static final long SHORTEST_REPEAT = 50;
  private static final long LONGEST_REPEAT = 5_000;
  private static final long SHORTEST_HOLD = 500;
  private static final long LONGEST_HOLD = 4_000;

  private final SimulatorSettings settings;
  private final GroundTruth truth = new GroundTruth();
  private final SimulationContext stage;
  private final Arrivals arrivals;
  private final Polluter polluter;
  private SimulatedRecord opening;
  private long liveRecords;

  public ShopSimulator(SimulatorSettings settings) {
    this.settings = settings;
    this.stage = new SimulationContext(settings, truth);
    this.arrivals = new Arrivals(stage);
    this.polluter = new Polluter(settings.dirt(), stage.random);
    Opening.emit(stage);
    this.opening = stage.next();
  }

  /** Whether the next record still belongs to the opening burst. */
  public boolean isOpening() {
    return opening != null;
  }

  /** The time at which the next live record is due, milliseconds since the epoch. */
  public long nextDue() {
    return settings.startTime() + (long) (liveRecords * 1_000.0 / settings.eventsPerSecond());
  }

  /** The truth about the records given so far. */
  public GroundTruth truth() {
    return truth;
  }

  /** Always true: a shop does not close. */
  @Override
  public boolean hasNext() {
    return true;
  }

  @Override
  public SimulatedRecord next() {
    SimulatedRecord record = opening == null ? live() : burst();
    truth.sent(record.topic(), record.dirt());
    return record;
  }

  private SimulatedRecord burst() {
    SimulatedRecord record = polluter.spoil(opening, polluter.drawOpening());
    opening = stage.next();
    return record;
  }

  private SimulatedRecord live() {
    long now = nextDue();
    SimulatedRecord record;
    do {
      record = soiled(upcoming(now), now);
    } while (record == null);
    liveRecords++;
    return record;
  }

  /** The next record on its way; lets people act until there is one. */
  private SimulatedRecord upcoming(long now) {
    SimulatedRecord record = stage.next();
    while (record == null) {
      Actor due = stage.agenda.due(now);
      if (due == null) {
        arrivals.come(now, liveRecords);
      } else {
        due.act(now, stage);
      }
      record = stage.next();
    }
    return record;
  }

  /** The record as it reaches the broker; null when it is held back for later. */
  private SimulatedRecord soiled(SimulatedRecord record, long now) {
    if (record.dirt() != Dirt.CLEAN) {
      return record;
    }
    Dirt dirt = polluter.drawLive();
    SimulatedRecord soiled = polluter.spoil(record, dirt);
    switch (soiled.dirt()) {
      case DUPLICATE -> {
        later(soiled, now + stage.random.nextLong(SHORTEST_REPEAT, LONGEST_REPEAT));
        return record;
      }
      case OUT_OF_ORDER -> {
        later(soiled, now + stage.random.nextLong(SHORTEST_HOLD, LONGEST_HOLD));
        return null;
      }
      default -> {
        return soiled;
      }
    }
  }

  private void later(SimulatedRecord record, long time) {
    stage.agenda.plan(time, (now, scene) -> scene.emit(record));
  }
}
