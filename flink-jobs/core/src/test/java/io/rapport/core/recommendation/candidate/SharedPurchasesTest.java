package io.rapport.core.recommendation.candidate;

import static io.rapport.core.testing.Events.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.hash.Hash64;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.recommendation.settings.HistorySettings;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.visit.CustomerStatus;
import io.rapport.core.recommendation.visit.History;
import io.rapport.core.recommendation.visit.OwnerChange;
import io.rapport.core.recommendation.visit.PersonStatus;
import io.rapport.core.recommendation.visit.SharedPurchases;
import io.rapport.core.recommendation.visit.StatusChange;
import io.rapport.core.recommendation.visit.StatusFanout;
import io.rapport.core.recommendation.visit.VisitorStatus;
import io.rapport.core.state.Repacked;
import io.rapport.core.testing.Events;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Accounts that become one person and come apart again, by way of profiles. */
class SharedPurchasesTest {

  private static final int ACCOUNTS = 4;
  private static final int COOKIES = 2; // an account
  private static final int ITEMS = 12;
  private static final HistorySettings SETTINGS =
      HistorySettings.DEFAULT.with(history -> history.rememberedIds(4));
  private static final List<VisitorStatus> STATUSES = List.of(VisitorStatus.values());

  /** One or several accounts with their cookies, and the messages on their way. */
  private static final class Shop {

    private final Map<String, StatusFanout> accounts = new TreeMap<>();
    private final Map<String, History> histories = new TreeMap<>();
    private final Map<String, Shortlist> shortlists = new TreeMap<>();
    private final Map<String, Deque<Runnable>> channels = new TreeMap<>(); // each is in order
    private final Map<String, List<String>> reactions = new TreeMap<>(); // orders by cookie
    private int clicks;

    Shop() {
      for (String account : all()) {
        accounts.put(account, new StatusFanout());
        for (String cookie : cookies(account)) {
          histories.put(cookie, new History(SETTINGS));
          histories.get(cookie).apply(new OwnerChange("shop", cookie, account, NOON));
          shortlists.put(cookie, new Shortlist(RankingSettings.DEFAULT));
        }
      }
    }

    void send(String channel, Runnable message) {
      channels.computeIfAbsent(channel, any -> new ArrayDeque<>()).add(message);
    }

    /** Delivers some messages, or all, of channels that do not wait for each other. */
    void deliver(Random random, int most) {
      for (int i = 0; i < most; i++) {
        List<Deque<Runnable>> waiting =
            channels.values().stream().filter(channel -> !channel.isEmpty()).toList();
        if (waiting.isEmpty()) {
          return;
        }
        waiting.get(random.nextInt(waiting.size())).poll().run();
      }
    }

    void publish(CustomerStatus profile) {
      send(
          "profile " + profile.customerId(),
          () -> {
            StatusFanout account = read(profile.customerId());
            tell(account.apply(profile), profile.customerId());
            fanOut(profile.customerId(), account);
          });
      for (PersonStatus person : PersonStatus.of(profile)) {
        send(
            "person " + person.customerId() + " to " + person.account(),
            () -> {
              StatusFanout account = read(person.account());
              tell(account.apply(person), person.account());
              fanOut(person.account(), account);
            });
      }
    }

    void buy(PurchaseEvent purchase) {
      String cookie = purchase.visitorId();
      if (cookie != null) {
        send("purchases of cookie " + cookie, () -> take(cookie, purchase));
      }
      send(
          "purchases of " + purchase.customerId(),
          () -> {
            StatusFanout account = read(purchase.customerId());
            account.apply(purchase);
            fanOut(purchase.customerId(), account);
          });
    }

    void login(String cookie, String account) {
      History history = histories.get(cookie);
      history.apply(new OwnerChange("shop", cookie, account, NOON + 1));
      assertThat(history.passed()).isTrue();
      shortlists.get(cookie).pass(NOON, history.owner());
    }

