package io.rapport.e2e;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseKind;
import io.rapport.avro.PurchaseLine;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/** A source of clean records with predictable content; event times lie just before {@code now}. */
final class Shop {

  private static final int ITEMS = 40;
  private static final List<String> INTENTS = List.of("refund", "delivery", "invoice");

  private final Instant now;

  Shop(Instant now) {
    this.now = now;
  }

  static int items() {
    return ITEMS;
  }

  CatalogueItem item(int i) {
    return CatalogueItem.newBuilder()
        .setEventId("item-" + i)
        .setEventTime(now.minusSeconds(3600))
        .setItemId("i" + i)
        .setTitle("Thing number " + i)
        .setCategory("things/" + i % 4)
        .setPrice(new BigDecimal("9.9900"))
        .setCurrency("EUR")
        .setStock(100)
        .build();
  }

  /** The n-th click: visitors walk along the items, so that neighbours are predictable. */
  Click click(int n) {
    int visitor = n % 100;
    int step = n / 100;
    return Click.newBuilder()
        .setEventId("click-" + n)
        .setEventTime(now.minusSeconds(1800).plusSeconds(step))
        .setVisitorId("v" + visitor)
        .setCustomerId(visitor % 2 == 0 ? "c" + visitor : null)
        .setAction(ClickAction.VIEW)
        .setItemId("i" + (visitor + step) % ITEMS)
        .setCategory("things/" + (visitor + step) % ITEMS % 4)
        .build();
  }

  Purchase purchase(int n) {
    return Purchase.newBuilder()
        .setEventId("purchase-" + n)
        .setEventTime(now.minusSeconds(600).plusSeconds(n % 60))
        .setOrderId("o" + n)
        .setKind(PurchaseKind.ORDER)
        .setCustomerId("c" + 2 * n % 100)
        .setCurrency("EUR")
        .setLines(
            List.of(
                new PurchaseLine(
                    "i" + n % ITEMS, 1 + n % 3, new BigDecimal("9.9900"), null, null, null)))
        .build();
  }

  SupportEvent ticket(int n) {
    return support("ticket-" + n, n, SupportEventKind.OPENED, 0)
        .setRequesterEmail("someone" + n + "@example.com")
        .setSubject("About my " + intent(n))
        .setBody(
            "Please help with the "
                + intent(n)
                + " of order "
                + n
                + ", write to someone"
                + n
                + "@example.com")
        .build();
  }

  /** A ticket whose desk does not say who asks. */
  SupportEvent ticketOfNobody(int n) {
    return SupportEvent.newBuilder(ticket(n)).setCustomerId(null).setRequesterEmail(null).build();
  }

  SupportEvent label(int n) {
    return support("label-" + n, n, SupportEventKind.LABELLED, 30)
        .setIntent(intent(n))
        .setQueue(intent(n) + "-desk")
        .setPriority("medium")
        .setAgentId("agent-1")
        .build();
  }

  static String intent(int n) {
    return INTENTS.get(n % INTENTS.size());
  }

  KnowledgeArticle article(String intent) {
    return KnowledgeArticle.newBuilder()
        .setEventId("article-" + intent)
        .setEventTime(now.minusSeconds(3600))
        .setArticleId("a-" + intent)
        .setLanguage("en")
        .setTitle("About your " + intent)
        .setBody("This is how a " + intent + " works.")
        .setIntents(List.of(intent))
        .build();
  }

  static List<String> intents() {
    return INTENTS;
  }

  private SupportEvent.Builder support(
      String eventId, int n, SupportEventKind kind, int afterSeconds) {
    return SupportEvent.newBuilder()
        .setEventId(eventId)
        .setEventTime(now.minusSeconds(1200).plusSeconds(n % 600 + afterSeconds))
        .setTicketId("t" + n)
        .setKind(kind)
        .setCustomerId("c" + 2 * n % 100);
  }
}
