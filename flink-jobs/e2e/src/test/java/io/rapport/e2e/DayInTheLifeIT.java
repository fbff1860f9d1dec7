package io.rapport.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.cli.accounting.Ledger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One day in the life of a shop, told twice: undisturbed, and with a stop, a death of each process,
 * a kill of all, and a quiet minute. Accounting and products have to be equal.
 */
class DayInTheLifeIT {
  private static final Duration QUIET = Duration.ofMinutes(1);

  @TempDir private static Path parent;
  private static Map<String, Ledger.Line> calmAccounts;
  private static Map<String, Ledger.Line> roughAccounts;
  private static DayProducts calm;
  private static DayProducts rough;

  @BeforeAll
  static void live() {
    ShopDay day = new ShopDay(Instant.now().truncatedTo(ChronoUnit.SECONDS).minusSeconds(7200));
    liveCalmly(day);
    liveRoughly(day);
  }

  private static void liveCalmly(ShopDay day) {
    try (ShopSession shop = new ShopSession(parent.resolve("calm"))) {
      shop.start();
      open(day, shop);
      for (int round = 0; round < ShopDay.ROUNDS; round++) {
        day.firstHalf(round, shop.producers());
        day.secondHalf(round, shop.producers());
        shop.accounts();
      }
      calm = close(day, shop);
      calmAccounts = shop.accounts();
    }
  }

  private static void liveRoughly(ShopDay day) {
    try (ShopSession shop = new ShopSession(parent.resolve("rough"))) {
      shop.start();
      open(day, shop);
      round(day, 0, shop, "stop and start", () -> restart(shop));
      round(day, 1, shop, "taskmanager", () -> shop.up().kill("taskmanager"));
      round(day, 2, shop, "jobmanager", () -> shop.up().kill("jobmanager"));
      round(day, 3, shop, "registry", () -> shop.up().kill("registry"));
      round(day, 4, shop, "broker", () -> shop.up().kill("broker"));
      round(day, 5, shop, "gateway", () -> shop.up().kill("gateway"));
      shop.killAll();
      timed("all killed", shop, shop::start);
      LockSupport.parkNanos(QUIET.toNanos());
      rough = close(day, shop);
      roughAccounts = shop.accounts();
      shop.stop();
    }
  }

  private static void restart(ShopSession shop) {
    shop.stop();
    shop.start();
  }

  private static void open(ShopDay day, ShopSession shop) {
    day.open(shop.producers());
    shop.accounts();
  }

  private static void round(
      ShopDay day, int round, ShopSession shop, String name, Runnable disturbance) {
    day.firstHalf(round, shop.producers());
    timed(
        name,
        shop,
        () -> {
          disturbance.run();
          day.secondHalf(round, shop.producers());
        });
  }

  /** Prints the time from a disturbance until every event sent is accounted for again. */
  private static void timed(String name, ShopSession shop, Runnable disturbance) {
    long start = System.nanoTime();
    disturbance.run();
    shop.accounts();
    shop.eventually(shop::running, running -> running);
    System.out.printf("%s: %.1f s%n", name, (System.nanoTime() - start) / 1e9);
  }

  private static DayProducts close(ShopDay day, ShopSession shop) {
    shop.producers().send(day.erasure());
    // What comes in the evening is of after the erasure: it is no matter of moments what counts.
    shop.eventually(() -> DayProducts.read(shop.up().kafka()), DayProducts::erased);
    day.evening(shop.producers());
    shop.accounts();
    return shop.eventually(
        () -> DayProducts.read(shop.up().kafka()), products -> products.complete());
  }

  @Test
  void theAccountsAreEqual() {
    assertThat(roughAccounts).isEqualTo(calmAccounts);
    assertThat(ShopDay.events()).isGreaterThanOrEqualTo(5_000);
  }

  /**
   * Visitors' clicks arrive over four partitions in another order in every run, which moves scores
   * that are almost equal. {@link ResumeIT} compares whole lists, in order.
   */
  @Test
  void theListsAreAlmostEqual() {
    assertThat(rough.lists()).containsOnlyKeys(calm.lists().keySet());
    long places = 0;
    long shared = 0;
    long sameHead = 0;
    for (var undisturbed : calm.lists().entrySet()) {
      List<String> list = rough.lists().get(undisturbed.getKey());
      assertThat(list).as(undisturbed.getKey()).hasSameSizeAs(undisturbed.getValue());
      places += list.size();
      shared += list.stream().filter(undisturbed.getValue()::contains).count();
      sameHead += list.subList(0, 3).equals(undisturbed.getValue().subList(0, 3)) ? 1 : 0;
    }
    assertThat((double) shared / places).as("share of common items").isGreaterThan(0.95);
    assertThat((double) sameHead / calm.lists().size())
        .as("share of lists with the same first three")
        .isGreaterThan(0.9);
  }

  @Test
  void theProfilesAreEqual() {
    assertThat(rough.profiles()).isEqualTo(calm.profiles());
  }

  /**
   * Of all tickets but those whose labels make the first models: which model a ticket meets that is
   * sent along with its label, is a matter of milliseconds.
   */
  @Test
  void theTriageIsEqual() {
    assertThat(rough.triage()).containsOnlyKeys(calm.triage().keySet());
    assertThat(afterLearning(rough.triage())).isNotEmpty().isEqualTo(afterLearning(calm.triage()));
  }

  private static Map<String, String> afterLearning(Map<String, String> triage) {
    Map<String, String> later = new TreeMap<>(triage);
    later.keySet().removeIf(ticket -> Integer.parseInt(ticket.substring(1)) < ShopDay.LABELLED);
    return later;
  }

  @Test
  void theSegmentsHoldTheSameCustomers() {
    assertThat(withoutErased(rough.segmented())).isEqualTo(withoutErased(calm.segmented()));
  }

  /** The erased customer comes back in the evening, and waits for a segment like a new one. */
  private static Set<String> withoutErased(Set<String> customers) {
    Set<String> others = new TreeSet<>(customers);
    others.remove("default/c0");
    return others;
  }

  @Test
  void theErasureIsCompleteInBoth() {
    assertThat(rough.receipts()).isEqualTo(calm.receipts());
    // Of the erased customer the visit in the evening is known, and nothing else.
    assertThat(rough.profiles().get("default/c0")).startsWith("views 1 orders 0 spend 0.0000");
  }

  @Test
  void nothingIsRefused() {
    assertThat(rough.deadLetters()).isEmpty();
    assertThat(calm.deadLetters()).isEmpty();
  }
}
