package io.rapport.e2e;

import io.rapport.avro.Click;
import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.PrivacyRequestKind;
import io.rapport.avro.Purchase;
import io.rapport.avro.SiteRules;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import io.rapport.avro.VisitorErasure;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/**
 * A recorded input in stages. The products of a stage do not depend on the order in which the
 * topics of the stage are read, so that jobs at rest after each stage make the same of it.
 */
final class Recording {

  static final int VISITORS = 100;

  /** Records of {@link Dirt}, and one in each topic below that several jobs read back. */
  static final int BAD_RECORDS = 15 + 3;

  private final Instant now;
  private final Shop shop;

  Recording(Instant now) {
    this.now = now;
    this.shop = new Shop(now);
  }

  /** The stages before anybody asks to be forgotten. */
  List<Consumer<Producers>> learning() {
    return List.of(
        this::shop, this::people, this::clicks, this::purchases, this::tickets, this::labels);
  }

  /** The stages that use what was learned, after the {@link #laterClicks}. */
  List<Consumer<Producers>> using() {
    return List.of(this::laterTickets, this::time, this::dirt, this::erasure);
  }

  private void shop(Producers to) {
    for (int i = 0; i < Shop.items(); i++) {
      to.send(shop.item(i));
    }
    Shop.intents().forEach(intent -> to.send(shop.article(intent)));
  }

  /**
   * One customer objects to personalisation, and two cookies belong to accounts. The cookie of the
   * one who objects is known before the first click: the objection comes back by a topic, and at
   * which of many clicks is a matter of chance.
   */
  private void people(Producers to) {
    to.send(
        CustomerRecord.newBuilder()
            .setEventId("record-c2")
            .setEventTime(now.minusSeconds(3600))
            .setCustomerId("c2")
            .setEmail("someone@example.com")
            .setPersonalisationConsent(false)
            .build());
    for (int n = 1; n <= 2; n++) {
      to.send(
          IdentityLink.newBuilder()
              .setEventId("link-v" + n)
              .setEventTime(now.minusSeconds(3600))
              .setVisitorId("v" + n)
              .setCustomerId("c" + n)
              .build());
    }
  }

  private void clicks(Producers to) {
    for (int n = 0; n < 10 * VISITORS; n++) {
      to.send(shop.click(n));
    }
    to.send(shop.click(0)); // a duplicate
  }

  private void purchases(Producers to) {
    for (int n = 0; n < VISITORS; n++) {
      to.send(shop.purchase(n));
    }
  }

  private void tickets(Producers to) {
    for (int n = 0; n < 60; n++) {
      to.send(shop.ticket(n));
    }
  }

  /** In a stage of their own: a model that they make comes back while the rest is being read. */
  private void labels(Producers to) {
    for (int n = 0; n < 60; n++) {
      to.send(shop.label(n));
    }
  }

  /** The first stage that uses what was learned. */
  void laterClicks(Producers to) {
    for (int n = 10 * VISITORS; n < 12 * VISITORS; n++) {
      to.send(shop.click(n));
    }
  }

  private void laterTickets(Producers to) {
    for (int n = 60; n < 90; n++) {
      to.send(shop.ticket(n));
    }
  }

  /** Moves event time on, in each topic that carries it. */
  private void time(Producers to) {
    to.send(
        Click.newBuilder(shop.click(0))
            .setEventId("clock")
            .setVisitorId("clock-cookie")
            .setCustomerId(null)
            .setEventTime(now)
            .build());
    to.send(
        Purchase.newBuilder(shop.purchase(0))
            .setEventId("clock")
            .setOrderId("clock")
            .setCustomerId("clock")
            .setEventTime(now)
            .build());
    to.send(
        SupportEvent.newBuilder(shop.ticket(0))
            .setEventId("clock")
            .setTicketId("clock")
            .setCustomerId("clock")
            .setRequesterEmail(null)
            .setKind(SupportEventKind.CUSTOMER_MESSAGE)
            .setEventTime(now)
            .build());
  }

  private void dirt(Producers to) {
    new Dirt(to, shop, now).send();
    byte[] nothing = "no record".getBytes(StandardCharsets.UTF_8);
    to.raw(CustomerProfile.class, "default/c0", nothing);
    to.raw(VisitorErasure.class, "default/c0", nothing);
    to.raw(SiteRules.class, "default", nothing);
  }

  private void erasure(Producers to) {
    to.send(
        PrivacyRequest.newBuilder()
            .setEventId("erase-c0")
            .setEventTime(now)
            .setRequestId("request-c0")
            .setKind(PrivacyRequestKind.ERASURE)
            .setCustomerId("c0")
            .build());
  }
}
