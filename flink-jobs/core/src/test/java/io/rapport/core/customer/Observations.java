package io.rapport.core.customer;

import io.rapport.core.testing.Events;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Provide;
import net.jqwik.api.domains.DomainContextBase;

/**
 * Generates random observations over few items, categories, tickets and currencies, in any order.
 */
public final class Observations extends DomainContextBase {

  @Provide
  Arbitrary<Observation> observations() {
    Arbitrary<ObservationKind> kind =
        Arbitraries.of(ObservationKind.values()).filter(k -> k != ObservationKind.ERASURE);
    Arbitrary<Long> time = Arbitraries.longs().between(Events.NOON, Events.NOON + 5_000_000_000L);
    Arbitrary<String> item = Arbitraries.of("i1", "i2", "i3", "i4", "i5", "i6");
    Arbitrary<String> category = Arbitraries.of("a", "a/b", "c", "d").injectNull(0.2);
    Arbitrary<Long> amount = Arbitraries.longs().between(0, 10_000_000L);
    Arbitrary<String> currency = Arbitraries.of("EUR", "USD").injectNull(0.2);
    Arbitrary<String> ticket = Arbitraries.of("t1", "t2", "t3");
    Arbitrary<Boolean> consent = Arbitraries.of(true, false).injectNull(0.5);
    return Combinators.combine(kind, time, item, category, amount, currency, ticket, consent)
        .as(Observations::observation);
  }

  public static Observation at(ObservationKind kind, long time) {
    return observation(kind, time, "i1", "a", 10_000L, "EUR", "t1", null);
  }

  private static Observation observation(
      ObservationKind kind,
      long time,
      String item,
      String category,
      long amount,
      String currency,
      String ticket,
      Boolean consent) {
    return new Observation(
        kind,
        "e" + time,
        time,
        time,
        "shop",
        "c1",
        "v1",
        "u" + item + "@example.org",
        null,
        category == null ? null : "DE",
        List.of(item),
        category,
        "o" + time % 5,
        amount,
        currency,
        ticket,
        consent,
        consent,
        false,
        null,
        category == null ? "price-missing:marked:unitPrice" : "");
  }
}