    /** More clicks than event ids are remembered, and sometimes a day without any. */
    void browse(String cookie, long time, boolean rests) {
      History history = Repacked.of(History.format(SETTINGS), histories.get(cookie));
      for (int i = 0; i <= SETTINGS.rememberedIds(); i++) {
        history.apply(Events.view("click" + clicks++, time, cookie, "i0"));
      }
      if (rests) {
        history.expire(NOON + 100 + SETTINGS.expiryMillis());
      }
      histories.put(cookie, history);
    }

    private StatusFanout read(String account) {
      return Repacked.of(StatusFanout.format(), accounts.get(account));
    }

    private void tell(List<StatusChange> changes, String from) {
      for (StatusChange change : changes) {
        if (histories.containsKey(change.visitor())) {
          send(
              from + " to " + change.visitor(),
              () -> histories.get(change.visitor()).apply(change));
        }
      }
    }

    private void fanOut(String from, StatusFanout account) {
      if (account.changed()) {
        accounts.put(from, account);
      } else {
        assertThat(account.copies()).isEmpty();
        assertThat(account.shares()).isEmpty();
      }
      for (PurchaseEvent copy : account.copies()) {
        send(from + " to " + copy.visitorId(), () -> copy(copy.visitorId(), copy));
      }
      for (SharedPurchases share : account.shares()) {
        send(from + " to " + share.visitor(), () -> share(share));
      }
    }

    private void take(String cookie, PurchaseEvent purchase) {
      histories.get(cookie).apply(purchase);
      shortlists.get(cookie).apply(PurchasedItems.of(purchase));
    }

    private void copy(String cookie, PurchaseEvent purchase) {
      if (histories.get(cookie).applyCopy(purchase)) {
        react(purchase);
        shortlists.get(cookie).apply(PurchasedItems.of(purchase));
      }
    }

    private void share(SharedPurchases told) {
      History history = histories.get(told.visitor());
      SharedPurchases shared = history.kept(told);
      PurchaseEvent added = shared.addedElsewhere();
      if (added != null && history.isUsedBy(shared.account())) {
        copy(told.visitor(), added);
      } else if (added != null && history.mayBeUsedBy(shared.accounts())) {
        react(added);
      }
      Shortlist shortlist =
          Repacked.of(Shortlist.format(RankingSettings.DEFAULT), shortlists.get(told.visitor()));
      shortlist.apply(SharedItems.of(shared, history.owner()));
      shortlists.put(told.visitor(), shortlist);
    }

    private void react(PurchaseEvent purchase) {
      reactions
          .computeIfAbsent(purchase.visitorId(), any -> new ArrayList<>())
          .add(purchase.eventId());
    }

    Set<String> bought(String cookie) {
      Set<String> bought = new TreeSet<>();
      for (int i = 0; i < ITEMS; i++) {
        if (shortlists.get(cookie).bought(Hash64.of("i" + i))) {
          bought.add("i" + i);
        }
      }
      return bought;
    }
  }

  private static List<String> all() {
    return IntStream.range(0, ACCOUNTS).mapToObj(i -> "account" + i).toList();
  }

  private static List<String> cookies(String account) {
    return IntStream.range(0, COOKIES).mapToObj(i -> account + "-cookie" + i).toList();
  }

  /** The persons and statuses of the accounts. */
  private static final class People {

    private final Map<String, Integer> person = new TreeMap<>();
    private final Map<String, VisitorStatus> status = new TreeMap<>();

    People() {
      for (String account : all()) {
        person.put(account, all().indexOf(account));
        status.put(account, VisitorStatus.USUAL);
      }
    }

    void mix(Random random) {
      person.replaceAll((account, before) -> random.nextInt(ACCOUNTS));
      status.replaceAll(
          (account, before) -> random.nextInt(3) == 0 ? STATUSES.get(random.nextInt(3)) : before);
    }

