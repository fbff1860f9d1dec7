package io.rapport.simulator;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.ChargeKind;
import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseCharge;
import io.rapport.avro.PurchaseKind;
import io.rapport.avro.PurchaseLine;
import io.rapport.avro.SupportEvent;
import io.rapport.connectors.kafka.Topic;
import io.rapport.simulator.dirt.SimulatedRecord;
import io.rapport.simulator.people.Account;
import io.rapport.simulator.people.Order;
import io.rapport.simulator.people.Visitor;
import io.rapport.simulator.shop.Item;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/**
 * Writes the simulated shop's items, orders, tickets and people as records of the input contracts.
 */
final class Records {

  static final String CURRENCY = "EUR";
  private static final BigDecimal FREE_DELIVERY = new BigDecimal("40");
  private static final BigDecimal POSTAGE = new BigDecimal("4.9000");

  /** All input contracts the simulator writes. */
  static final List<Class<? extends SpecificRecord>> CONTRACTS =
      List.of(
          Click.class,
          Purchase.class,
          SupportEvent.class,
          CatalogueItem.class,
          CustomerRecord.class,
          IdentityLink.class,
          KnowledgeArticle.class,
          PrivacyRequest.class);

  private static final Map<Class<?>, Topic<SpecificRecord>> TOPICS =
      CONTRACTS.stream().collect(Collectors.toMap(type -> type, Records::topic));

  private Records() {}

  /** A sound record under the key that its contract names. */
  static SimulatedRecord record(SpecificRecord value, long eventTime) {
    return SimulatedRecord.clean(TOPICS.get(value.getClass()).key(value), value, eventTime);
  }

  // A topic is only ever given values of its own class.
  @SuppressWarnings("unchecked")
  private static Topic<SpecificRecord> topic(Class<? extends SpecificRecord> contract) {
    return Topic.of((Class<SpecificRecord>) contract);
  }

  static Click click(
      Visitor visitor,
      String sessionId,
      ClickAction action,
      Item item,
      long now,
      SimulationContext stage) {
    Click click = new Click();
    click.setEventId(stage.eventId());
    click.setEventTime(Instant.ofEpochMilli(now));
    click.setSite(stage.settings.site());
    click.setVisitorId(visitor.visitorId());
    click.setCustomerId(visitor.knownCustomerId());
    click.setSessionId(sessionId);
    click.setAction(action);
    click.setUserAgent(visitor.userAgent());
    if (item != null) {
      click.setItemId(item.id());
      click.setCategory(item.category());
      click.setPrice(item.price());
      click.setCurrency(CURRENCY);
    }
    return click;
  }

  static Purchase purchase(Order order, PurchaseKind kind, long now, SimulationContext stage) {
    Purchase purchase = new Purchase();
    purchase.setEventId(stage.eventId());
    purchase.setEventTime(Instant.ofEpochMilli(now));
    purchase.setSite(stage.settings.site());
    purchase.setOrderId(order.orderId());
    purchase.setKind(kind);
    purchase.setCustomerId(order.customerId());
    purchase.setVisitorId(order.visitorId());
    purchase.setEmail(order.email());
    purchase.setPhone(order.phone());
    purchase.setCountry(order.country());
    purchase.setCurrency(CURRENCY);
    purchase.setLines(order.lines().stream().map(Records::line).toList());
    purchase.setCharges(postage(order, kind));
    return purchase;
  }

  /** A small order pays for its delivery, which a return does not pay back. */
  private static List<PurchaseCharge> postage(Order order, PurchaseKind kind) {
    return kind == PurchaseKind.RETURN || order.total().compareTo(FREE_DELIVERY) >= 0
        ? List.of()
        : List.of(new PurchaseCharge(ChargeKind.POSTAGE, POSTAGE, null));
  }

  private static PurchaseLine line(Order.Line line) {
    PurchaseLine made = new PurchaseLine();
    made.setItemId(line.item().id());
    made.setQuantity(line.quantity());
    made.setUnitPrice(line.item().price());
    made.setDescription(line.item().title());
    return made;
  }

  static CatalogueItem catalogueItem(Item item, int stock, SimulationContext stage, Instant time) {
    CatalogueItem made = new CatalogueItem();
    made.setEventId(stage.eventId());
    made.setEventTime(time);
    made.setSite(stage.settings.site());
    made.setItemId(item.id());
    made.setTitle(item.title());
    made.setDescription(item.description());
    made.setCategory(item.category());
    made.setBrand(item.brand());
    made.setPrice(item.price());
    made.setCurrency(CURRENCY);
    made.setStock(stock);
    made.setActive(true);
    return made;
  }

  static CustomerRecord customerRecord(
      Account account, String source, long now, SimulationContext stage) {
    CustomerRecord made = new CustomerRecord();
    made.setEventId(stage.eventId());
    made.setEventTime(Instant.ofEpochMilli(now));
    made.setSite(stage.settings.site());
    made.setCustomerId(account.customerId());
    made.setSource(source);
    made.setName(account.fullName());
    made.setGivenName(account.givenName());
    made.setFamilyName(account.familyName());
    made.setStreet(account.address().street());
    made.setHouseNumber(account.address().houseNumber());
    made.setPostcode(account.address().postcode());
    made.setLocality(account.address().locality());
    made.setEmail(account.email());
    made.setPhone(account.phone());
    made.setCountry(account.country());
    made.setBirthYear(account.birthYear());
    made.setBirthDate(account.birthDate());
    made.setMarketingConsent(account.marketingConsent());
    made.setPersonalisationConsent(account.personalisationConsent());
    made.setAttributes(Map.of("language", account.tongue().code()));
    return made;
  }

  static IdentityLink link(
      Visitor visitor,
      String customerId,
      String email,
      String origin,
      long now,
      SimulationContext stage) {
    IdentityLink made = new IdentityLink();
    made.setEventId(stage.eventId());
    made.setEventTime(Instant.ofEpochMilli(now));
    made.setSite(stage.settings.site());
    made.setVisitorId(visitor.visitorId());
    made.setCustomerId(customerId);
    made.setEmail(email);
    made.setOrigin(origin);
    return made;
  }
}
