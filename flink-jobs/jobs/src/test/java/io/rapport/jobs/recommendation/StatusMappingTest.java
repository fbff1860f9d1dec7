package io.rapport.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.CustomerProfile;
import io.rapport.core.recommendation.visit.CustomerStatus;
import io.rapport.core.recommendation.visit.PersonStatus;
import io.rapport.core.recommendation.visit.VisitorStatus;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatusMappingTest {

  private static CustomerProfile.Builder profile(String account) {
    return CustomerProfile.newBuilder()
        .setSite("shop")
        .setCustomerId(account)
        .setIdentified(true)
        .setEventTime(Instant.ofEpochMilli(5))
        .setFirstSeen(Instant.ofEpochMilli(1))
        .setViews(1)
        .setCartAdds(0)
        .setWishes(0)
        .setSearches(0)
        .setOrders(0)
        .setReturns(0)
        .setSpend(new BigDecimal("0.0000"))
        .setTicketsOpen(0)
        .setTicketsTotal(0)
        .setTopCategories(List.of())
        .setRecentItems(List.of());
  }

  @Test
  void aPersonsProfileTellsItsOtherAccounts() {
    CustomerStatus status =
        StatusMapping.toDomain(
            profile("anna")
                .setVisitorIds(List.of("phone", "pc"))
                .setTicketsOpen(1)
                .setAccounts(List.of("ann", "anna"))
                .build());
    assertThat(status)
        .isEqualTo(
            new CustomerStatus(
                "shop",
                "anna",
                5,
                VisitorStatus.COMPLAINING,
                List.of("phone", "pc", "anna"),
                null,
                List.of("ann", "anna")));
    assertThat(PersonStatus.of(status))
        .containsExactly(
            new PersonStatus(
                "shop",
                "ann",
                "anna",
                5,
                VisitorStatus.COMPLAINING,
                List.of("pc", "phone"),
                List.of("ann", "anna")));
  }

  @Test
  void anAccountThatIsPartOfAnotherCustomerSaysSo() {
    CustomerStatus status =
        StatusMapping.toDomain(
            profile("ann").setMergedInto("anna").setPersonalisationConsent(false).build());
    assertThat(status.mergedInto()).isEqualTo("anna");
    assertThat(status.status()).isEqualTo(VisitorStatus.OPTED_OUT);
    assertThat(PersonStatus.of(status)).isEmpty();
  }
}
