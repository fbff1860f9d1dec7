package io.rapport.simulator;

import io.rapport.simulator.dirt.Dirt;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.apache.avro.specific.SpecificRecord;

/**
 * The truth about the simulated records: how many there are of each kind, the intent of each ticket
 * and the item that each visitor looked at next. The last two are bounded and go to whoever
 * {@linkplain #listen listens}. Any thread may read.
 */
public final class GroundTruth {

  /** A listener to the truth. Called by the simulator's thread. */
  public interface Listener {

    /** A ticket was opened; {@code intent} is the true one. */
    void ticketOpened(String eventId, String intent);

    /** After the click {@code eventId} the visitor next looked at {@code itemId}. */
    void nextItem(String eventId, String itemId);
  }

  private static final Listener NOBODY =
      new Listener() {
        @Override
        public void ticketOpened(String eventId, String intent) {}

        @Override
        public void nextItem(String eventId, String itemId) {}
      };

  private final Map<Class<? extends SpecificRecord>, Map<Dirt, LongAdder>> counts = new HashMap<>();
  private volatile Listener listener = NOBODY;

  GroundTruth() {
    Records.CONTRACTS.forEach(
        contract -> {
          Map<Dirt, LongAdder> row = new EnumMap<>(Dirt.class);
          for (Dirt dirt : Dirt.values()) {
            row.put(dirt, new LongAdder());
          }
          counts.put(contract, Collections.unmodifiableMap(row));
        });
  }

  /** Sets the listener, in place of the one before. */
  public void listen(Listener newListener) {
    listener = newListener;
  }

  void sent(Class<? extends SpecificRecord> topic, Dirt dirt) {
    counts.get(topic).get(dirt).increment();
  }

  void opened(String eventId, String intent) {
    listener.ticketOpened(eventId, intent);
  }

  void next(String eventId, String itemId) {
    listener.nextItem(eventId, itemId);
  }

  /** Records of a topic with a kind of dirt. */
  public long count(Class<? extends SpecificRecord> topic, Dirt dirt) {
    return counts.get(topic).get(dirt).sum();
  }

  /** Records of a topic that a correct engine treats in a way. */
  public long count(Class<? extends SpecificRecord> topic, Dirt.Fate fate) {
    long sum = 0;
    for (Dirt dirt : Dirt.values()) {
      sum += dirt.fate() == fate ? count(topic, dirt) : 0;
    }
    return sum;
  }

  /** All records of a topic. */
  public long count(Class<? extends SpecificRecord> topic) {
    long sum = 0;
    for (Dirt dirt : Dirt.values()) {
      sum += count(topic, dirt);
    }
    return sum;
  }

  /** All records with a kind of dirt. */
  public long count(Dirt dirt) {
    return Records.CONTRACTS.stream().mapToLong(topic -> count(topic, dirt)).sum();
  }

  /** All records. */
  public long total() {
    return Records.CONTRACTS.stream().mapToLong(this::count).sum();
  }

  /** All counts above zero, by topic class and kind of dirt. */
  public Map<Class<? extends SpecificRecord>, Map<Dirt, Long>> counts() {
    Map<Class<? extends SpecificRecord>, Map<Dirt, Long>> table = new LinkedHashMap<>();
    for (Class<? extends SpecificRecord> contract : Records.CONTRACTS) {
      Map<Dirt, Long> row = new EnumMap<>(Dirt.class);
      for (Dirt dirt : Dirt.values()) {
        long count = count(contract, dirt);
        if (count > 0) {
          row.put(dirt, count);
        }
      }
      table.put(contract, row);
    }
    return table;
  }
}