    void part() {
      person.replaceAll((account, before) -> all().indexOf(account));
    }

    List<String> members(String account) {
      return all().stream().filter(a -> person.get(a).equals(person.get(account))).toList();
    }

    VisitorStatus strictest(List<String> members) {
      VisitorStatus strictest = VisitorStatus.USUAL;
      for (String member : members) {
        strictest = status.get(member).compareTo(strictest) > 0 ? status.get(member) : strictest;
      }
      return strictest;
    }

    CustomerStatus profile(String account, long time) {
      List<String> members = members(account);
      String leader = members.get(0);
      boolean leads = leader.equals(account) && members.size() > 1;
      List<String> visitors = new ArrayList<>(List.of(account));
      for (String member : leads ? members : List.of(account)) {
        visitors.addAll(cookies(member));
      }
      return new CustomerStatus(
          "shop",
          account,
          time,
          leads ? strictest(members) : status.get(account),
          visitors,
          leader.equals(account) ? null : leader,
          leads ? members : List.of());
    }
  }

  /**
   * Once all messages have arrived, in whatever order, a cookie knows its own account's purchases
   * and the newest of the person's other accounts; and after all have come apart again, what it
   * would know had they never met. Each purchase is feedback of a cookie at most once, however many
   * clicks come between, and however much time passes.
   */
  @Property(tries = 100)
  void aMergeSharesPurchasesAndAnUndoTakesThemBack(@ForAll long seed) {
    Random random = new Random(seed);
    Shop shop = new Shop();
    Shop apart = new Shop(); // where nobody meets
    People people = new People();
    People strangers = new People();
    List<PurchaseEvent> purchases = new ArrayList<>();
    Map<String, Deque<PurchaseEvent>> newest = new HashMap<>();
    for (Shop either : List.of(shop, apart)) {
      all().forEach(account -> either.publish(strangers.profile(account, NOON)));
      either.deliver(random, Integer.MAX_VALUE);
    }
    for (int step = 0; step < 60; step++) {
      long time = NOON + step;
      if (random.nextInt(4) > 0) {
        PurchaseEvent purchase = purchase(random, step, time, purchases);
        purchases.add(purchase);
        Deque<PurchaseEvent> kept =
            newest.computeIfAbsent(purchase.customerId(), any -> new ArrayDeque<>());
        kept.add(purchase);
        if (kept.size() > StatusFanout.MOST_PURCHASES) {
          kept.poll();
        }
        shop.buy(purchase);
        apart.buy(purchase);
      } else {
        people.mix(random);
        strangers.status.putAll(people.status);
        all().forEach(account -> shop.publish(people.profile(account, time)));
        all().forEach(account -> apart.publish(strangers.profile(account, time)));
      }
      String browsing = cookies(all().get(random.nextInt(ACCOUNTS))).get(random.nextInt(COOKIES));
      shop.browse(browsing, time, random.nextBoolean());
      shop.deliver(random, random.nextInt(40));
      apart.deliver(random, random.nextInt(40));
      if (random.nextInt(10) == 0) {
        all().forEach(account -> shop.publish(people.profile(account, time)));
        all().forEach(account -> apart.publish(strangers.profile(account, time)));
        shop.deliver(random, Integer.MAX_VALUE);
        apart.deliver(random, Integer.MAX_VALUE);
        assertShared(shop, apart, people, newest);
      }
    }
    people.part();
    all().forEach(account -> shop.publish(people.profile(account, NOON + 60)));
    all().forEach(account -> apart.publish(strangers.profile(account, NOON + 60)));
    shop.deliver(random, Integer.MAX_VALUE);
    apart.deliver(random, Integer.MAX_VALUE);
    assertShared(shop, apart, people, newest);
    all().forEach(account -> shop.publish(gone(account)));
    shop.deliver(random, Integer.MAX_VALUE);
    assertThat(shop.accounts.values()).allMatch(StatusFanout::isEmpty);
  }

