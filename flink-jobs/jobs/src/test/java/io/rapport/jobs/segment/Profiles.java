package io.rapport.jobs.segment;

import io.rapport.core.segment.Activity;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Profiles of customers of three kinds: lookers, buyers, and buyers with complaints. */
final class Profiles {

  private Profiles() {}

  static Activity of(int id, long time) {
    Random random = new Random(id * 31L + time);
    int kind = id % 3;
    long orders = kind == 0 ? 0 : 5 + random.nextInt(3);
    return new Activity(
        "shop",
        "c" + id,
        true,
        time,
        time - 86_400_000L * (1 + kind),
        orders == 0 ? Activity.NEVER : time - 3_600_000L,
        kind == 1 ? 100 + random.nextInt(20) : 5 + random.nextInt(3),
        kind == 1 ? 20 : 1,
        orders,
        0,
        orders,
        kind == 2 ? 3 : 0,
        orders * 25.0,
        kind == 2 ? 6 : 0,
        0.3);
  }

  /** Every customer once a second. */
  static List<Activity> seconds(int customers, int seconds) {
    List<Activity> profiles = new ArrayList<>();
    for (int second = 0; second < seconds; second++) {
      for (int id = 0; id < customers; id++) {
        profiles.add(of(id, Events.NOON + 1_000L * second + id));
      }
    }
    return profiles;
  }
}
