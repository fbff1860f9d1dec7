package io.rapport.jobs.customer;

import static io.rapport.core.testing.Events.NOON;

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
import io.rapport.core.testing.Customers;
import io.rapport.core.testing.Events;
import io.rapport.core.testing.People;
import io.rapport.jobs.customer.identity.IdentitySetup;
import io.rapport.jobs.customer.identity.IdentityUpdate;
import io.rapport.jobs.customer.identity.ReviewUpdate;
import io.rapport.jobs.testing.RocksDbJobs;
import io.rapport.jobs.testing.Topic;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/** The running topology of customers, with topics in the test's process. */
final class LiveCustomers implements AutoCloseable {

  private final Topic<ClickEvent> clicks = Topic.empty(ClickEvent.class);
  private final Topic<CustomerEntry> records = Topic.empty(CustomerEntry.class);
  private final Topic<DecisionEvent> decisions = Topic.empty(DecisionEvent.class);
  private final Topic<PrivacyEvent> requests = Topic.empty(PrivacyEvent.class);
  private final Topic<ProfileView> profiles = Topic.empty(ProfileView.class);
  private final Topic<IdentityUpdate> identities = Topic.empty(IdentityUpdate.class);
  private final Topic<ReviewUpdate> reviews = Topic.empty(ReviewUpdate.class);
  private final Topic<Erasure> erasures = Topic.empty(Erasure.class);
  private final Map<String, ProfileView> latest = new HashMap<>();
  private final Map<String, Identity> known = new HashMap<>();
  private final Set<String> open = new HashSet<>();
  private final JobClient job;
  private long time = NOON;

  LiveCustomers() throws Exception {
    StreamExecutionEnvironment environment = RocksDbJobs.environment(2);
    CustomerTopology.Products products =
        CustomerTopology.build(
            new CustomerTopology.Events(
                clicks.source(environment),
                Topic.empty(PurchaseEvent.class).source(environment),
                Topic.empty(TicketEvent.class).source(environment),
                records.source(environment),
                Topic.empty(IdentityEvent.class).source(environment),
                decisions.source(environment),
                requests.source(environment)),
            CustomerSettings.DEFAULT,
            IdentitySetup.DEFAULT,
            CacheSettings.DEFAULT);
    profiles.sink(products.profiles());
    identities.sink(products.persons().identities());
    reviews.sink(products.persons().reviews());
    erasures.sink(products.erasures());
    job = environment.executeAsync("live customers");
  }

  /** The time of the next event, so much later that a changed profile is published at once. */
  private long tick() {
    time += 2_000;
    return time;
  }

  void view(String account, int times) {
    for (int i = 0; i < times; i++) {
      clicks.add(Customers.view(null, account, "i1", tick()));
    }
  }

  void record(String account, String given, String family, String birthDate) {
    records.add(People.entry(account, Events.SITE, given, family, birthDate, tick()).build());
  }

  /** A record of a person with an e-mail address or a telephone number. */
  void contact(String account, String[] person, String contact) {
    boolean mail = contact.contains("@");
    records.add(
        Events.customer(account, tick())
            .email(mail ? contact : null)
            .phone(mail ? null : contact)
            .person(
                People.details("crm", person[0], person[1], person[2], "Mill Lane 1", "4011", null))
            .build());
  }

  void decide(DecisionEvent.Kind kind, String first, String second) {
    long at = tick();
    decisions.add(new DecisionEvent("d" + at, at, Events.SITE, kind, first, second, "Ada", null));
  }

  void erase(String account) {
    requests.add(Customers.request(PrivacyKind.ERASURE, null, account, tick()));
  }

  /** Waits until the newest profile of a customer is as wanted. */
  ProfileView awaitProfile(String customer, Predicate<ProfileView> wanted) throws Exception {
    return await(customer, profile -> profile.active() && wanted.test(profile));
  }

  void awaitGone(String customer, ProfileStatus status) throws Exception {
    await(customer, profile -> profile.status() == status);
  }

  private ProfileView await(String customer, Predicate<ProfileView> wanted) throws Exception {
    while (!latest.containsKey(customer) || !wanted.test(latest.get(customer))) {
      ProfileView next = profiles.next();
      latest.put(next.customerId(), next);
    }
    return latest.get(customer);
  }

  /** Waits until the newest identity of a customer id is as wanted. */
  Identity awaitIdentity(String id, Predicate<Identity> wanted) throws Exception {
    while (!known.containsKey(id) || !wanted.test(known.get(id))) {
      IdentityUpdate next = identities.next();
      if (next.identity() == null) {
        known.remove(next.customerId());
      } else {
        known.put(next.customerId(), next.identity());
      }
    }
    return known.get(id);
  }

  /** The newest identities seen. */
  Map<String, Identity> identities() {
    return known;
  }

  void awaitReview(String first, String second, boolean wanted) throws Exception {
    while (open.contains(first + "/" + second) != wanted) {
      ReviewUpdate next = reviews.next();
      String pair = next.first() + "/" + next.second();
      if (next.review() == null) {
        open.remove(pair);
      } else {
        open.add(pair);
      }
    }
  }

  /** Waits for the receipt of as many records. */
  void awaitErased(int records) throws Exception {
    Erasure next = erasures.next();
    while (next.records() != records) {
      next = erasures.next();
    }
  }

  @Override
  public void close() throws Exception {
    job.cancel().get();
  }
}