  private static void assertShared(
      Shop shop, Shop apart, People people, Map<String, Deque<PurchaseEvent>> newest) {
    for (String account : all()) {
      List<String> members = people.members(account);
      for (String cookie : cookies(account)) {
        Set<String> expected = new TreeSet<>(apart.bought(cookie));
        for (String member : members) {
          if (!member.equals(account)) {
            expected.addAll(bought(newest.getOrDefault(member, new ArrayDeque<>())));
          }
        }
        assertThat(shop.bought(cookie)).as(cookie).isEqualTo(expected);
        assertThat(shop.histories.get(cookie).status())
            .as(cookie)
            .isEqualTo(people.strictest(members));
        assertThat(shop.reactions.getOrDefault(cookie, List.of()))
            .as(cookie)
            .doesNotHaveDuplicates();
      }
    }
  }

  private static Set<String> bought(Iterable<PurchaseEvent> purchases) {
    Map<String, Integer> quantities = new HashMap<>();
    for (PurchaseEvent purchase : purchases) {
      int sign = purchase.kind() == PurchaseKind.ORDER ? 1 : -1;
      for (PurchaseLine line : purchase.lines()) {
        int quantity = quantities.getOrDefault(line.itemId(), 0) + sign * line.quantity();
        quantities.put(line.itemId(), Math.max(0, quantity));
      }
    }
    Set<String> bought = new HashSet<>(quantities.keySet());
    bought.removeIf(item -> quantities.get(item) <= 0);
    return bought;
  }

  /**
   * An order, or a return of something that the account has.
   *
   * @param before all purchases until then
   */
  private static PurchaseEvent purchase(
      Random random, int step, long time, List<PurchaseEvent> before) {
    String account = all().get(random.nextInt(ACCOUNTS));
    String cookie = random.nextBoolean() ? null : cookies(account).get(random.nextInt(COOKIES));
    List<String> has =
        new ArrayList<>(
            new TreeSet<>(
                bought(before.stream().filter(p -> p.customerId().equals(account)).toList())));
    boolean returns = !has.isEmpty() && random.nextInt(4) == 0;
    String item = returns ? has.get(random.nextInt(has.size())) : "i" + random.nextInt(ITEMS);
    return Events.order("o" + step, time, cookie, item)
        .customerId(account)
        .kind(returns ? PurchaseKind.RETURN : PurchaseKind.ORDER)
        .build();
  }

  private static CustomerStatus gone(String account) {
    return new CustomerStatus("shop", account, NOON + 61, VisitorStatus.USUAL, List.of());
  }

  /**
   * A purchase from before the accounts met is no feedback, one after that is once, and none where
   * it was made.
   */
  @Test
  void aPurchaseIsFeedbackOfACookieOnce() {
    Shop shop = new Shop();
    Random random = new Random(1);
    People people = new People();
    for (int i = 0; i < 3; i++) {
      shop.buy(
          Events.order("o" + i, NOON + i, "account1-cookie0", "i" + i)
              .customerId("account1")
              .build());
      shop.deliver(random, Integer.MAX_VALUE);
      people.person.put("account1", 0);
      all().forEach(account -> shop.publish(people.profile(account, NOON)));
      shop.deliver(random, Integer.MAX_VALUE);
    }
    people.part();
    all().forEach(account -> shop.publish(people.profile(account, NOON + 9)));
    shop.deliver(random, Integer.MAX_VALUE);
    people.person.put("account1", 0);
    all().forEach(account -> shop.publish(people.profile(account, NOON + 10)));
    shop.deliver(random, Integer.MAX_VALUE);
    assertThat(shop.bought("account0-cookie0")).containsExactly("i0", "i1", "i2");
    assertThat(shop.reactions)
        .containsOnlyKeys("account0-cookie0", "account0-cookie1", "account1-cookie1")
        .containsEntry("account0-cookie0", List.of("o1", "o2"))
        .containsEntry("account1-cookie1", List.of("o0", "o1", "o2"));
  }

