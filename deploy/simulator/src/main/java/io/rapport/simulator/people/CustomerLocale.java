package io.rapport.simulator.people;

import java.util.Locale;

/**
 * A language of the shop's customers and the countries they live in. Countries are written as a CRM
 * gets them; telephone numbers come from the ranges that national regulators keep for fiction.
 * Spain keeps none, so Spanish speakers have American numbers.
 */
public enum CustomerLocale {
  EN(0.46, "+1 202-555-01%02d", 100, "United States", "US"),
  DE(0.22, "+49 30 23125 %03d", 1000, "Germany", "DE"),
  FR(0.16, "01 99 00 %02d 12", 100, "France", "FR"),
  ES(0.16, "(202) 555-01%02d", 100, "Spain", "ES");

  private final double share;
  private final String phonePattern;
  private final int phones;
  private final String countryName;
  private final String countryCode;

  CustomerLocale(
      double share, String phonePattern, int phones, String countryName, String countryCode) {
    this.share = share;
    this.phonePattern = phonePattern;
    this.phones = phones;
    this.countryName = countryName;
    this.countryCode = countryCode;
  }

  /** Share of the visitors. */
  public double share() {
    return share;
  }

  /** ISO 639-1 code. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** A fictional telephone number, as typed. */
  String phone(int number) {
    return phonePattern.formatted(number % phones);
  }

  /** English name of the country, as some systems write it. */
  String countryName() {
    return countryName;
  }

  /** ISO 3166-1 code of the country, as others do. */
  String countryCode() {
    return countryCode;
  }
}
