package io.rapport.core.support.settings;

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
    if (maxTickets < 1 || retentionMillis < 1) {
      throw new IllegalArgumentException(
          "rapport.support.erasure.max-tickets and .retention must be above 0, but are %d and %d ms"
              .formatted(maxTickets, retentionMillis));
    }
  }

  /** The defaults of every option. */
  public static TicketErasureSettings standard() {
    return new TicketErasureSettings(100, 365 * DAY);
  }
}