  /** The phone is its own cookie, while others join the person and leave it and clicks go on. */
  @Test
  void aReturnReleasesWhatTheAccountThatLeadsThePersonBought() {
    Shop shop = new Shop();
    Random random = new Random(1);
    People people = new People();
    String phone = "account0-cookie0";
    shop.buy(Events.order("o0", NOON, null, "i0").customerId("account0").build());
    for (int i = 1; i <= 6; i++) {
      people.person.put("account1", i % 3 == 0 ? 1 : 0);
      people.person.put("account2", i % 2 == 0 ? 2 : 0);
      int time = i;
      all().forEach(account -> shop.publish(people.profile(account, NOON + time)));
      shop.deliver(random, Integer.MAX_VALUE);
      shop.browse(phone, NOON + i, true);
      if (i == 2) {
        shop.buy(Events.order("o1", NOON + i, null, "i1").customerId("account0").build());
      }
    }
    assertThat(shop.bought(phone)).containsExactly("i0", "i1");
    for (int i = 0; i < 2; i++) {
      shop.buy(
          Events.order("r" + i, NOON + 9, null, "i" + i)
              .customerId("account0")
              .kind(PurchaseKind.RETURN)
              .build());
    }
    shop.deliver(random, Integer.MAX_VALUE);
    assertThat(shop.bought(phone)).isEmpty();
    assertThat(shop.bought("account0-cookie1")).isEmpty();
  }

  /** Both accounts log in on the other one's device; one of them gives the person its id. */
  @Test
  void aDeviceThatPassesBetweenTheAccountsKnowsWhatBothBought() {
    Shop shop = new Shop();
    Random random = new Random(1);
    People people = new People();
    people.person.put("account1", 0);
    all().forEach(account -> shop.publish(people.profile(account, NOON)));
    for (int i = 0; i < 2; i++) {
      shop.buy(Events.order("o" + i, NOON, null, "i" + i).customerId("account" + i).build());
    }
    shop.deliver(random, Integer.MAX_VALUE);
    shop.login("account0-cookie0", "account1");
    shop.login("account1-cookie0", "account0");
    shop.publish(
        new CustomerStatus(
            "shop",
            "account1",
            NOON + 1,
            VisitorStatus.USUAL,
            List.of("account1", "account0-cookie0", "account1-cookie1"),
            "account0",
            List.of()));
    shop.deliver(random, Integer.MAX_VALUE);
    for (String cookie : List.of("account0-cookie0", "account1-cookie0")) {
      assertThat(shop.bought(cookie)).as(cookie).containsExactly("i0", "i1");
    }
    shop.login("account0-cookie0", "account2");
    assertThat(shop.bought("account0-cookie0")).isEmpty();
  }

  /** One device, two accounts of one person, and then a stranger. */
  @Test
  void aPersonsPurchasesStayOnADeviceThatPassesBetweenTheAccounts() {
    Shortlist shortlist = new Shortlist(RankingSettings.DEFAULT);
    List<String> accounts = List.of("anna", "ann");
    shortlist.apply(shared("anna", accounts, Hash64.of("ann"), "a"));
    shortlist.apply(shared("ann", accounts, Hash64.of("ann"), "b"));
    assertThat(shortlist.bought(Hash64.of("a"))).isTrue();
    shortlist.pass(NOON, Hash64.of("anna"));
    assertThat(shortlist.bought(Hash64.of("a"))).isTrue();
    assertThat(shortlist.bought(Hash64.of("b"))).isTrue();
    shortlist.pass(NOON, Hash64.of("bert"));
    shortlist = Repacked.of(Shortlist.format(RankingSettings.DEFAULT), shortlist);
    assertThat(shortlist.bought(Hash64.of("a"))).isFalse();
    shortlist.pass(NOON, Hash64.of("ann"));
    assertThat(shortlist.bought(Hash64.of("a"))).isTrue();
    shortlist.erase(NOON);
    shortlist.pass(NOON, Hash64.of("ann"));
    assertThat(shortlist.bought(Hash64.of("a"))).isFalse();
  }

