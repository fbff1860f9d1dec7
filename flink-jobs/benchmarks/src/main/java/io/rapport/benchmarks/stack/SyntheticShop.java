package io.rapport.benchmarks.stack;

import io.rapport.benchmarks.stack.SyntheticClicks.Shape;
import java.time.Instant;
import java.util.BitSet;
import java.util.SplittableRandom;
import org.apache.avro.specific.SpecificRecord;

/**
 * A shop's events on all feeds that tell of its customers. A fixed number of people come in turn,
 * stay for a session, and come again when all others have been there. Nobody is in two sessions at
 * once.
 *
 * <pre>
 * people    30% logged in when they first come, 20% with an account but logged out, 50% without one
 * events    2% orders, 1% support, the rest clicks
 *           of people with an account also 0.75% logins and logouts, 0.25% customer records
 * at once   a quarter of the events follow at once on another of the same person
 * </pre>
 *
 * An event names the account while the person is logged in, and always the cookie; a customer
 * record names the account alone. So what a cookie does without an account is no account's. Nobody
 * logs out at once after something else, because of two events at the same time the one with the
 * account would count.
 */
public final class SyntheticShop implements EventSource {

  static final double ORDERS = 0.02;
  static final double SUPPORT = 0.01;
  static final double LOGINS = 0.01; // of the events that do not follow at once
  static final double RECORDS = 0.0025;
  static final double AT_ONCE = 0.25;

  /** Of ten people, those who are logged in when they first come, and those with an account. */
  private static final int LOGGED_IN = 3;

  private static final int WITH_ACCOUNT = 5;
  private static final int OF = 10;

  private final SplittableRandom random;
  private final ItemWalk items;
  private final ShopRecords records;
  private final int customers;
  private final int[] people;
  private final int[] current;
  private final BitSet inSession = new BitSet();
  private final BitSet turned = new BitSet(); // logged in before and out now, or the reverse
  private final BitSet complaining = new BitSet();
  private long arrivals;
  private int place;

  /**
   * @param customers people of the shop
   * @throws IllegalArgumentException unless they are more than the visitors in a session
   */
  public SyntheticShop(Shape shape, int customers) {
    if (customers <= shape.visitors()) {
      throw new IllegalArgumentException(
          "%d people cannot fill %d sessions and leave somebody to come next"
              .formatted(customers, shape.visitors()));
    }
    this.customers = customers;
    random = new SplittableRandom(shape.seed());
    items = new ItemWalk(shape.items(), random);
    records = new ShopRecords(shape.seed(), random);
    people = new int[shape.visitors()];
    current = new int[shape.visitors()];
    for (int i = 0; i < people.length; i++) {
      arrive(i);
    }
  }

  @Override
  public SpecificRecord next(String eventId, long eventTimeMillis) {
    boolean atOnce = random.nextDouble() < AT_ONCE;
    if (!atOnce) {
      turn();
    }
    current[place] = items.after(current[place]);
    int person = people[place];
    var event =
        new ShopRecords.Event(eventId, Instant.ofEpochMilli(eventTimeMillis), loggedIn(person));
    double kind = random.nextDouble();
    if (kind < ORDERS) {
      return records.order(event, person, current[place]);
    }
    if (kind < ORDERS + SUPPORT) {
      return support(event, person);
    }
    if (hasAccount(person)) {
      if (kind < ORDERS + SUPPORT + LOGINS && !atOnce) {
        turned.flip(person);
        return event.loggedIn() ? records.logout(event, person) : records.login(event, person);
      }
      if (kind >= 1 - RECORDS) {
        return records.customer(event, person);
      }
    }
    return records.click(event, person, current[place]);
  }

  @Override
  public long people() {
    return Math.min(arrivals, customers);
  }

  private void turn() {
    place = random.nextInt(people.length);
    if (random.nextDouble() < SyntheticClicks.ENDS) {
      inSession.clear(people[place]);
      arrive(place);
    }
  }

  private void arrive(int at) {
    int person;
    do {
      person = (int) (arrivals++ % customers);
    } while (inSession.get(person));
    inSession.set(person);
    people[at] = person;
    current[at] = items.start();
  }

  private SpecificRecord support(ShopRecords.Event event, int person) {
    boolean open = complaining.get(person);
    boolean closes = open && random.nextBoolean();
    complaining.set(person, !closes);
    return records.support(event, person, open, closes);
  }

  private static boolean hasAccount(int person) {
    return person % OF < WITH_ACCOUNT;
  }

  private boolean loggedIn(int person) {
    return hasAccount(person) && (person % OF < LOGGED_IN) != turned.get(person);
  }
}
