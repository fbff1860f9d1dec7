package io.rapport.core.state;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * When a model that goes on learning is published again. Two bounds hold at once: one in event
 * time, so that a lively desk is not published with every ticket, and one in examples, so that a
 * recording replayed at full speed, where hours of event time pass in a second, does not write the
 * whole model for each of its tickets. With a share of s, a model that has learned n examples is
 * written about {@code ln(n) / s} times on the way.
 */
@RecordBuilder
public record PublicationPace(long intervalMillis, double share, long patienceMillis)
    implements Serializable, PublicationPaceBuilder.With {

  public static final PublicationPace DEFAULT =
      PublicationPaceBuilder.builder()
          .intervalMillis(2_000)
          .share(0.01)
          .patienceMillis(30_000)
          .build();

  public PublicationPace {
    Checks.atLeast("intervalMillis", intervalMillis, 0);
    Checks.within("share", share, 0, 1);
    Checks.atLeast("patienceMillis", patienceMillis, intervalMillis);
  }

  /**
   * How long after the last publication the next may come.
   *
   * @param unpublished examples learned since then
   * @param learned examples learned ever, those included
   * @return event time, milliseconds
   */
  public long delay(long unpublished, long learned) {
    return unpublished >= share * learned ? intervalMillis : patienceMillis;
  }
}