  /** Until somebody logs in, what a person bought counts; also after the account is forgotten. */
  @Test
  void aStrangerWhoLogsInKnowsNothingOfThePerson() {
    List<String> accounts = List.of("anna", "ann");
    long lamp = Hash64.of("lamp");
    Shortlist shortlist = new Shortlist(RankingSettings.DEFAULT);
    shortlist.apply(shared("ann", accounts, History.UNKNOWN_OWNER, "lamp"));
    assertThat(shortlist.bought(lamp)).isTrue();
    assertThat(shortlist.recognise(NOON, Hash64.of("anna"))).isFalse();
    shortlist.apply(PurchasedItems.of(Events.order("o", NOON, "pc", "chair").build()));
    shortlist = Repacked.of(Shortlist.format(RankingSettings.DEFAULT), shortlist);
    assertThat(shortlist.recognise(NOON, Hash64.of("anna"))).isFalse();
    assertThat(shortlist.bought(lamp)).isTrue();
    shortlist.apply(shared("ann", accounts, History.UNKNOWN_OWNER, "lamp"));
    assertThat(shortlist.recognise(NOON, Hash64.of("bert"))).isTrue();
    assertThat(shortlist.bought(lamp)).isFalse();
    assertThat(shortlist.bought(Hash64.of("chair"))).isFalse();
  }

  /** The order that the return is of has left the list. */
  @Test
  void aReturnOutweighsNoLaterPurchase() {
    Shortlist shortlist = new Shortlist(RankingSettings.DEFAULT);
    PurchaseEvent back =
        Events.order("r", NOON, null, "lamp").kind(PurchaseKind.RETURN).customerId("ann").build();
    PurchaseEvent again = Events.order("o", NOON + 1, null, "lamp").customerId("ann").build();
    List<String> accounts = List.of("anna", "ann");
    shortlist.apply(
        SharedItems.of(
            new SharedPurchases("shop", "pc", "ann", accounts, List.of(back, again), null),
            Hash64.of("anna")));
    assertThat(shortlist.bought(Hash64.of("lamp"))).isTrue();
  }

  /** Of more accounts than the bound, the one longest without a message gives way. */
  @Test
  void theAccountsOfACookieAreBounded() {
    Shortlist shortlist = new Shortlist(RankingSettings.DEFAULT);
    for (int i = 0; i <= PersonItems.MOST; i++) {
      shortlist.apply(shared("a" + i, List.of("a" + i), History.UNKNOWN_OWNER, "i" + i));
    }
    assertThat(shortlist.bought(Hash64.of("i0"))).isFalse();
    assertThat(shortlist.bought(Hash64.of("i1"))).isTrue();
    assertThat(shortlist.bought(Hash64.of("i" + PersonItems.MOST))).isTrue();
  }

  private static SharedItems shared(String account, List<String> accounts, long user, String item) {
    PurchaseEvent order = Events.order("o-" + item, NOON, null, item).customerId(account).build();
    return SharedItems.of(
        new SharedPurchases("shop", "pc", account, accounts, List.of(order), null), user);
  }

  /** Nothing is kept for good of an account whose profile never comes. */
  @Test
  void whatWaitsForAFirstProfileExpires() {
    StatusFanout account = new StatusFanout();
    account.apply(Events.order("o1", NOON, null, "a").customerId("ann").build());
    assertThat(account.expiry()).isEqualTo(NOON + StatusFanout.WAITING_MILLIS);
    account.apply(new CustomerStatus("shop", "ann", 1, VisitorStatus.USUAL, List.of("ann")));
    assertThat(account.expiry()).isEqualTo(Long.MAX_VALUE);
  }
}
