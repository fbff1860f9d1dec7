package io.rapport.core.support.settings;

import io.rapport.core.settings.Checks;
import java.io.Serializable;

/**
 * How tickets are found again when a person asks to be forgotten.
 *
 * @param maxTickets tickets remembered a cookie, account or e-mail address; the one longest without
 *     an event gives way
 * @param retentionMillis how long they are remembered after the last event: a triaged ticket stays
 *     on its topic longer than the ticket is kept here
 */
public record TicketErasureSettings(int maxTickets, long retentionMillis) implements Serializable {

  private static final long DAY = 24L * 60 * 60 * 1000;

  public TicketErasureSettings {
    Checks.atLeast("maxTickets", maxTickets, 1);
    Checks.atLeast("retentionMillis", retentionMillis, 1);
  }

  /** The defaults of every option. */
  public static TicketErasureSettings standard() {
    return new TicketErasureSettings(100, 365 * DAY);
  }
}
