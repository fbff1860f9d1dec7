package io.rapport.core.intake;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks and repairs single fields, and records every repair in the event's {@link Repairs}. */
public final class Cleaner {

  private static final Pattern CONTROL = Pattern.compile("[\\p{Cc}&&[^\\n\\t]]+");
  private static final Pattern SITE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
  private static final Pattern CRAWLER =
      Pattern.compile("bot|crawl|spider|slurp|headless", Pattern.CASE_INSENSITIVE);
  private static final Set<String> PRIORITIES = Set.of("low", "medium", "high", "urgent");

  private final CleaningSettings settings;
  private final Standardiser standardiser;

  public Cleaner(CleaningSettings settings) {
    this.settings = settings;
    this.standardiser = new Standardiser(settings.phoneRegion());
  }

  /**
   * The standardiser of e-mail addresses, telephone numbers, countries, currencies and languages.
   */
  public Standardiser standard() {
    return standardiser;
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
    String id = standard(field, value);
    return id == null || IdRule.isPlaceholder(IdRule.kind(field), id) ? null : id;
  }

  /** As {@link #optional}, for the identifier of a person; a placeholder is recorded. */
  public String person(String field, String value, Repairs repairs) throws RejectedEventException {
    String id = optional(field, value);
    if (id == null && IdRule.standard(value) != null) {
      repairs.add(Repair.PLACEHOLDER_ID_DROPPED);
    }
    return id;
  }

  private String standard(String field, String value) throws RejectedEventException {
    String id = IdRule.standard(value);
    if (id != null && id.length() > settings.maxIdLength()) {
      throw new RejectedEventException(
          Rejection.IDENTIFIER_TOO_LONG,
          "%s has %d characters; at most %d are accepted"
              .formatted(field, id.length(), settings.maxIdLength()));
    }
    return id;
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

  /** Free text without control characters, cut to the maximum length; null when blank. */
  public String text(String value, Repairs repairs) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String text = value;
    if (CONTROL.matcher(text).find()) {
      text = CONTROL.matcher(text).replaceAll(" ");
      repairs.add(Repair.CONTROL_CHARACTERS_REMOVED);
    }
    if (text.length() > settings.maxTextLength()) {
      int end = settings.maxTextLength();
      text = text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end);
      repairs.add(Repair.TEXT_TRUNCATED);
    }
    return text.strip();
  }

  /**
   * A category path: levels trimmed, runs of white space collapsed, empty levels dropped; or null.
   */
  public String category(String value, Repairs repairs) throws RejectedEventException {
    String raw = optional("category", value);
    if (raw == null) {
      return null;
    }
    String path = raw.replaceAll("\\s+", " ").replaceAll(" ?/[/ ]*", "/").replaceAll("^/|/$", "");
    if (!path.equals(value)) {
      repairs.add(Repair.CATEGORY_STANDARDISED);
    }
    return path.isEmpty() ? null : path;
  }

  /** A price in major units: NaN when missing or negative, clipped at the maximum. */
  public double price(Number value, Repairs repairs) {
    if (value == null) {
      return Double.NaN;
    }
    double price = value.doubleValue();
    if (!(price >= 0)) {
      repairs.add(Repair.PRICE_INVALID);
      return Double.NaN;
    }
    if (price > settings.maxPrice()) {
      repairs.add(Repair.PRICE_CLIPPED);
      return settings.maxPrice();
    }
    return price;
  }

  /** The quantity of a purchase line: clipped at the maximum, 0 when not positive. */
  public int quantity(int quantity, Repairs repairs) {
    if (quantity <= 0) {
      return 0;
    }
    if (quantity > settings.maxQuantity()) {
      repairs.add(Repair.QUANTITY_CLIPPED);
      return settings.maxQuantity();
    }
    return quantity;
  }

  /** A priority in lower case (low, medium, high or urgent); null when missing or anything else. */
  public String priority(String value, Repairs repairs) {
    if (value == null || value.isBlank()) {
      return null;
    }
    String priority = value.strip().toLowerCase(Locale.ROOT);
    if (!PRIORITIES.contains(priority)) {
      repairs.add(Repair.PRIORITY_UNKNOWN);
      return null;
    }
    if (!priority.equals(value)) {
      repairs.add(Repair.PRIORITY_STANDARDISED);
    }
    return priority;
  }

  /** Whether a User-Agent header names a crawler or a headless browser. */
  public boolean crawler(String userAgent) {
    return userAgent != null && CRAWLER.matcher(userAgent).find();
  }
}
