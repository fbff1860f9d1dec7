package io.rapport.core.recommendation.visit;

import static io.rapport.core.testing.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.recommendation.settings.HistorySettings;
import io.rapport.core.state.Repacked;
import io.rapport.core.testing.Customers;
import io.rapport.core.testing.Events;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Two people on one device, and one person on several. */
class OwnerTest {

  private History history = new History(HistorySettings.DEFAULT);

  private Outcome view(String account, String item, long time) {
    history = Repacked.of(History.format(HistorySettings.DEFAULT), history);
    return history.apply(Customers.view("pc", account, item, time)).outcome();
  }

  private void change(String account, long time) {
    history.apply(new OwnerChange("shop", "pc", account, time));
  }

  @Test
  void theFirstLoginKeepsWhatCameBefore() {
    view(null, "a", NOON);
    assertThat(history.recognised()).isFalse();
    view("anna", "b", NOON + 1);
    assertThat(history.passed()).isFalse();
    assertThat(history.recognised()).isTrue();
    assertThat(history.recent()).containsExactly("b", "a");
  }

  @Test
  void anotherAccountBeginsAnew() {
    view("anna", "a", NOON);
    view("bert", "b", NOON + 1);
    assertThat(history.passed()).isTrue();
    assertThat(history.recognised()).isFalse();
    assertThat(history.recent()).containsExactly("b");
    assertThat(view("anna", "c", NOON)).isEqualTo(Outcome.LATE);
    assertThat(history.recent()).containsExactly("b");
  }

  @Test
  void afterALogoutTheCookieIsNobodys() {
    view("anna", "a", NOON);
    change(null, NOON + 1);
    assertThat(history.passed()).isTrue();
    view(null, "b", NOON + 2);
    assertThat(history.recent()).containsExactly("b");
    change("bert", NOON + 3);
    assertThat(history.passed()).isTrue();
    assertThat(history.recent()).isEmpty();
  }

  @Test
  void anObjectionStaysWithItsAccount() {
    view("anna", "a", NOON);
    history.apply(new StatusChange("shop", "pc", "anna", VisitorStatus.OPTED_OUT, "3"));
    assertThat(history.status()).isEqualTo(VisitorStatus.OPTED_OUT);
    view("bert", "b", NOON + 1);
    assertThat(history.status()).isEqualTo(VisitorStatus.USUAL);
    history.apply(new StatusChange("shop", "pc", "anna", VisitorStatus.OPTED_OUT, "4"));
    assertThat(history.status()).isEqualTo(VisitorStatus.USUAL);
    view("anna", "c", NOON + 2);
    assertThat(history.status()).isEqualTo(VisitorStatus.OPTED_OUT);
  }

  @Test
  void aPurchaseElsewhereCountsForTheCookieOfTheAccountOnly() {
    view("anna", "a", NOON);
    PurchaseEvent order = Events.order("o1", NOON + 1, "pc", "a").customerId("anna").build();
    assertThat(history.applyCopy(order)).isTrue();
    assertThat(history.applyCopy(order)).isFalse();
    view("bert", "b", NOON + 2);
    assertThat(
            history.applyCopy(Events.order("o2", NOON + 3, "pc", "a").customerId("anna").build()))
        .isFalse();
  }

  /** Neither many clicks nor a day's rest make a copy count again; another person does. */
  @Test
  void aPurchaseElsewhereCountsOnce() {
    PurchaseEvent order = Events.order("o1", NOON, "pc", "a").customerId("anna").build();
    view("anna", "a", NOON);
    assertThat(history.applyCopy(order)).isTrue();
    for (int i = 0; i <= HistorySettings.DEFAULT.rememberedIds(); i++) {
      view("anna", "a", NOON + i);
    }
    history.expire(NOON + 1000 + HistorySettings.DEFAULT.expiryMillis());
    view("anna", "b", NOON + 2000);
    assertThat(history.applyCopy(order)).isFalse();
    view("bert", "b", NOON + 3000);
    view("anna", "b", NOON + 4000);
    assertThat(history.applyCopy(order)).isTrue();
  }

  @Test
  void cookiesAreToldWhatTheirAccountBuysAndBought() {
    StatusFanout account = new StatusFanout();
    account.apply(profile("c1"));
    account.apply(order("o1"));
    assertThat(account.copies()).extracting(PurchaseEvent::visitorId).containsExactly("c1");
    account = Repacked.of(StatusFanout.format(), account);
    account.apply(order("o1"));
    assertThat(account.copies()).isEmpty();
    account.apply(profile("c2", "c1"));
    assertThat(account.copies())
        .extracting(PurchaseEvent::visitorId, PurchaseEvent::orderId)
        .containsExactly(tuple("c2", order("o1").orderId()));
    account.apply(profile());
    assertThat(account.isEmpty()).isTrue();
  }

  private static CustomerStatus profile(String... cookies) {
    return new CustomerStatus("shop", "anna", 1, VisitorStatus.USUAL, List.of(cookies));
  }

  private static PurchaseEvent order(String id) {
    return Events.order(id, NOON, null, "a").customerId("anna").build();
  }
}
