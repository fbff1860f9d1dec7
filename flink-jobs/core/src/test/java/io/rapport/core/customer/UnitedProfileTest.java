package io.rapport.core.customer;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.Repacked;
import io.rapport.core.testing.Customers;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class UnitedProfileTest {

  private static final CustomerSettings SETTINGS = CustomerSettings.DEFAULT;
  private static final long RETENTION = 3 * SETTINGS.retention();
  private static final PackedFormat<CustomerProfile> FORMAT = CustomerProfile.format(SETTINGS);
  private static final Subject LEADER = new Subject("shop", "c0", true);

  private static void put(UnitedProfile united, String account, CustomerProfile profile) {
    united.put(account, FORMAT.pack(profile), profile.newest());
  }

  @Test
  void isShownWhileItHasThePartOfItsOwnAccount() {
    UnitedProfile united = new UnitedProfile(SETTINGS, RETENTION);
    CustomerProfile other = new CustomerProfile(SETTINGS);
    other.apply(Customers.viewed("v1", "c1", Events.NOON));
    put(united, "c1", other);
    assertThat(united.view(LEADER)).isNull();
    put(united, "c0", new CustomerProfile(SETTINGS));
    ProfileView view = Repacked.of(UnitedProfile.format(SETTINGS, RETENTION), united).view(LEADER);
    assertThat(view.views()).isOne();
    assertThat(view.accounts()).containsExactly("c0", "c1");
    assertThat(view.customerId()).isEqualTo("c0");
    assertThat(united.expiry()).isEqualTo(Events.NOON + RETENTION);
    united.remove("c0");
    assertThat(united.view(LEADER)).isNull();
    assertThat(united.shown()).isFalse();
    united.remove("c1");
    assertThat(united.isEmpty()).isTrue();
  }

  @Test
  void partsWithoutEventsShowNothing() {
    UnitedProfile united = new UnitedProfile(SETTINGS, RETENTION);
    put(united, "c0", new CustomerProfile(SETTINGS));
    assertThat(united.view(LEADER)).isNull();
    assertThat(united.expiry()).isEqualTo(Long.MAX_VALUE);
  }

  /**
   * Accounts join and leave while events come. What is shown is the profile of all events of the
   * accounts in it; an account that has left is as if it had never joined.
   */
  @Property(tries = 200)
  void aMergeThatIsUndoneNeverWas(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 80) int steps) {
    Random random = new Random(seed);
    List<CustomerProfile> accounts = new ArrayList<>();
    List<List<Observation>> events = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      accounts.add(new CustomerProfile(SETTINGS));
      events.add(new ArrayList<>());
    }
    UnitedProfile united = new UnitedProfile(SETTINGS, RETENTION);
    boolean[] joined = new boolean[4];
    for (int step = 0; step < steps; step++) {
      int i = random.nextInt(4);
      String account = "c" + i;
      if (random.nextInt(3) == 0) {
        joined[i] = !joined[i];
      } else {
        Observation event = event(account, Events.NOON + step * 1_000L, random);
        accounts.get(i).apply(event);
        events.get(i).add(event);
      }
      if (joined[i]) {
        put(united, account, accounts.get(i));
      } else {
        united.remove(account);
      }
      assertThat(accounts.get(i).view(new Subject("shop", account, true)))
          .isEqualTo(profileOf(events.get(i)).view(new Subject("shop", account, true)));
    }
    ProfileView shown = united.view(LEADER);
    List<Observation> all = new ArrayList<>();
    List<String> names = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      if (joined[i]) {
        all.addAll(events.get(i));
        names.add("c" + i);
      }
    }
    if (!joined[0] || all.isEmpty()) {
      assertThat(shown).isNull();
    } else {
      ProfileView expected = profileOf(all).view(LEADER);
      assertThat(shown)
          .usingRecursiveComparison()
          .withComparatorForType(UnitedProfileTest::nearly, Double.class)
          .isEqualTo(names.size() > 1 ? expected.ofAccounts(names) : expected);
    }
  }

  private static int nearly(double a, double b) {
    return Math.abs(a - b) < 1e-9 ? 0 : Double.compare(a, b);
  }

  private static CustomerProfile profileOf(List<Observation> events) {
    CustomerProfile profile = new CustomerProfile(SETTINGS);
    events.forEach(profile::apply);
    return profile;
  }

  private static Observation event(String account, long time, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> Observation.of(Customers.order("v-" + account, account, null, time));
      case 1 -> Observation.of(Customers.ticket(null, account, time));
      case 2 -> Observation.of(Customers.record(account, time));
      default -> Customers.viewed("v-" + account, account, time);
    };
  }
}
