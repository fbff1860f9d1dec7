package io.rapport.core.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.core.intake.CleaningSettings;
import io.rapport.core.intake.RejectedEventException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CleaningTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final long DAY = 86_400_000;

  private static final Field ITEM = Source.PURCHASE_LINE.field("itemId");
  private static final Field PRICE = Source.PURCHASE_LINE.field("unitPrice");
  private static final Field QUANTITY = Source.PURCHASE_LINE.field("quantity");
  private static final Field DESCRIPTION = Source.PURCHASE_LINE.field("description");
  private static final Field COUNTRY = Source.PURCHASE.field("country");
  private static final Field CUSTOMER = Source.PURCHASE.field("customerId");
  private static final Field EMAIL = Source.PURCHASE.field("email");
  private static final Field PHONE = Source.PURCHASE.field("phone");
  private static final Field TIME = Source.PURCHASE.field("eventTime");
  private static final Field CATEGORY = Source.CLICK.field("category");
  private static final Field SLOT = Source.CLICK.field("slot");

  private static final String MANY =
      """
      - name: many
        on: purchase-line.quantity
        outlier: robust-z
        by: itemId
        among: customerId
        scale: log
        floor: 0.4
        minimum: 5
      """;

  @Test
  void theShippedRulesCleanContactData() throws RejectedEventException {
    Cleaning cleaning = new Cleaning(CleaningSettings.DEFAULT, CleaningRules.shipped());
    FieldValues order =
        cleaning
            .begin(Source.PURCHASE)
            .set(EMAIL, "Ada@Example.com")
            .set(PHONE, "030 123456")
            .set(COUNTRY, "Germany");
    assertThat(cleaning.clean(order, NOW)).isTrue();
    assertThat(order.text(EMAIL)).isEqualTo("ada@example.com");
    assertThat(order.text(PHONE)).isEqualTo("+4930123456");
    assertThat(order.text(COUNTRY)).isEqualTo("DE");
    // A personal value is not among the changes, neither the old one nor the new one.
    assertThat(cleaning.changes())
        .isEqualTo(
            "country:standardised:country=DE,email:standardised:email,phone:standardised:phone");
  }

  @Test
  void aCleanRecordHasNoChanges() throws RejectedEventException {
    Cleaning cleaning = new Cleaning(CleaningSettings.DEFAULT, CleaningRules.shipped());
    FieldValues click = cleaning.begin(Source.CLICK).set(CATEGORY, "shoes/men").set(SLOT, 3);
    String category = click.text(CATEGORY);
    cleaning.clean(click, NOW);
    assertThat(click.text(CATEGORY)).isSameAs(category);
    assertThat(cleaning.changes()).isEmpty();
    assertThat(click.flawed()).isZero();
  }

  @Test
  void aPriceFarFromThoseOfItsItemIsMarked() throws RejectedEventException {
    Cleaning cleaning = new Cleaning(CleaningSettings.DEFAULT, CleaningRules.shipped());
    for (int i = 0; i < 12; i++) {
      assertThat(price(cleaning, "i1", 2.5 + i % 3 * 0.1)).isEmpty();
      assertThat(price(cleaning, "i2", 25)).isEmpty();
    }
    assertThat(price(cleaning, "i1", 25.5)).isEqualTo("price-outlier:marked:unitPrice");
    assertThat(price(cleaning, "i1", 0.26)).isEqualTo("price-outlier:marked:unitPrice");
    assertThat(price(cleaning, "i1", 0)).isEqualTo("price-outlier:marked:unitPrice");
    assertThat(price(cleaning, "i1", 5)).isEmpty();
    assertThat(price(cleaning, "i2", 25.5)).isEmpty();
    assertThat(price(cleaning, "i3", 2550)).isEmpty();
  }

  @Test
  void aNegativePriceIsRemovedAndThatOfTheItemTakesItsPlace() throws RejectedEventException {
    Cleaning cleaning = new Cleaning(CleaningSettings.DEFAULT, CleaningRules.shipped());
    assertThat(price(cleaning, "i1", -1))
        .isEqualTo("price-range:removed:unitPrice,price-missing:marked:unitPrice");
    for (int i = 0; i < 5; i++) {
      price(cleaning, "i1", 2.5);
    }
    assertThat(price(cleaning, "i1", -1))
        .isEqualTo("price-range:removed:unitPrice,price-of-item:imputed:unitPrice=2.5");
    assertThat(price(cleaning, "i1", 5e6)).startsWith("price-range:clipped:unitPrice=1000000");
  }

  private static String price(Cleaning cleaning, String item, double price)
      throws RejectedEventException {
    FieldValues line =
        cleaning
            .begin(Source.PURCHASE_LINE)
            .set(Source.PURCHASE_LINE.site(), "shop")
            .set(ITEM, item)
            .set(QUANTITY, 1)
            .set(PRICE, price);
    cleaning.clean(line, NOW);
    return cleaning.changes();
  }

  @Test
  void aPostalCodeIsWrittenAsItsCountryDoes() throws RejectedEventException {
    assertThat(postalCode("Germany", "D-10115")).isEqualTo("10115 postal-code:standardised");
    assertThat(postalCode("GB", "sw1a1aa")).isEqualTo("SW1A 1AA postal-code:standardised");
    assertThat(postalCode("Canada", "k2p0v6")).isEqualTo("K2P 0V6 postal-code:standardised");
    assertThat(postalCode("PL", "00950")).isEqualTo("00-950 postal-code:standardised");
    assertThat(postalCode("DE", "1011")).isEqualTo("1011 postal-code:marked");
    assertThat(postalCode(null, " 1011ab")).isEqualTo("1011AB postal-code:standardised");
  }

  private static String postalCode(String country, String code) throws RejectedEventException {
    Cleaning cleaning = new Cleaning(CleaningSettings.DEFAULT, CleaningRules.shipped());
    FieldValues record =
        cleaning
            .begin(Source.CUSTOMER)
            .set(Source.CUSTOMER.field("country"), country)
            .set(Source.CUSTOMER.field("postcode"), code);
    cleaning.clean(record, NOW);
    String change = cleaning.changes().replaceFirst(".*(postal-code:\\w+):postcode$", "$1");
    return record.text(Source.CUSTOMER.field("postcode")) + " " + change;
  }

  @Test
  void aDateOfBirthIsConverted() throws RejectedEventException {
    assertThat(born("31.12.1999")).isEqualTo("1999-12-31");
    assertThat(born("12/31/1999")).isEqualTo("1999-12-31");
    assertThat(born("1999-12-31")).isEqualTo("1999-12-31");
    assertThat(born("31.02.1999")).isNull();
    assertThat(born(null)).isNull();
  }

  private static String born(String date) throws RejectedEventException {
    Cleaning cleaning =
        of(
            """
            - name: born
              on: customer.birthDate
              convert: date
              formats: [dd.MM.yyyy, MM/dd/yyyy, iso]
              zone: Pacific/Auckland
            """);
    Field field = Source.CUSTOMER.field("birthDate");
    FieldValues record = cleaning.begin(Source.CUSTOMER).set(field, date);
    cleaning.clean(record, NOW);
    assertThat(cleaning.changes()).as("never a personal value").doesNotContain("1999");
    return record.text(field);
  }

  @Test
  void weightsAndChargesAreNumbersLikeOthers() throws RejectedEventException {
    Cleaning cleaning =
        of(
            """
            - {name: grams, on: purchase-line.measure, convert: unit, from: g, to: kg}
            - {name: cents, on: purchase-charge.amount, convert: unit, from: minor, to: major}
            - {name: usual, on: purchase-charge.amount, impute: median, by: kind, minimum: 3}
            - name: heavy
              on: purchase-line.measure
              outlier: quantile-band
              by: itemId
              minimum: 3
              widen: 1
              action: clip
            - {name: empty, on: purchase-charge.amount, outlier: bounds, min: -100, below: drop}
            """);
    Field measure = Source.PURCHASE_LINE.field("measure");
    Field amount = Source.PURCHASE_CHARGE.field("amount");
    for (int grams : new int[] {400, 450, 500, 550, 50_000}) {
      FieldValues line =
          cleaning
              .begin(Source.PURCHASE_LINE)
              .set(Source.PURCHASE_LINE.site(), "shop")
              .set(ITEM, "cheese")
              .set(measure, grams);
      cleaning.clean(line, NOW);
      assertThat(line.number(measure)).isBetween(0.4, 1.0);
    }
    assertThat(cleaning.changes()).contains("heavy:clipped:measure");
    for (double cents : new double[] {490, 490, 590, Double.NaN, -20_000}) {
      FieldValues charge =
          cleaning
              .begin(Source.PURCHASE_CHARGE)
              .set(Source.PURCHASE_CHARGE.site(), "shop")
              .set(Source.PURCHASE_CHARGE.field("kind"), "POSTAGE")
              .set(amount, cents);
      assertThat(cleaning.clean(charge, NOW)).isEqualTo(!(cents < -10_000));
      if (Double.isNaN(cents)) {
        assertThat(charge.number(amount)).isEqualTo(4.9);
        assertThat(charge.made(amount)).isTrue();
      }
    }
  }

  /** Who always buys a hundred of everything says nothing wrong with a hundred. */
  @Test
  void aQuantityIsJudgedAmongThoseOfItsCustomer() throws RejectedEventException {
    Cleaning cleaning = of(MANY);
    for (int i = 0; i < 40; i++) {
      assertThat(quantity(cleaning, "retail" + i % 2, "i" + i % 4, 1 + i % 2)).isEmpty();
    }
    for (int i = 0; i < 5; i++) {
      assertThat(quantity(cleaning, "wholesale", "i" + i % 4, 100 + i))
          .as("nothing is known of the customer yet")
          .isNotEmpty();
    }
    assertThat(quantity(cleaning, "wholesale", "i0", 120)).isEmpty();
    assertThat(quantity(cleaning, "wholesale", "i1", 12_000)).isEqualTo("many:marked:quantity");
    assertThat(quantity(cleaning, "wholesale", "i1", 1)).isEqualTo("many:marked:quantity");
    assertThat(quantity(cleaning, "retail0", "i1", 100)).isEqualTo("many:marked:quantity");
    assertThat(quantity(cleaning, null, "i1", 100)).isEqualTo("many:marked:quantity");
    assertThat(quantity(cleaning, null, "i1", 2)).isEmpty();
    Cleaning restored = of(MANY);
    restored.merge(cleaning.pack());
    assertThat(quantity(restored, "wholesale", "i0", 120)).as("restored").isEmpty();
    assertThat(quantity(restored, "retail1", "i0", 120)).isEqualTo("many:marked:quantity");
  }

  private static String quantity(Cleaning cleaning, String customer, String item, int quantity)
      throws RejectedEventException {
    FieldValues line =
        cleaning
            .begin(Source.PURCHASE_LINE)
            .set(Source.PURCHASE_LINE.site(), "shop")
            .set(ITEM, item)
            .set(Source.PURCHASE_LINE.field("customerId"), customer)
            .set(QUANTITY, quantity);
    cleaning.clean(line, NOW);
    return cleaning.changes();
  }

  @Test
  void theCountryOfAnOrderIsThatOfTheCustomersOrdersBefore() throws RejectedEventException {
    Cleaning cleaning = new Cleaning(CleaningSettings.DEFAULT, CleaningRules.shipped());
    country(cleaning, "shop", "c1", "France");
    assertThat(country(cleaning, "shop", "c1", null)).isEqualTo("FR");
    assertThat(country(cleaning, "shop", "c2", null)).isNull();
    assertThat(country(cleaning, "other", "c1", null)).isNull();
    assertThat(country(cleaning, "shop", null, null)).isNull();
  }

  private static String country(Cleaning cleaning, String site, String customer, String country)
      throws RejectedEventException {
    FieldValues order =
        cleaning
            .begin(Source.PURCHASE)
            .set(Source.PURCHASE.site(), site)
            .set(CUSTOMER, customer)
            .set(COUNTRY, country);
    cleaning.clean(order, NOW);
    return order.text(COUNTRY);
  }

  @Test
  void statisticsFollowTheStream() throws RejectedEventException {
    Cleaning cleaning =
        of(
            """
            - name: level
              on: purchase-line.unitPrice
              outlier: robust-z
              floor: 1
              minimum: 5
              window: 1d
            """);
    for (int i = 0; i < 10; i++) {
      assertThat(level(cleaning, 10, NOW)).isEmpty();
    }
    assertThat(level(cleaning, 20, NOW)).isNotEmpty();
    for (int i = 0; i < 20; i++) {
      level(cleaning, 20, NOW + 3 * DAY);
    }
    assertThat(level(cleaning, 20, NOW + 3 * DAY)).isEmpty();
    assertThat(level(cleaning, 10, NOW + 3 * DAY)).isNotEmpty();
  }

  private static String level(Cleaning cleaning, double price, long time)
      throws RejectedEventException {
    FieldValues line =
        cleaning
            .begin(Source.PURCHASE_LINE)
            .set(Source.PURCHASE_LINE.site(), "shop")
            .set(PRICE, price);
    cleaning.clean(line, time);
    return cleaning.changes();
  }

  @Test
  void anOutlierIsClippedToTheBandOrLeavesTheOrder() throws RejectedEventException {
    Cleaning cleaning =
        of(
            """
            - name: band
              on: purchase-line.unitPrice
              outlier: quantile-band
              low: 0
              high: 1
              minimum: 2
              action: clip
            - name: amount
              on: purchase-line.quantity
              outlier: bounds
              max: 100
              above: drop
            """);
    level(cleaning, 10, NOW);
    level(cleaning, 20, NOW);
    assertThat(level(cleaning, 30, NOW)).isEqualTo("band:clipped:unitPrice=20");
    FieldValues line = cleaning.begin(Source.PURCHASE_LINE).set(QUANTITY, 101);
    assertThat(cleaning.clean(line, NOW)).isFalse();
    assertThat(cleaning.changes()).isEqualTo("amount:dropped:quantity");
  }

  @Test
  void whatARuleRequiresAndDoesNotFindIsADeadLetter() {
    Cleaning cleaning =
        of(
            """
            - name: wanted
              on: purchase.country
              where: {site: shop}
              required: dead-letter
            """);
    FieldValues order = cleaning.begin(Source.PURCHASE).set(Source.PURCHASE.site(), "shop");
    assertThatThrownBy(() -> cleaning.clean(order, NOW))
        .isInstanceOf(RejectedEventException.class)
        .hasMessage("purchase.country is missing, says rule wanted");
    FieldValues other = cleaning.begin(Source.PURCHASE).set(Source.PURCHASE.site(), "other");
    assertThatCode(() -> cleaning.clean(other, NOW)).doesNotThrowAnyException();
  }

  @Test
  void textsBecomeNumbersAndTimesAndUnitsChange() throws RejectedEventException {
    Cleaning cleaning =
        of(
            """
            - name: decimal
              on: purchase-line.unitPrice
              convert: number
              decimal: comma
            - name: cents
              on: purchase-line.unitPrice
              convert: unit
              from: minor
              to: major
            - name: day
              on: purchase.eventTime
              convert: date
              formats: [dd.MM.yyyy]
            """);
    FieldValues line = cleaning.begin(Source.PURCHASE_LINE).set(PRICE, "1.299,00");
    cleaning.clean(line, NOW);
    assertThat(line.number(PRICE)).isEqualTo(12.99);
    assertThat(cleaning.changes())
        .isEqualTo("decimal:converted:unitPrice=1299,cents:converted:unitPrice=12.99");
    FieldValues order = cleaning.begin(Source.PURCHASE).set(TIME, "09.12.2011");
    cleaning.clean(order, NOW);
    assertThat(order.number(TIME))
        .isEqualTo((double) Instant.parse("2011-12-09T00:00:00Z").toEpochMilli());
    FieldValues broken = cleaning.begin(Source.PURCHASE).set(TIME, "31.02.2011");
    cleaning.clean(broken, NOW);
    assertThat(cleaning.changes()).isEqualTo("day:removed:eventTime");
    assertThat(broken.flawed()).isEqualTo(1L << TIME.index());
  }

  @Test
  void synonymsAndMisspellingsOfACategoryHaveOneName() throws RejectedEventException {
    Cleaning cleaning =
        new Cleaning(
            CleaningSettings.DEFAULT,
            CleaningRules.parse(
                """
                version: 1
                vocabularies:
                  garments:
                    trousers: [pants, slacks]
                rules:
                  - name: garment
                    on: click.category
                    standardise: category
                    vocabulary: garments
                    edits: 1
                  - name: none
                    on: click.category
                    default: other
                """));
    assertThat(category(cleaning, "Pants")).isEqualTo("trousers");
    assertThat(category(cleaning, "men / Trosers")).isEqualTo("men/trousers");
    assertThat(category(cleaning, "shirts")).isEqualTo("shirts");
    assertThat(category(cleaning, " / ")).isEqualTo("other");
    assertThat(cleaning.changes())
        .isEqualTo("garment:removed:category,none:defaulted:category=other");
  }

  private static String category(Cleaning cleaning, String category) throws RejectedEventException {
    FieldValues click = cleaning.begin(Source.CLICK).set(CATEGORY, category);
    cleaning.clean(click, NOW);
    return click.text(CATEGORY);
  }

  @Test
  void restoredStatisticsGiveTheSameAnswers() throws RejectedEventException {
    Cleaning first = new Cleaning(CleaningSettings.DEFAULT, CleaningRules.shipped());
    for (int i = 0; i < 100; i++) {
      price(first, "i" + i % 4, 2 + i % 7);
    }
    Cleaning second = new Cleaning(CleaningSettings.DEFAULT, CleaningRules.shipped());
    second.merge(first.pack());
    assertThat(second.pack()).isEqualTo(first.pack());
    for (int i = 0; i < 100; i++) {
      double value = i % 10 == 0 ? 100 : 2 + i % 5;
      assertThat(price(second, "i" + i % 4, value)).isEqualTo(price(first, "i" + i % 4, value));
    }
    assertThat(second.pack()).isEqualTo(first.pack());
  }

  @Test
  void statisticsOfARuleThatChangedAreLeftBehind() throws RejectedEventException {
    Cleaning first = new Cleaning(CleaningSettings.DEFAULT, CleaningRules.shipped());
    price(first, "i1", 2);
    Cleaning other =
        new Cleaning(
            CleaningSettings.DEFAULT,
            CleaningRules.parse(
                CleaningRules.shipped().yaml().replace("window: 30d", "window: 9d")));
    other.merge(first.pack());
    assertThat(other.segments()).isZero();
  }

  @Property
  void changesSurviveTheirText(@ForAll String value) {
    Changes changes = new Changes();
    changes.add("rule", ChangeKind.IMPUTED, DESCRIPTION, value);
    changes.add("rule", ChangeKind.CLIPPED, QUANTITY, 12);
    List<Change> parsed = Change.parse(changes.encoded());
    if (!hasLoneSurrogate(value)) {
      assertThat(parsed).isEqualTo(changes.list());
    }
    assertThat(parsed).hasSize(2);
  }

  private static boolean hasLoneSurrogate(String value) {
    String cut = value.substring(0, Math.min(value.length(), Change.LONGEST));
    return !new String(cut.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).equals(cut);
  }

  @Test
  void numbersOfContractsAreNumbers() throws RejectedEventException {
    Cleaning cleaning = new Cleaning(CleaningSettings.DEFAULT, CleaningRules.shipped());
    FieldValues line =
        cleaning.begin(Source.PURCHASE_LINE).set(PRICE, new BigDecimal("9.9900")).set(QUANTITY, 2);
    cleaning.clean(line, NOW);
    assertThat(line.number(PRICE)).isEqualTo(9.99);
    assertThat(line.whole(QUANTITY, 0)).isEqualTo(2);
    assertThat(line.whole(SLOT_OF_NOTHING, 7)).isEqualTo(7);
  }

  private static final Field SLOT_OF_NOTHING = Source.PURCHASE_LINE.field("country");

  private static Cleaning of(String rules) {
    return new Cleaning(
        CleaningSettings.DEFAULT, CleaningRules.parse("version: 1\nrules:\n" + rules.indent(2)));
  }
}
