package io.rapport.benchmarks.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rapport.avro.Click;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.Purchase;
import io.rapport.avro.SupportEvent;
import io.rapport.benchmarks.stack.SyntheticClicks.Shape;
import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.cleaning.CleaningRules;
import io.rapport.core.intake.CleaningSettings;
import io.rapport.jobs.intake.ClickMapping;
import io.rapport.jobs.intake.CustomerRecordMapping;
import io.rapport.jobs.intake.IdentityMapping;
import io.rapport.jobs.intake.PurchaseMapping;
import io.rapport.jobs.intake.TicketMapping;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class SyntheticShopTest {

  private static final Shape SHAPE = new Shape(1_000, 200, 7);
  private static final int CUSTOMERS = 1_000;
  private static final long START = 1_764_000_000_000L;
  private static final int MANY = 100_000;

  private static List<SpecificRecord> events(long seed, int count) {
    SyntheticShop shop = new SyntheticShop(new Shape(1_000, 200, seed), CUSTOMERS);
    return LongStream.range(0, count).mapToObj(i -> shop.next("e" + i, START + i)).toList();
  }

  private static double share(List<SpecificRecord> events, Class<?> contract) {
    return (double) events.stream().filter(contract::isInstance).count() / events.size();
  }

  @Test
  void isTheSameForTheSameSeed() {
    assertThat(events(7, 2_000)).isEqualTo(events(7, 2_000));
    assertThat(events(7, 2_000)).isNotEqualTo(events(8, 2_000));
  }

  @Test
  void hasTheStatedShares() {
    List<SpecificRecord> events = events(7, MANY);

    assertThat(share(events, Purchase.class)).isCloseTo(SyntheticShop.ORDERS, within(0.003));
    assertThat(share(events, SupportEvent.class)).isCloseTo(SyntheticShop.SUPPORT, within(0.002));
    // Half of the people have an account.
    assertThat(share(events, IdentityLink.class))
        .isCloseTo(SyntheticShop.LOGINS * (1 - SyntheticShop.AT_ONCE) / 2, within(0.002));
    assertThat(share(events, CustomerRecord.class))
        .isCloseTo(SyntheticShop.RECORDS / 2, within(0.001));
    assertThat(share(events, Click.class)).isGreaterThan(0.95);
  }

  @Test
  void namesAnAccountInThreeOfTenClicksAtFirst() {
    List<Click> clicks =
        events(7, 5_000).stream().filter(Click.class::isInstance).map(Click.class::cast).toList();

    long named = clicks.stream().filter(click -> click.getCustomerId() != null).count();
    assertThat((double) named / clicks.size()).isCloseTo(0.3, within(0.05));
  }

  @Test
  void bringsEverybodyAndNobodyElse() {
    SyntheticShop shop = new SyntheticShop(SHAPE, CUSTOMERS);
    assertThat(shop.people()).isEqualTo(200);
    Set<String> cookies = new HashSet<>();
    for (int i = 0; i < MANY; i++) {
      if (shop.next("e" + i, START + i) instanceof Click click) {
        cookies.add(click.getVisitorId());
      }
    }

    assertThat(cookies).hasSize(CUSTOMERS);
    assertThat(shop.people()).isEqualTo(CUSTOMERS);
  }

  /** Otherwise a cookie's events without an account would be the account's. */
  @Test
  void logsOutBeforeACookieActsWithoutItsAccount() {
    Map<String, String> loggedIn = new HashMap<>();
    int logins = 0;
    int logouts = 0;
    for (SpecificRecord event : events(7, MANY)) {
      String account = text(event, "customerId");
      if (event instanceof IdentityLink link) {
        loggedIn.put(link.getVisitorId(), account);
        logins += account == null ? 0 : 1;
        logouts += account == null ? 1 : 0;
      } else if (!(event instanceof CustomerRecord)) {
        String cookie = text(event, "visitorId");
        assertThat(account)
            .isEqualTo(loggedIn.containsKey(cookie) ? loggedIn.get(cookie) : account);
        loggedIn.put(cookie, account);
      }
    }
    assertThat(logins).isPositive();
    assertThat(logouts).isPositive();
  }

  private static String text(SpecificRecord event, String field) {
    return (String) event.get(event.getSchema().getField(field).pos());
  }

  @Test
  void sendsNothingThatIsRefused() throws Exception {
    Cleaning cleaning = new Cleaning(CleaningSettings.DEFAULT, CleaningRules.shipped());
    for (SpecificRecord event : events(7, 20_000)) {
      Object cleaned =
          event instanceof Click click
              ? ClickMapping.toDomain(click, START + MANY, cleaning)
              : event instanceof Purchase order
                  ? PurchaseMapping.toDomain(order, START + MANY, cleaning)
                  : event instanceof SupportEvent ticket
                      ? TicketMapping.toDomain(ticket, START + MANY, cleaning)
                      : event instanceof IdentityLink link
                          ? IdentityMapping.toDomain(link, START + MANY, cleaning)
                          : CustomerRecordMapping.toDomain(
                              (CustomerRecord) event, START + MANY, cleaning);
      assertThat(cleaned).isNotNull();
    }
  }

  @Test
  void needsMorePeopleThanSessions() {
    assertThatThrownBy(() -> new SyntheticShop(SHAPE, 200))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("200 people cannot fill 200 sessions");
  }
}
