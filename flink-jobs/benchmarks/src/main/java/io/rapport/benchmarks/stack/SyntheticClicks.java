package io.rapport.benchmarks.stack;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import java.time.Instant;
import java.util.SplittableRandom;

/**
 * A shop's clicks: many visitors at once, each walking from item to item. Every session is of a new
 * visitor.
 */
public final class SyntheticClicks implements EventSource {

  static final double ENDS = 0.2;

  /**
   * The shape of the load.
   *
   * @param items items of the catalogue
   * @param visitors visitors in a session at any time; sessions have five clicks on average
   * @param seed of everything random; visitors of two seeds are different ones
   */
  public record Shape(int items, int visitors, long seed) {}

  private final SplittableRandom random;
  private final ItemWalk items;
  private final String name;
  private final int[] current;
  private final long[] session;
  private long sessions;

  public SyntheticClicks(Shape shape) {
    random = new SplittableRandom(shape.seed());
    items = new ItemWalk(shape.items(), random);
    name = shape.seed() + "-";
    current = new int[shape.visitors()];
    session = new long[shape.visitors()];
    for (int place = 0; place < current.length; place++) {
      arrive(place);
    }
  }

  @Override
  public Click next(String eventId, long eventTimeMillis) {
    int place = random.nextInt(current.length);
    if (random.nextDouble() < ENDS) {
      arrive(place);
    } else {
      current[place] = items.after(current[place]);
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

  @Override
  public long people() {
    return sessions;
  }

  private void arrive(int place) {
    session[place] = sessions++;
    current[place] = items.start();
  }
}
