package io.rapport.core.testing;

import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.IdentityEvent;
import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.intake.PrivacyEvent;
import io.rapport.core.intake.PrivacyKind;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.TicketEventKind;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.recommendation.visit.VisitKind;
import io.rapport.core.recommendation.visit.VisitorStatus;
import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.Arrays;
import java.util.List;

/**
 * Builders of cleaned events with defaults for all that a test does not care about. Identifiers and
 * texts that nobody sets are null, the site is {@link #SITE}, and nothing was repaired.
 */
@RecordBuilder.Include({
  CatalogueEntry.class,
  ClickEvent.class,
  CustomerEntry.class,
  IdentityEvent.class,
  KnowledgeEntry.class,
  PrivacyEvent.class,
  PurchaseEvent.class,
  TicketEvent.class,
  Visit.class
})
public final class Events {

  public static final long NOON = 1_700_000_000_000L;
  public static final String SITE = "shop";

  private static final long ON_THE_WAY = 5;

  private Events() {}

  public static ClickEvent view(String id, long time, String visitor, String item) {
    return click(id, time, visitor, item).build();
  }

  public static ClickEvent click(
      String id, long time, String visitor, ClickAction action, String item) {
    return click(id, time, visitor, item).action(action).build();
  }

  /** A view by no bot; the broker has it a little later. */
  public static ClickEventBuilder click(String id, long time, String visitor, String item) {
    return ClickEventBuilder.builder()
        .eventId(id)
        .eventTime(time)
        .brokerTime(time + ON_THE_WAY)
        .site(SITE)
        .visitorId(visitor)
        .action(ClickAction.VIEW)
        .itemId(item)
        .slot(-1)
        .price(Double.NaN)
        .repairs("");
  }

  /** An order of one of each item, at a price of 1; by a visitor or nobody. */
  public static PurchaseEventBuilder order(String id, long time, String visitor, String... items) {
    return PurchaseEventBuilder.builder()
        .eventId(id)
        .eventTime(time)
        .versionTime(time)
        .brokerTime(time)
        .site(SITE)
        .orderId("o-" + id)
        .kind(PurchaseKind.ORDER)
        .visitorId(visitor)
        .lines(lines(items))
        .repairs("");
  }

  /** Lines of one of each item, at a price of 1. */
  public static List<PurchaseLine> lines(String... items) {
    return Arrays.stream(items).map(item -> new PurchaseLine(item, 1, 1)).toList();
  }

  /** An item that can be had, one of it at a price of 1. */
  public static CatalogueEntryBuilder entry(String item, long time) {
    return CatalogueEntryBuilder.builder()
        .eventId(item + time)
        .eventTime(time)
        .site(SITE)
        .itemId(item)
        .price(1)
        .stock(1)
        .active(true)
        .repairs("");
  }

  /** An item with a title; null for one that is no longer offered. */
  public static CatalogueEntry entry(String item, String title, long time) {
    return entry(item, time).title(title).active(title != null).build();
  }

  /** A record of an account that says nothing of it. */
  public static CustomerEntryBuilder customer(String account, long time) {
    return CustomerEntryBuilder.builder()
        .eventId("r-" + account + time)
        .eventTime(time)
        .site(SITE)
        .customerId(account)
        .consentTime(time)
        .repairs("");
  }

  /** A cookie that belongs to an account. */
  public static IdentityEventBuilder link(String visitor, String account, long time) {
    return IdentityEventBuilder.builder()
        .eventId("l-" + visitor + account + time)
        .eventTime(time)
        .site(SITE)
        .visitorId(visitor)
        .customerId(account)
        .repairs("");
  }

  /** A request by a cookie, an account or both. */
  public static PrivacyEventBuilder request(
      PrivacyKind kind, String visitor, String account, long time) {
    return PrivacyEventBuilder.builder()
        .eventId("p-" + kind + visitor + account + time)
        .eventTime(time)
        .site(SITE)
        .requestId("request-" + time)
        .kind(kind)
        .visitorId(visitor)
        .customerId(account)
        .repairs("");
  }

  /** An event of a ticket of the account c1, in English by e-mail. */
  public static TicketEventBuilder ticket(TicketEventKind kind, String ticket, long time) {
    return TicketEventBuilder.builder()
        .eventId(kind + "-" + ticket + "-" + time)
        .eventTime(time)
        .brokerTime(time + ON_THE_WAY)
        .site(SITE)
        .ticketId(ticket)
        .kind(kind)
        .customerId("c1")
        .channel("email")
        .language("en")
        .repairs("");
  }

  /** An article in English that may be suggested. */
  public static KnowledgeEntryBuilder article(String id, long time) {
    return KnowledgeEntryBuilder.builder()
        .eventId("k" + time)
        .eventTime(time)
        .site(SITE)
        .articleId(id)
        .language("en")
        .intents(List.of())
        .active(true)
        .repairs("");
  }

  /** A view that is counted, by somebody of whom nothing particular is known. */
  public static VisitBuilder visit(String item, long time, String... recent) {
    return VisitBuilder.builder()
        .eventId(item + time)
        .eventTime(time)
        .brokerTime(time)
        .site(SITE)
        .visitorId("v")
        .itemId(item)
        .recent(List.of(recent))
        .kind(VisitKind.LEARNED)
        .count(1)
        .status(VisitorStatus.USUAL)
        .action(ClickAction.VIEW);
  }
}
