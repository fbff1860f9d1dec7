package io.rapport.core.state;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * The pace at which a model that keeps learning is published. Two bounds hold at once. One in event
 * time keeps a busy desk from publishing with every ticket. One in examples keeps a replay at full
 * speed, where hours of event time pass in a second, from writing the whole model for each ticket.
 * With a share of s, learning n examples takes about {@code ln(n) / s} publications.
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
   * The least time between the last publication and the next.
   *
   * @param unpublished examples learned since the last publication
   * @param learned all examples learned, including those
   * @return event time, milliseconds
   */
  public long delay(long unpublished, long learned) {
    return unpublished >= share * learned ? intervalMillis : patienceMillis;
  }
}
