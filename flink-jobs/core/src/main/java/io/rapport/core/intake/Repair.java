package io.rapport.core.intake;

import java.util.Locale;

/** A change or mark that cleaning made on an event that stays usable. */
public enum Repair {
  TEXT_TRUNCATED,
  CONTROL_CHARACTERS_REMOVED,
  EMAIL_STANDARDISED,
  EMAIL_INVALID,
  PHONE_STANDARDISED,
  PHONE_INVALID,
  COUNTRY_STANDARDISED,
  COUNTRY_UNKNOWN,
  CURRENCY_STANDARDISED,
  CURRENCY_UNKNOWN,
  CATEGORY_STANDARDISED,
  LANGUAGE_STANDARDISED,
  LANGUAGE_UNKNOWN,
  PRIORITY_STANDARDISED,
  PRIORITY_UNKNOWN,
  PRICE_MISSING,
  PRICE_INVALID,
  PRICE_CLIPPED,
  QUANTITY_CLIPPED,
  STOCK_INVALID,
  SLOT_INVALID,
  LINE_DROPPED,
  PLACEHOLDER_ID_DROPPED,
  PHONE_PLACEHOLDER,
  EMAIL_PLACEHOLDER;

  /** The code kept on the event: lower-case words joined by '-'. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
