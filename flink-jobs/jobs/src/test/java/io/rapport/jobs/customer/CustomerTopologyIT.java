package io.rapport.jobs.customer;

import static io.rapport.core.testing.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.IdentityEvent;
import io.rapport.core.intake.PrivacyEvent;
import io.rapport.core.intake.PrivacyKind;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.state.CacheSettings;
import io.rapport.core.testing.Customers;
import io.rapport.jobs.testing.Collected;
import io.rapport.jobs.testing.RocksDbJobs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class CustomerTopologyIT {

  private static final int CUSTOMERS = 40;

  @RegisterExtension static final MiniClusterExtension FLINK = RocksDbJobs.cluster();

  private final List<ClickEvent> clicks = new ArrayList<>();
  private final List<PurchaseEvent> purchases = new ArrayList<>();
  private final List<TicketEvent> tickets = new ArrayList<>();
  private final List<CustomerEntry> records = new ArrayList<>();
  private final List<IdentityEvent> links = new ArrayList<>();

  @Test
  void everyEventEndsUpInOneCustomersProfileWhateverIdentifierItCarried() throws Exception {
    for (int i = 0; i < CUSTOMERS; i++) {
      shop(i);
    }
    Map<String, ProfileView> profiles = new HashMap<>();
    List<Erasure> erasures =
        run(List.of(Customers.request(PrivacyKind.OPT_IN, null, "c0", NOON)), profiles);
    assertThat(erasures).isEmpty();
    assertThat(profiles).hasSize(CUSTOMERS + CUSTOMERS / 4);
    for (int i = 0; i < CUSTOMERS; i++) {
      ProfileView profile = profiles.get("c" + i);
      assertThat(profile.identified()).isTrue();
      assertThat(profile.views()).as("views of customer %d", i).isEqualTo(3);
      assertThat(profile.orders()).isOne();
      assertThat(profile.spend()).isEqualTo(399_800);
      assertThat(profile.ticketsOpen()).isOne();
      assertThat(profile.email()).isEqualTo("c" + i + "@example.org");
    }
    assertThat(profiles.get("w0").identified()).isFalse();
    assertThat(profiles.get("c0").personalisationConsent()).isTrue();
  }

  @Test
  void anErasureRemovesTheAccountAndItsCookieAndHasItsReceipts() throws Exception {
    shop(0);
    shop(1);
    Map<String, ProfileView> profiles = new HashMap<>();
    List<Erasure> erasures =
        run(
            List.of(Customers.request(PrivacyKind.ERASURE, "v0", "c0", NOON + 1_000_000)),
            profiles);
    assertThat(profiles).doesNotContainKeys("c0", "v0").containsKeys("c1", "w0");
    assertThat(erasures)
        .isNotEmpty()
        .allMatch(erasure -> erasure.requestId().equals("request-" + (NOON + 1_000_000)));
  }

  @Test
  void everyOperatorHasAUid() {
    shop(0);
    StreamExecutionEnvironment environment = RocksDbJobs.environment(1);
    CustomerTopology.Products products =
        topology(environment, List.of(Customers.request(PrivacyKind.OPT_IN, null, "c0", NOON)));
    RocksDbJobs.assertUids(environment, List.of(products.profiles(), products.erasures()));
  }

  /**
   * Anonymous browsing, then a login by an identity link, an order with the account, a ticket by
   * e-mail, and a record that tells whose e-mail it is; for every fourth, a visitor who stays
   * anonymous.
   */
  private void shop(int i) {
    long time = NOON + i;
    clicks.add(Customers.view("v" + i, null, "a", time));
    clicks.add(Customers.view("v" + i, null, "b", time + 100));
    links.add(Customers.link("v" + i, "c" + i, time + 200));
    clicks.add(Customers.view("v" + i, null, "c", time + 300));
    clicks.add(Customers.view("v" + i, null, "c", time + 300));
    purchases.add(Customers.order("v" + i, "c" + i, null, time + 400));
    tickets.add(Customers.ticket("c" + i + "@example.org", null, time + 500));
    records.add(Customers.record("c" + i, time + 600));
    if (i % 4 == 0) {
      clicks.add(Customers.view("w" + i, null, "a", time + 700));
    }
  }

  private CustomerTopology.Products topology(
      StreamExecutionEnvironment environment, List<PrivacyEvent> requests) {
    return CustomerTopology.build(
        new CustomerTopology.Events(
            RocksDbJobs.stream(environment, clicks, ClickEvent.class, ClickEvent::eventTime),
            RocksDbJobs.stream(
                environment, purchases, PurchaseEvent.class, PurchaseEvent::eventTime),
            RocksDbJobs.stream(environment, tickets, TicketEvent.class, TicketEvent::eventTime),
            RocksDbJobs.stream(environment, records, CustomerEntry.class, CustomerEntry::eventTime),
            RocksDbJobs.stream(environment, links, IdentityEvent.class, IdentityEvent::eventTime),
            RocksDbJobs.stream(environment, requests, PrivacyEvent.class, PrivacyEvent::eventTime)),
        CustomerSettings.DEFAULT,
        CacheSettings.DEFAULT);
  }

  /** The last profile of each customer, and the erasures. */
  private List<Erasure> run(List<PrivacyEvent> requests, Map<String, ProfileView> profiles)
      throws Exception {
    StreamExecutionEnvironment environment = RocksDbJobs.environment(2);
    CustomerTopology.Products products = topology(environment, requests);
    Collected<ProfileView> views = Collected.of(products.profiles());
    Collected<Erasure> erasures = Collected.of(products.erasures());
    environment.executeAsync("customer topology");
    views.all().forEach(view -> keep(profiles, view));
    return erasures.all();
  }

  /** At the end of the input all event time has passed and every profile expires: not seen here. */
  private static void keep(Map<String, ProfileView> profiles, ProfileView view) {
    switch (view.status()) {
      case ACTIVE -> profiles.put(view.customerId(), view);
      case MERGED, ERASED -> profiles.remove(view.customerId());
      case EXPIRED -> {}
    }
  }
}
