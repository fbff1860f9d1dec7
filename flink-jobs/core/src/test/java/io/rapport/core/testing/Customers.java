package io.rapport.core.testing;

import io.rapport.core.customer.Observation;
import io.rapport.core.intake.ClickAction;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.IdentityEvent;
import io.rapport.core.intake.PrivacyEvent;
import io.rapport.core.intake.PrivacyKind;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseKind;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.TicketEventKind;
import java.util.List;

/**
 * Cleaned events of a shop's customers on all channels, for tests. An unknown identifier is null;
 * an event's id follows from its content.
 */
public final class Customers {

  public static final long START = 1_700_000_000_000L;

  private static final String SITE = "shop";

  private Customers() {}

  public static ClickEvent view(String visitor, String account, String item, long time) {
    return new ClickEvent(
        "v-" + visitor + account + item + time,
        time,
        time,
        SITE,
        visitor,
        account,
        "s1",
        ClickAction.VIEW,
        item,
        "category",
        null,
        null,
        -1,
        10,
        "EUR",
        false,
        "");
  }

  /** An order of two of one item for 39.98 euros, with a country that was standardised. */
  public static PurchaseEvent order(String visitor, String account, String email, long time) {
    return new PurchaseEvent(
        "o-" + visitor + account + email + time,
        time,
        time,
        SITE,
        "order-" + time,
        PurchaseKind.ORDER,
        account,
        visitor,
        email,
        null,
        "DE",
        "EUR",
        List.of(new PurchaseLine("i1", 2, 19.99)),
        "country-standardised");
  }

  public static TicketEvent ticket(String email, String account, long time) {
    return Tickets.of(TicketEventKind.OPENED, "ticket-" + time, time)
        .id("t-" + email + account + time)
        .by(account, null, email)
        .subject("Where is it?")
        .build();
  }

  public static IdentityEvent link(String visitor, String account, long time) {
    return new IdentityEvent(
        "l-" + visitor + account + time, time, SITE, visitor, account, null, null, "");
  }

  /** A record with an e-mail address made of the account's name, a telephone number and consent. */
  public static CustomerEntry record(String account, long time) {
    return new CustomerEntry(
        "r-" + account + time,
        time,
        SITE,
        account,
        "Someone",
        account + "@example.org",
        "+4930123456",
        "DE",
        true,
        true,
        "");
  }

  public static PrivacyEvent request(PrivacyKind kind, String visitor, String account, long time) {
    return new PrivacyEvent(
        "p-" + kind + visitor + account + time,
        time,
        SITE,
        "request-" + time,
        kind,
        account,
        visitor,
        "");
  }

  public static Observation viewed(String visitor, String account, long time) {
    return Observation.of(view(visitor, account, "i1", time));
  }

  public static Observation erasure(String visitor, String account, long time) {
    return Observation.of(request(PrivacyKind.ERASURE, visitor, account, time));
  }
}
