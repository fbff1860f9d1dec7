package io.rapport.benchmarks.stack;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import java.time.Instant;
import java.util.Arrays;
import java.util.SplittableRandom;

/**
 * A shop's clicks, without end and the same for the same seed: many visitors at once, each walking
 * from item to item. Popularity follows Zipf's law with exponent 1; half of the steps go to one of
 * a few items that belong to the one before, so that there is something to learn.
 *
 * <p>Not for several threads.
 */
public final class SyntheticClicks {

  private static final double ENDS = 0.2;
  private static final double FOLLOWS = 0.5;
  private static final int RELATED = 20;

  /**
   * The shape of the load.
   *
   * @param items items of the catalogue
   * @param visitors visitors in a session at any time; sessions have five clicks on average
   * @param seed of everything random; visitors of two seeds are different ones
   */
  public record Shape(int items, int visitors, long seed) {

    /** The same shop with other visitors. */
    public Shape reseeded() {
      return new Shape(items, visitors, seed + 1);
    }
  }

  private final SplittableRandom random;
  private final double[] cumulative;
  private final String name;
  private final int[] current;
  private final long[] session;
  private long sessions;

  public SyntheticClicks(Shape shape) {
    random = new SplittableRandom(shape.seed());
    name = shape.seed() + "-";
    cumulative = new double[shape.items()];
    double sum = 0;
    for (int rank = 0; rank < cumulative.length; rank++) {
      sum += 1.0 / (rank + 1);
      cumulative[rank] = sum;
    }
    current = new int[shape.visitors()];
    session = new long[shape.visitors()];
    for (int place = 0; place < current.length; place++) {
      arrive(place);
    }
  }

  /** The next click. */
  public Click next(String eventId, long eventTimeMillis) {
    int place = random.nextInt(current.length);
    if (random.nextDouble() < ENDS) {
      arrive(place);
    } else {
      current[place] = random.nextDouble() < FOLLOWS ? related(current[place]) : popular();
    }
    return Click.newBuilder()
        .setEventId(eventId)
        .setEventTime(Instant.ofEpochMilli(eventTimeMillis))
        .setVisitorId("v" + name + session[place])
        .setSessionId("s" + name + session[place])
        .setAction(ClickAction.VIEW)
        .setItemId("i" + current[place])
        .build();
  }

  private void arrive(int place) {
    session[place] = sessions++;
    current[place] = popular();
  }

  /** An item drawn by its popularity. */
  private int popular() {
    double point = random.nextDouble() * cumulative[cumulative.length - 1];
    int found = Arrays.binarySearch(cumulative, point);
    return Math.min(found < 0 ? -found - 1 : found, cumulative.length - 1);
  }

  /** One of the few items that go with an item; the item alone decides which they are. */
  private int related(int item) {
    long mixed = (item * 31L + random.nextInt(RELATED)) * 0x9E3779B97F4A7C15L;
    return (int) Math.floorMod(mixed >>> 17, (long) cumulative.length);
  }
}
