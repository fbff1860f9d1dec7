package io.rapport.core.intake;

import java.util.regex.Pattern;

/** Checks the fields that name and date an event, which no rule can change. */
public final class Cleaner {

  private static final Pattern SITE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

  /** Words in the User-Agent header of crawlers, in lower case. */
  private static final String[] CRAWLERS = {"bot", "crawl", "spider", "slurp", "headless"};

  private final CleaningSettings settings;

  public Cleaner(CleaningSettings settings) {
    this.settings = settings;
  }

  /** A mandatory identifier by the {@link IdRule}. */
  public String required(String field, String value) throws RejectedEventException {
    String id = optional(field, value);
    if (id == null) {
      throw new RejectedEventException(
          Rejection.MISSING_FIELD,
          field + " is missing, blank, or a placeholder such as \"undefined\"");
    }
    return id;
  }

  /** An optional identifier by the {@link IdRule}; null when missing, blank or a placeholder. */
  public String optional(String field, String value) throws RejectedEventException {
    String id = IdRule.standard(value);
    if (id != null && id.length() > settings.maxIdLength()) {
      throw new RejectedEventException(
          Rejection.IDENTIFIER_TOO_LONG,
          "%s has %d characters; at most %d are accepted"
              .formatted(field, id.length(), settings.maxIdLength()));
    }
    return id == null || IdRule.isPlaceholder(IdRule.kind(field), id) ? null : id;
  }

  /** Checks that at least one of the identifiers is present. */
  public void identified(String fields, String... ids) throws RejectedEventException {
    for (String id : ids) {
      if (id != null) {
        return;
      }
    }
    throw new RejectedEventException(
        Rejection.MISSING_IDENTITY, "one of " + fields + " is required");
  }

  /** A site's name: letters, digits, dot, dash and underscore, at most 64. */
  public String site(String value) throws RejectedEventException {
    if (value == null || !SITE.matcher(value).matches()) {
      throw new RejectedEventException(
          Rejection.INVALID_SITE,
          "site must be 1 to 64 letters, digits, '.', '_' or '-' and start with a letter or digit");
    }
    return value;
  }

  /**
   * An event time between {@link CleaningSettings#minEventTime} and the broker's time plus {@link
   * CleaningSettings#maxFutureMillis}; both in milliseconds since the epoch.
   */
  public long eventTime(long eventTime, long brokerTime) throws RejectedEventException {
    if (eventTime < settings.minEventTime()) {
      throw new RejectedEventException(
          Rejection.INVALID_TIME,
          "eventTime %d is before the oldest accepted, %d: is it in milliseconds?"
              .formatted(eventTime, settings.minEventTime()));
    }
    if (eventTime - brokerTime > settings.maxFutureMillis()) {
      throw new RejectedEventException(
          Rejection.FUTURE_DATED,
          "eventTime is %d ms ahead of the broker; at most %d are accepted"
              .formatted(eventTime - brokerTime, settings.maxFutureMillis()));
    }
    return eventTime;
  }

  /** Whether a User-Agent header names a crawler or a headless browser. */
  public boolean crawler(String userAgent) {
    int length = userAgent == null ? 0 : userAgent.length();
    for (int i = 0; i < length; i++) {
      int lower = userAgent.charAt(i) | ' ';
      // Few letters of a header begin a word. Every click has a header, so a pattern would be dear.
      if (lower == 'b' || lower == 'c' || lower == 's' || lower == 'h') {
        for (String word : CRAWLERS) {
          if (userAgent.regionMatches(true, i, word, 0, word.length())) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
