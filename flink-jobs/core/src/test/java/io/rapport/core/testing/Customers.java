package io.rapport.core.testing;

import io.rapport.core.customer.Observation;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.IdentityEvent;
import io.rapport.core.intake.PrivacyEvent;
import io.rapport.core.intake.PrivacyKind;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.PurchaseLine;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.TicketEventKind;
import java.util.List;

/**
 * Cleaned events of a shop's customers on all channels, for tests. An unknown identifier is null;
 * an event's id follows from its content.
 */
public final class Customers {

  private Customers() {}

  /** A view of an item of 10 euros. */
  public static ClickEvent view(String visitor, String account, String item, long time) {
    return Events.click("v-" + visitor + account + item + time, time, visitor, item)
        .customerId(account)
        .sessionId("s1")
        .category("category")
        .price(10)
        .currency("EUR")
        .build();
  }

  /** An order of two of one item for 39.98 euros, with a country that was standardised. */
  public static PurchaseEvent order(String visitor, String account, String email, long time) {
    return Events.order("o-" + visitor + account + email + time, time, visitor)
        .orderId("order-" + time)
        .customerId(account)
        .email(email)
        .country("DE")
        .currency("EUR")
        .lines(List.of(new PurchaseLine("i1", 2, 19.99)))
        .repairs("country:standardised:country=DE")
        .build();
  }

  public static TicketEvent ticket(String email, String account, long time) {
    return Events.ticket(TicketEventKind.OPENED, "ticket-" + time, time)
        .eventId("t-" + email + account + time)
        .customerId(account)
        .requesterEmail(email)
        .subject("Where is it?")
        .build();
  }

  public static IdentityEvent link(String visitor, String account, long time) {
    return Events.link(visitor, account, time).build();
  }

  /** A record with an e-mail address made of the account's name, a telephone number and consent. */
  public static CustomerEntry record(String account, long time) {
    return Events.customer(account, time)
        .name("Someone")
        .email(account + "@example.org")
        .phone("+4930123456")
        .country("DE")
        .marketingConsent(true)
        .personalisationConsent(true)
        .build();
  }

  public static PrivacyEvent request(PrivacyKind kind, String visitor, String account, long time) {
    return Events.request(kind, visitor, account, time).build();
  }

  public static Observation viewed(String visitor, String account, long time) {
    return Observation.of(view(visitor, account, "i1", time));
  }

  public static Observation erasure(String visitor, String account, long time) {
    return Observation.of(request(PrivacyKind.ERASURE, visitor, account, time));
  }
}
