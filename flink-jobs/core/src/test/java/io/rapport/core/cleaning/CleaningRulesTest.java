package io.rapport.core.cleaning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.rapport.core.cleaning.CleaningRule.Bounds;
import io.rapport.core.cleaning.CleaningRule.Outlier;
import io.rapport.core.cleaning.CleaningRule.QuantileBand;
import io.rapport.core.cleaning.CleaningRule.Segments;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CleaningRulesTest {

  @Test
  void theShippedRulesAreRules() {
    assertThat(CleaningRules.shipped().list())
        .extracting(rule -> rule.head().name())
        .contains("text", "country", "email", "price-range", "price-outlier", "price-of-item");
  }

  @Test
  void aRuleKnowsItsLineItsFieldsAndItsParameters() {
    List<CleaningRule> rules =
        CleaningRules.parse(
                """
                version: 1
                rules:
                  # a comment
                  - name: price-band
                    on: [purchase-line.unitPrice]
                    where: {site: [a, b]}
                    outlier: quantile-band
                    low: 0.05
                    high: 0.95
                    widen: 1
                    scale: log
                    by: [itemId, currency]
                    window: 12h
                    minimum: 30
                    segments: 100
                    action: clip
                """)
            .list();
    assertThat(rules).hasSize(1);
    Outlier rule = (Outlier) rules.get(0);
    assertThat(rule.head().line()).isEqualTo(4);
    assertThat(rule.head().where()).isEqualTo(Map.of("site", Set.of("a", "b")));
    assertThat(rule.detector())
        .isEqualTo(
            new QuantileBand(
                0.05,
                0.95,
                1,
                true,
                new Segments(List.of("itemId", "currency"), 43_200_000, 30, 100),
                Action.CLIP));
  }

  @Test
  void boundsThatAreNotGivenAreInfinite() {
    Outlier rule =
        (Outlier)
            CleaningRules.parse(
                    """
                    version: 1
                    rules:
                      - name: stock
                        on: catalogue.stock
                        outlier: bounds
                        min: 0
                    """)
                .list()
                .get(0);
    assertThat(rule.detector())
        .isEqualTo(new Bounds(0, Double.POSITIVE_INFINITY, Action.MARK, Action.MARK));
  }

  @Test
  void everyErrorIsToldWithLineAndRule() {
    assertThat(
            errors(
                """
                version: 2
                rules:
                  - name: price-outlier
                    on: purchase-line.unitPrice
                    outlier: robust-z
                    threshold: -1
                    treshold: 3
                  - name: Price Outlier
                    on: purchase.lines
                    required: mark
                  - name: twice
                    on: click.category
                    required: mark
                    default: none
                  - name: twice
                    on: [shop.name]
                    impute: median
                """))
        .containsExactly(
            "line 1: `version` must be 1",
            "line 6, rule `price-outlier`: `threshold` must be a number above 0 but is -1",
            "line 7, rule `price-outlier`: `treshold` is not known here; known are action, among,"
                + " by, convert, default, floor, impute, minimum, name, on, outlier, required, scale,"
                + " segments, standardise, threshold, where, window",
            "line 8, rule `Price Outlier`: a name is of small letters, digits and single dashes,"
                + " at most 40",
            "line 9, rule `Price Outlier`: there is no field `purchase.lines`; the fields of"
                + " purchase are site, eventId, eventTime, orderId, customerId, visitorId, email,"
                + " phone, country, currency",
            "line 11, rule `twice`: a rule has one kind, but this one has required and default",
            "line 15, rule `twice`: another rule has the same name",
            "line 16, rule `twice`: there is no source `shop`; sources are click, purchase,"
                + " purchase-line, purchase-charge, catalogue, customer, identity, ticket, article");
  }

  @Test
  void aRuleHasToSuitItsFields() {
    assertThat(
            errors(
                """
                version: 1
                rules:
                  - name: a
                    on: customer.email
                    impute: mode
                  - name: b
                    on: click.category
                    impute: median
                  - name: c
                    on: click.itemId
                    standardise: text
                  - name: d
                    on: click.price
                    outlier: bounds
                    max: 10
                    above: drop
                  - name: e
                    on: purchase.phone
                    standardise: phone
                    region: XX
                  - name: f
                    on: catalogue.price
                    impute: median
                    by: brand-name
                  - name: g
                    on: catalogue.price
                    convert: unit
                    from: kg
                    to: m
                  - name: h
                    on: ticket.priority
                    standardise: one-of
                    vocabulary: words
                  - name: i
                    on: click.price
                    impute: median
                    window: fortnight
                  - name: j
                    on: [customer.birthDate, customer.postcode]
                    convert: date
                  - name: k
                    on: customer.birthDate
                    standardise: text
                """))
        .satisfiesExactly(
            error -> assertThat(error).startsWith("line 5, rule `a`: customer.email is about a"),
            error -> assertThat(error).isEqualTo("line 8, rule `b`: click.category is no number"),
            error -> assertThat(error).startsWith("line 11, rule `c`: click.itemId is an identif"),
            error -> assertThat(error).startsWith("line 16, rule `d`: click.price is not of a li"),
            error -> assertThat(error).startsWith("line 20, rule `e`: `region` must be an ISO"),
            error ->
                assertThat(error).contains("line 24, rule `f`", "has no text field brand-name"),
            error ->
                assertThat(error).startsWith("line 27, rule `g`: there is no way from kg to m"),
            error -> assertThat(error).startsWith("line 33, rule `h`: there is no vocabulary `wor"),
            error -> assertThat(error).startsWith("line 37, rule `i`: `window` must be a time"),
            error ->
                assertThat(error)
                    .isEqualTo("line 40, rule `j`: customer.postcode is neither a date nor a time"),
            error ->
                assertThat(error).isEqualTo("line 43, rule `k`: customer.birthDate is no text"));
  }

  @Test
  void whatIsNoYamlIsToldWithItsLine() {
    assertThat(errors("version: 1\nrules: [}\n"))
        .singleElement()
        .satisfies(error -> assertThat(error).startsWith("line 2: this is not YAML"));
    assertThat(errors("")).containsExactly("line 1: the file is empty");
    assertThat(errors("version: 1\n")).containsExactly("line 1: `rules` must be a list of rules");
    assertThat(errors("version: 1\nrules: [a, {name: b, name: c}]\n"))
        .contains("line 2: a rule must be keys with values", "line 2: `name` is given twice");
  }

  private static List<String> errors(String yaml) {
    return catchThrowableOfType(CleaningRulesException.class, () -> CleaningRules.parse(yaml))
        .errors();
  }
}
