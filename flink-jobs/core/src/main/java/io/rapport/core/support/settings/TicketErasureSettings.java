package io.rapport.core.support.settings;

import io.rapport.core.settings.Checks;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.io.Serializable;

/**
 * Bounds of the index that finds a person's tickets for an erasure. A triaged ticket stays on its
 * topic longer than its state is kept, and so does its entry here.
 */
@RecordBuilder
public record TicketErasureSettings(int maxTickets, long retentionMillis)
    implements Serializable, TicketErasureSettingsBuilder.With {

  private static final long DAY = 24L * 60 * 60 * 1000;

  public static final TicketErasureSettings DEFAULT =
      TicketErasureSettingsBuilder.builder().maxTickets(100).retentionMillis(365 * DAY).build();

  public TicketErasureSettings {
    Checks.atLeast("maxTickets", maxTickets, 1);
    Checks.atLeast("retentionMillis", retentionMillis, 1);
  }
}
