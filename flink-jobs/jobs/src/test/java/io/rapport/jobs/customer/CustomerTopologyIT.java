package io.rapport.jobs.customer;

import static io.rapport.core.testing.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.ProfileStatus;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.identity.resolve.Identity;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.DecisionEvent;
import io.rapport.core.intake.IdentityEvent;
import io.rapport.core.intake.PrivacyEvent;
import io.rapport.core.intake.PrivacyKind;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.state.CacheSettings;
import io.rapport.core.testing.CustomerEntryBuilder;
import io.rapport.core.testing.Customers;
import io.rapport.jobs.customer.identity.IdentitySetup;
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

  /** A decision that changes nothing. */
  private static final DecisionEvent UNDO =
      new DecisionEvent("d", NOON, "shop", DecisionEvent.Kind.UNDO, "c1", "c2", null, null);

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

  /** A person with two accounts: one profile, two again after a no, one again, and none. */
  @Test
  void accountsOfOnePersonAreOneProfileUntilSomebodySaysNo() throws Exception {
    try (LiveCustomers shop = new LiveCustomers()) {
      shop.view("c1", 2);
      shop.view("c2", 3);
      shop.awaitProfile("c2", profile -> profile.views() == 3);
      shop.record("c1", "Isabelle", "Wexford", "1980-03-04");
      shop.record("c2", "Isabelle", "Wexford", "1980-03-04");
      ProfileView united = shop.awaitProfile("c1", profile -> profile.views() == 5);
      assertThat(united.accounts()).containsExactly("c1", "c2");
      shop.awaitGone("c2", ProfileStatus.MERGED);
      assertThat(shop.awaitIdentity("c2", identity -> identity.mergedInto() != null).mergedInto())
          .isEqualTo("c1");
      shop.view("c2", 1);
      shop.awaitProfile("c1", profile -> profile.views() == 6);

      shop.decide(DecisionEvent.Kind.REJECT, "c1", "c2");
      ProfileView alone = shop.awaitProfile("c1", profile -> profile.views() == 2);
      assertThat(alone.accounts()).isEmpty();
      shop.awaitProfile("c2", profile -> profile.views() == 4);
      shop.record("c2", "Isabelle", "Wexford", "1980-03-04");
      Identity second = shop.awaitIdentity("c2", identity -> identity.mergedInto() == null);
      assertThat(second.conflicts()).hasSize(1);

      shop.decide(DecisionEvent.Kind.UNDO, "c2", "c1");
      shop.awaitProfile("c1", profile -> profile.views() == 6);
      shop.erase("c99");
      shop.erase("c2");
      shop.awaitGone("c1", ProfileStatus.ERASED);
      shop.awaitErased(2);
    }
  }

  @Test
  void aDoubtfulPairIsReviewedAndConfirmed() throws Exception {
    try (LiveCustomers shop = new LiveCustomers()) {
      shop.record("a", "Anna", "Wexford", "1980-03-04");
      shop.record("b", "Emma", "Wexford", "1980-03-04");
      shop.awaitReview("a", "b", true);
      shop.decide(DecisionEvent.Kind.CONFIRM, "b", "a");
      shop.awaitReview("a", "b", false);
      shop.awaitIdentity("a", identity -> identity.members().size() == 2);
      shop.awaitGone("b", ProfileStatus.MERGED);
    }
  }

  /** A family's address, a call centre's number, an office's mailbox: of people who differ. */
  @Test
  void strangersWhoShareContactsStaySeveral() throws Exception {
    String[][] strangers = {
      {"Anna", "Berger", "1980-03-04"},
      {"Carl", "Dornfeld", "1971-11-23"},
      {"Emma", "Falkner", "1993-07-30"},
      {"Greta", "Hahn", "1958-01-17"},
      {"Ivan", "Jansen", "2001-09-09"},
      {"Karla", "Lindner", "1966-05-12"},
      {"Max", "Neumann", "1989-12-02"}
    };
    try (LiveCustomers shop = new LiveCustomers()) {
      for (String contact : List.of("info@shop.example", "+4930555777", "0000000000")) {
        for (int i = 0; i < strangers.length; i++) {
          shop.contact(contact.hashCode() + "-" + i, strangers[i], contact);
        }
      }
      for (String given : List.of("Paul", "Rosa", "Theo", "Mia")) {
        shop.contact("family-" + given, new String[] {given, "Wexford", null}, "home@w.example");
      }
      shop.record("last", "Zacharias", "Quill", "1940-01-01");
      shop.awaitIdentity("last", identity -> true);
      assertThat(shop.identities().values())
          .filteredOn(identity -> identity.mergedInto() == null)
          .hasSizeGreaterThan(strangers.length)
          .allSatisfy(
              identity ->
                  assertThat(identity.members())
                      .extracting(member -> member.customerId().replaceFirst(".*-(?=\\d$)", ""))
                      .as("persons in one customer")
                      .hasSizeLessThanOrEqualTo(3)
                      .containsOnly(identity.customerId().replaceFirst(".*-(?=\\d$)", "")));
    }
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
    records.add(named("c" + i, i, time + 600));
    if (i % 4 == 0) {
      clicks.add(Customers.view("w" + i, null, "a", time + 700));
    }
  }

  /** A record of a person who is like no other. */
  private static CustomerEntry named(String account, int i, long time) {
    String given = Character.toString('a' + i % 20).repeat(5);
    String family = Character.toString('b' + i % 23).repeat(7);
    return CustomerEntryBuilder.builder(Customers.record(account, time))
        .name(given + " " + family)
        .phone(null)
        .build();
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
            RocksDbJobs.stream(
                environment, List.of(UNDO), DecisionEvent.class, DecisionEvent::eventTime),
            RocksDbJobs.stream(environment, requests, PrivacyEvent.class, PrivacyEvent::eventTime)),
        CustomerSettings.DEFAULT,
        IdentitySetup.DEFAULT,
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
