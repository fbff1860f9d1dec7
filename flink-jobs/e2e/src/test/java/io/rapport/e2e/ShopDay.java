package io.rapport.e2e;

import io.rapport.avro.Click;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.PrivacyRequestKind;
import io.rapport.avro.Purchase;
import io.rapport.avro.SupportEvent;
import java.time.Duration;
import java.time.Instant;

/**
 * The events of one day of a small shop, in rounds of ten minutes. The same day has the same
 * events, whoever tells it.
 */
final class ShopDay {
  static final int ROUNDS = 6;
  static final int VISITORS = 100;

  private static final int CLICKS = 7 * VISITORS; // a round
  private static final int PURCHASES = 60;
  private static final int TICKETS = 30;
  static final int LABELLED = 60;
  private static final Duration ROUND = Duration.ofMinutes(10);

  private final Instant morning;
  private final Shop shop;

  ShopDay(Instant morning) {
    this.morning = morning;
    this.shop = new Shop(morning);
  }

  /** Fills the shelves and the knowledge base, and has an agent label the first tickets. */
  void open(Producers to) {
    for (int i = 0; i < Shop.items(); i++) {
      to.send(shop.item(i));
    }
    Shop.intents().forEach(intent -> to.send(shop.article(intent)));
    for (int n = 0; n < LABELLED; n++) {
      to.send(shop.ticket(n));
      to.send(shop.label(n));
    }
  }

  /** Sends the first half of a round's events. */
  void firstHalf(int round, Producers to) {
    half(round, 0, to);
  }

  /** Sends the second half of a round's events. */
  void secondHalf(int round, Producers to) {
    half(round, 1, to);
  }

  private void half(int round, int half, Producers to) {
    for (int i = half; i < CLICKS; i += 2) {
      to.send(click(round * CLICKS + i, at(round, i)));
    }
    for (int i = half; i < PURCHASES; i += 2) {
      to.send(purchase(round * PURCHASES + i, at(round, i)));
    }
    for (int i = half; i < TICKETS; i += 2) {
      to.send(ticket(LABELLED + round * TICKETS + i, at(round, i)));
    }
  }

  /** Has every visitor look at one more item, and sends a ticket of each intent. */
  void evening(Producers to) {
    for (int visitor = 0; visitor < VISITORS; visitor++) {
      to.send(click(ROUNDS * CLICKS + visitor, at(ROUNDS + 1, visitor)));
    }
    for (int i = 0; i < Shop.intents().size(); i++) {
      to.send(ticket(LABELLED + ROUNDS * TICKETS + i, at(ROUNDS + 1, i)));
    }
  }

  /** Whether a recommendation's trigger was sent in the evening. */
  static boolean isEvening(String triggerEventId) {
    return Integer.parseInt(triggerEventId.substring("click-".length())) >= ROUNDS * CLICKS;
  }

  PrivacyRequest erasure() {
    return PrivacyRequest.newBuilder()
        .setEventId("erase-c0")
        .setEventTime(at(ROUNDS, 0))
        .setRequestId("request-c0")
        .setKind(PrivacyRequestKind.ERASURE)
        .setCustomerId("c0")
        .build();
  }

  /** The number of events of all rounds and what comes before and after. */
  static int events() {
    return Shop.items()
        + Shop.intents().size() * 2
        + 2 * LABELLED
        + ROUNDS * (CLICKS + PURCHASES + TICKETS)
        + VISITORS;
  }

  private Instant at(int round, int second) {
    return morning.plus(ROUND.multipliedBy(round)).plusMillis(700L * second);
  }

  private Click click(int n, Instant time) {
    return Click.newBuilder(shop.click(n)).setEventTime(time).build();
  }

  private Purchase purchase(int n, Instant time) {
    return Purchase.newBuilder(shop.purchase(n)).setEventTime(time).build();
  }

  private SupportEvent ticket(int n, Instant time) {
    return SupportEvent.newBuilder(shop.ticket(n)).setEventTime(time).build();
  }
}
