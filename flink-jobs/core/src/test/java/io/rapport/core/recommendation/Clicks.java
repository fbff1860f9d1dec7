package io.rapport.core.recommendation;

import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import java.util.List;

/** Events for tests. */
final class Clicks {

  static final long NOON = 1_700_000_000_000L;

  private Clicks() {}

  static ClickEvent view(String id, long time, String visitor, String item) {
    return click(id, time, visitor, null, ClickAction.VIEW, item, false);
  }

  static ClickEvent click(
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

  static Visit visit(String item, long time, double count, String... recent) {
    return new Visit(
        item + time, time, time, "shop", "v", null, item, List.of(recent), true, count);
  }
}
