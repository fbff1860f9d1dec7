package io.rapport.core.testing;

import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.recommendation.visit.Visit;
import java.util.List;

/** Click events for tests. */
public final class Clicks {

  public static final long NOON = 1_700_000_000_000L;

  private Clicks() {}

  public static ClickEvent view(String id, long time, String visitor, String item) {
    return click(id, time, visitor, null, ClickAction.VIEW, item, false);
  }

  public static ClickEvent click(
      String id,
      long time,
      String visitor,
      String session,
      ClickAction action,
      String item,
      boolean bot) {
    return new ClickEvent(
        id,
        time,
        time + 5,
        "shop",
        visitor,
        null,
        session,
        action,
        item,
        null,
        null,
        null,
        -1,
        Double.NaN,
        null,
        bot,
        "");
  }

  public static Visit visit(String item, long time, double count, String... recent) {
    return new Visit(
        item + time, time, time, "shop", "v", null, item, List.of(recent), true, count);
  }
}
