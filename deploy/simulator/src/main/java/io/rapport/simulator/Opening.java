package io.rapport.simulator;

import io.rapport.avro.CustomerRecord;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.PurchaseKind;
import io.rapport.simulator.people.Account;
import io.rapport.simulator.people.Order;
import io.rapport.simulator.shop.Item;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * The records before the first live one: the catalogue, the knowledge base, the customers as the
 * CRM and the loyalty cards know them, and their orders of the last months, oldest first.
 */
final class Opening {

  private static final Duration HISTORY = Duration.ofDays(120);
  private static final double MEAN_ORDERS = 2.0;
  private static final int MOST_ORDERS = 25;
  private static final int MOST_LINES = 4;
  private static final double RETURNED = 0.08;

  private final SimulationContext stage;
  private final long start;
  private final List<Draft> drafts = new ArrayList<>();

  private record Draft(long time, SpecificRecord value) {}

  private Opening(SimulationContext stage) {
    this.stage = stage;
    this.start = stage.settings.startTime();
  }

  /** Emits all of them. */
  static void emit(SimulationContext stage) {
    Opening opening = new Opening(stage);
    opening.catalogue();
    opening.knowledge();
    opening.customers();
    opening.history();
  }

  private void catalogue() {
    for (int i = 0; i < stage.assortment.size(); i++) {
      Item item = stage.assortment.item(i);
      stage.stock.open(item);
      stage.announce(item, start);
    }
  }

  private void knowledge() {
    for (KnowledgeArticle article : stage.desk.articles()) {
      article.setEventId(stage.eventId());
      article.setEventTime(Instant.ofEpochMilli(start));
      article.setSite(stage.settings.site());
      stage.emit(article, start);
    }
  }

  private void customers() {
    for (Account account : stage.population.accounts()) {
      stage.emit(Records.customerRecord(account, "crm", start, stage), start);
    }
    for (Account account : stage.population.accounts()) {
      CustomerRecord card = LoyaltyCards.of(account, start, stage);
      if (card != null) {
        stage.emit(card, start);
      }
    }
  }

  private void history() {
    for (Account account : stage.population.accounts()) {
      // Exponential, so that a few customers have many orders and many have few or none.
      double mean = -StrictMath.log(1 - stage.random.nextDouble()) * MEAN_ORDERS;
      int count = Math.min(MOST_ORDERS, (int) mean);
      for (int i = 0; i < count; i++) {
        earlierOrder(account);
      }
    }
    drafts.sort(Comparator.comparingLong(Draft::time));
    drafts.forEach(draft -> stage.emit(draft.value(), draft.time()));
  }

  private void earlierOrder(Account account) {
    long age = stage.random.nextLong(HISTORY.toMillis());
    Order order =
        new Order(
            stage.orderId(),
            account.customerId(),
            null,
            account.givenName(),
            account.email(),
            account.phone(),
            account.country(),
            account.tongue(),
            lines());
    draft(order, PurchaseKind.ORDER, start - age);
    if (stage.chance(RETURNED)) {
      draft(order, PurchaseKind.RETURN, start - age / 2);
    } else {
      stage.remember(order);
    }
  }

  private void draft(Order order, PurchaseKind kind, long time) {
    drafts.add(new Draft(time, Records.purchase(order, kind, time, stage)));
  }

  private List<Order.Line> lines() {
    List<Order.Line> lines = new ArrayList<>();
    int count = 1 + stage.random.nextInt(MOST_LINES);
    Item item = stage.assortment.popular();
    for (int i = 0; i < count; i++) {
      lines.add(new Order.Line(item, 1));
      item = stage.assortment.relatedTo(item);
    }
    return lines;
  }
}
