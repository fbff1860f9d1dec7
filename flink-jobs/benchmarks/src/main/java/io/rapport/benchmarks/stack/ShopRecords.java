package io.rapport.benchmarks.stack;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseKind;
import io.rapport.avro.PurchaseLine;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import io.rapport.core.intake.IdRule;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Writes the records of a shop's people, as a website, a shop and a support desk would. */
final class ShopRecords {

  private static final int CATEGORIES = 200;
  private static final int MOST_LINES = 5;
  private static final String CURRENCY = "EUR";
  private static final String[] COUNTRIES = {"DE", "FR", "NL", "AT", "ES", "Italy", "GB", "SE"};
  private static final String[] AGENTS = {
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
        + "Chrome/126.0.0.0 Safari/537.36",
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like "
        + "Gecko) Version/17.5 Mobile/15E148 Safari/604.1",
    "Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0"
  };

  /**
   * The head of an event.
   *
   * @param loggedIn whether the person was logged in when it began
   */
  record Event(String id, Instant time, boolean loggedIn) {}

  private final String seed;
  private final SplittableRandom random;

  ShopRecords(long seed, SplittableRandom random) {
    this.seed = seed + "-";
    this.random = random;
  }

  Click click(Event event, int person, int item) {
    int action = random.nextInt(100);
    Click.Builder click =
        Click.newBuilder()
            .setEventId(event.id())
            .setEventTime(event.time())
            .setVisitorId(cookie(person))
            .setCustomerId(event.loggedIn() ? account(person) : null)
            .setSessionId("s" + id(person))
            .setUserAgent(AGENTS[person % AGENTS.length]);
    if (action < 4) {
      return click.setAction(ClickAction.SEARCH).setQuery(category(item)).build();
    }
    return click
        .setAction(
            action < 12
                ? ClickAction.ADD_TO_CART
                : action < 16 ? ClickAction.WISH : ClickAction.VIEW)
        .setItemId("i" + item)
        .setCategory(category(item))
        .setPrice(price(item))
        .setCurrency(CURRENCY)
        .build();
  }

  /** An order of one to five lines; a guest gives an e-mail address, an account also a phone. */
  Purchase order(Event event, int person, int item) {
    return Purchase.newBuilder()
        .setEventId(event.id())
        .setEventTime(event.time())
        .setOrderId("o" + event.id())
        .setKind(PurchaseKind.ORDER)
        .setVisitorId(cookie(person))
        .setCustomerId(event.loggedIn() ? account(person) : null)
        .setEmail(email(person))
        .setPhone(event.loggedIn() ? phone(person) : null)
        .setCountry(country(person))
        .setCurrency(CURRENCY)
        .setLines(lines(item, 1 + random.nextInt(MOST_LINES)))
        .build();
  }

  static List<PurchaseLine> lines(int item, int count) {
    List<PurchaseLine> lines = new ArrayList<>(count);
    for (int line = 0; line < count; line++) {
      lines.add(
          PurchaseLine.newBuilder()
              .setItemId("i" + (item + line))
              .setQuantity(1 + line % 2)
              .setUnitPrice(price(item + line))
              .build());
    }
    return lines;
  }

  /** A chat on the website: it opens a ticket, goes on with it, or closes it. */
  SupportEvent support(Event event, int person, boolean open, boolean closes) {
    return SupportEvent.newBuilder()
        .setEventId(event.id())
        .setEventTime(event.time())
        .setTicketId("t" + id(person))
        .setKind(
            closes
                ? SupportEventKind.CLOSED
                : open ? SupportEventKind.CUSTOMER_MESSAGE : SupportEventKind.OPENED)
        .setVisitorId(cookie(person))
        .setCustomerId(event.loggedIn() ? account(person) : null)
        .setChannel("chat")
        .setSubject(open ? null : "My order")
        .setBody(closes ? null : "Where is my parcel? It was to be here last week.")
        .build();
  }

  IdentityLink login(Event event, int person) {
    return link(event, person).setCustomerId(account(person)).setOrigin("login").build();
  }

  IdentityLink logout(Event event, int person) {
    return link(event, person).setOrigin(IdRule.LOGOUT).build();
  }

  private IdentityLink.Builder link(Event event, int person) {
    return IdentityLink.newBuilder()
        .setEventId(event.id())
        .setEventTime(event.time())
        .setVisitorId(cookie(person));
  }

  CustomerRecord customer(Event event, int person) {
    return CustomerRecord.newBuilder()
        .setEventId(event.id())
        .setEventTime(event.time())
        .setCustomerId(account(person))
        .setSource("crm")
        .setName("Person " + id(person))
        .setEmail(email(person))
        .setPhone(phone(person))
        .setCountry(country(person))
        .setMarketingConsent(person % 4 != 0)
        .build();
  }

  private String cookie(int person) {
    return "v" + id(person);
  }

  private String account(int person) {
    return "c" + id(person);
  }

  /** As long and as mixed as the identifiers that programs make; different for each person. */
  private String id(int person) {
    return seed + Long.toHexString((person + 1) * 0x9E3779B97F4A7C15L);
  }

  private String email(int person) {
    return id(person) + "@example.com";
  }

  /** A mobile number as Germans write it to others. */
  private static String phone(int person) {
    return "+49 151 %08d".formatted(person);
  }

  private static String country(int person) {
    return COUNTRIES[person % COUNTRIES.length];
  }

  private static String category(int item) {
    int category = item % CATEGORIES;
    return "Room " + category % 12 + " > Things " + category;
  }

  private static BigDecimal price(int item) {
    return BigDecimal.valueOf(100 + item % 10_000, 2).setScale(4);
  }
}
