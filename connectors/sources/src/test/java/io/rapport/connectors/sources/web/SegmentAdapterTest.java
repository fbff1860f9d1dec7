package io.rapport.connectors.sources.web;

import static io.rapport.connectors.sources.adapter.Adapting.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseKind;
import io.rapport.avro.PurchaseLine;
import io.rapport.connectors.sources.adapter.Adapting;
import io.rapport.connectors.sources.adapter.Outcome;
import io.rapport.connectors.sources.adapter.RefusalException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class SegmentAdapterTest {

  private static final SegmentAdapter SEGMENT = new SegmentAdapter();

  private static Click click(String body) throws RefusalException {
    return Adapting.one(SEGMENT, body, Click.class);
  }

  private static Purchase purchase(String body) throws RefusalException {
    return Adapting.one(SEGMENT, body, Purchase.class);
  }

  @Test
  void aViewedProductIsAClick() throws Exception {
    Click click =
        click(
            "{'type':'track','messageId':'ajs-next-1','anonymousId':'a-1','userId':4711,"
                + "'event':'Product Viewed','timestamp':'2026-11-30T11:59:00.123Z',"
                + "'properties':{'product_id':'507f1f77','sku':'G-32','category':'Games',"
                + "'name':'Monopoly','price':18.99,'currency':'usd','quantity':1},"
                + "'context':{'userAgent':'Mozilla/5.0','page':{'url':'https://shop.example/'}}}");
    assertThat(click.getEventId()).isEqualTo("ajs-next-1");
    assertThat(click.getSite()).isEqualTo("shop");
    assertThat(click.getVisitorId()).isEqualTo("a-1");
    assertThat(click.getCustomerId()).isEqualTo("4711");
    assertThat(click.getAction()).isEqualTo(ClickAction.VIEW);
    assertThat(click.getItemId()).isEqualTo("507f1f77");
    assertThat(click.getCategory()).isEqualTo("Games");
    assertThat(click.getPrice()).isEqualByComparingTo("18.99");
    assertThat(click.getUserAgent()).isEqualTo("Mozilla/5.0");
    assertThat(click.getEventTime()).isEqualTo(Instant.parse("2026-11-30T11:59:00.123Z"));
  }

  @Test
  void theEventsOfAVisitHaveTheirActions() throws Exception {
    Map<String, ClickAction> actions =
        Map.of(
            "Product Added", ClickAction.ADD_TO_CART,
            "product_removed", ClickAction.REMOVE_FROM_CART,
            "Product Added to Wishlist", ClickAction.WISH,
            "Viewed Product", ClickAction.VIEW);
    for (Map.Entry<String, ClickAction> action : actions.entrySet()) {
      Click click =
          click(
              "{'type':'track','anonymousId':'a','event':'%s','properties':{'sku':'G-32'}}"
                  .formatted(action.getKey()));
      assertThat(click.getAction()).as(action.getKey()).isEqualTo(action.getValue());
      assertThat(click.getItemId()).isEqualTo("G-32");
    }
    Click search =
        click(
            "{'type':'track','anonymousId':'a','event':'Products Searched',"
                + "'properties':{'query':'red shoes'}}");
    assertThat(search.getAction()).isEqualTo(ClickAction.SEARCH);
    assertThat(search.getQuery()).isEqualTo("red shoes");
  }

  @Test
  void aDevicesWrongClockDoesNotCount() throws Exception {
    String call =
        "{'type':'track','anonymousId':'a','event':'Product Viewed','properties':{'product_id':1},"
            + "'%s':'2031-01-01T00:00:00Z','sentAt':'2031-01-01T00:00:05Z'}";
    for (String time : List.of("timestamp", "originalTimestamp")) {
      assertThat(click(call.formatted(time)).getEventTime()).isEqualTo(NOW.minusSeconds(5));
    }
    assertThat(
            click(
                    "{'type':'track','anonymousId':'a','event':'Product Viewed',"
                        + "'properties':{'product_id':1},'timestamp':'2026-11-01T00:00:00Z',"
                        + "'originalTimestamp':'2031-01-01T00:00:00Z',"
                        + "'sentAt':'2031-01-01T00:00:05Z'}")
                .getEventTime())
        .as("corrected already")
        .isEqualTo(Instant.parse("2026-11-01T00:00:00Z"));
    assertThat(
            click(
                    "{'type':'track','anonymousId':'a','event':'Product Viewed',"
                        + "'properties':{'product_id':1}}")
                .getEventTime())
        .isEqualTo(NOW);
  }

  @Test
  void anOrderHasItsLinesAndWhatElseItCosts() throws Exception {
    Purchase order =
        purchase(
            "{'type':'track','messageId':'m-1','userId':'u-1','anonymousId':'a-1',"
                + "'event':'Order Completed','properties':{'order_id':'50314b8e','total':33.5,"
                + "'revenue':25.00,'shipping':3,'tax':2,'discount':5,'currency':'USD',"
                + "'coupon':'hasbros','email':'anna@example.com','products':["
                + "{'product_id':'p-1','name':'Monopoly','price':10,'quantity':2},"
                + "{'product_id':'p-2','name':'Tea','price':'20.00','quantity':0.5},"
                + "{'name':'Gift wrap','price':1}]}}");
    assertThat(order.getKind()).isEqualTo(PurchaseKind.ORDER);
    assertThat(order.getOrderId()).isEqualTo("50314b8e");
    assertThat(order.getCustomerId()).isEqualTo("u-1");
    assertThat(order.getVisitorId()).isEqualTo("a-1");
    assertThat(order.getEmail()).isEqualTo("anna@example.com");
    assertThat(order.getLines())
        .extracting(PurchaseLine::getItemId, PurchaseLine::getQuantity)
        .containsExactly(tuple("p-1", 2), tuple("p-2", 1));
    assertThat(order.getLines().get(0).getUnitPrice()).isEqualByComparingTo("10");
    assertThat(order.getLines().get(1).getUnitPrice()).isEqualByComparingTo("20");
    assertThat(order.getLines().get(1).getMeasure()).isEqualTo(0.5);
    assertThat(order.getCharges())
        .extracting(charge -> charge.getKind() + " " + charge.getAmount().stripTrailingZeros())
        .containsExactly("OTHER 1", "DISCOUNT -5", "POSTAGE 3", "TAX 2");
  }

  @Test
  void refundsAndCancellationsAreTheirKinds() throws Exception {
    String call =
        "{'type':'track','userId':'u','event':'%s','properties':{'order_id':1,"
            + "'products':[{'product_id':'p','price':1,'quantity':1}]}}";
    assertThat(purchase(call.formatted("Order Refunded")).getKind()).isEqualTo(PurchaseKind.RETURN);
    assertThat(purchase(call.formatted("Order Cancelled")).getKind())
        .isEqualTo(PurchaseKind.CANCEL);
    assertThat(
            Adapting.refusal(
                SEGMENT,
                "{'type':'track','userId':'u','event':'Order Refunded',"
                    + "'properties':{'order_id':1}}"))
        .satisfies(
            refusal -> {
              assertThat(refusal.reason()).isEqualTo("no-lines");
              assertThat(refusal.detail()).contains("product_id");
            });
  }

  @Test
  void anIdentifyCallIsALinkAndARecord() throws Exception {
    List<SpecificRecord> events =
        Adapting.events(
            SEGMENT,
            "{'type':'identify','messageId':'m-2','anonymousId':'a-1','userId':'u-1',"
                + "'traits':{'email':'peter@example.com','phone':'+49 30 123456',"
                + "'firstName':'Peter','lastName':'Gibbons','plan':'premium','logins':5,"
                + "'birthday':'1990-05-04','address':{'street':'6th St','city':'San Francisco',"
                + "'state':'CA','postalCode':'94103','country':'USA'}}}");
    assertThat(events).hasSize(2);
    IdentityLink link = (IdentityLink) events.get(0);
    assertThat(link.getVisitorId()).isEqualTo("a-1");
    assertThat(link.getCustomerId()).isEqualTo("u-1");
    assertThat(link.getOrigin()).isEqualTo("login");
    CustomerRecord record = (CustomerRecord) events.get(1);
    assertThat(record.getCustomerId()).isEqualTo("u-1");
    assertThat(record.getGivenName()).isEqualTo("Peter");
    assertThat(record.getFamilyName()).isEqualTo("Gibbons");
    assertThat(record.getName()).isEqualTo("Peter Gibbons");
    assertThat(record.getPostcode()).isEqualTo("94103");
    assertThat(record.getCountry()).isEqualTo("USA");
    assertThat(record.getBirthDate()).isEqualTo("1990-05-04");
    assertThat(record.getSource()).isEqualTo("segment");
    assertThat(record.getAttributes()).isEqualTo(Map.of("plan", "premium", "logins", "5"));
    assertThat(events)
        .extracting(e -> e.get(e.getSchema().getField("eventId").pos()))
        .containsExactly("m-2", "m-2-2");
  }

  @Test
  void anAliasIsALinkAndALogoutEndsOne() throws Exception {
    IdentityLink alias =
        Adapting.one(
            SEGMENT, "{'type':'alias','previousId':'a-1','userId':'u-1'}", IdentityLink.class);
    assertThat(alias.getVisitorId()).isEqualTo("a-1");
    assertThat(alias.getCustomerId()).isEqualTo("u-1");
    IdentityLink logout =
        Adapting.one(
            SEGMENT,
            "{'type':'track','anonymousId':'a-1','userId':'u-1','event':'Signed Out'}",
            IdentityLink.class);
    assertThat(logout.getOrigin()).isEqualTo("logout");
  }

  @Test
  void aBatchSharesItsTimeAndOneBadCallCostsItselfAlone() throws Exception {
    List<Outcome> outcomes =
        Adapting.json(
            SEGMENT,
            "{'sentAt':'2026-11-30T10:00:00Z','context':{'userAgent':'lib/1'},'batch':["
                + "{'type':'track','anonymousId':'a','event':'Product Viewed',"
                + "'timestamp':'2026-11-30T09:59:00Z','properties':{'product_id':'p'}},"
                + "{'type':'track','event':'Product Viewed'},"
                + "{'type':'page','anonymousId':'a','name':'Home'},"
                + "{'type':'dance','anonymousId':'a'},"
                + "7,"
                + "{'type':'track','anonymousId':'anonymous','event':'Product Viewed',"
                + "'properties':{'product_id':'p'}}]}");
    assertThat(outcomes).hasSize(6);
    Click click = (Click) outcomes.get(0).events().get(0);
    assertThat(click.getEventTime()).isEqualTo(NOW.minus(Duration.ofMinutes(1)));
    assertThat(click.getUserAgent()).isEqualTo("lib/1");
    assertThat(outcomes.get(1).refusal().orElseThrow().reason()).isEqualTo("missing-identity");
    assertThat(outcomes.get(2).isIgnored()).isTrue();
    assertThat(outcomes.get(3).refusal().orElseThrow().reason()).isEqualTo("unknown-type");
    assertThat(outcomes.get(4).refusal().orElseThrow().reason()).isEqualTo("not-a-record");
    assertThat(outcomes.get(5).refusal().orElseThrow().errors().get(0).field())
        .as("a placeholder is no id")
        .isEqualTo("visitorId");
  }

  @Test
  void theRouteTellsTheTypeOfACallWithoutOne() throws Exception {
    List<Outcome> outcomes =
        Adapting.outcomes(
            SEGMENT,
            "{\"userId\":\"u\",\"event\":\"Own Event\"}",
            "application/json",
            Map.of(SegmentAdapter.TYPE, "track"));
    assertThat(outcomes.get(0).isIgnored()).isTrue();
  }

  @Test
  void aPriceThatIsNoNumberIsLeftToTheRules() throws Exception {
    Purchase order =
        purchase(
            "{'type':'track','userId':'u','event':'Order Completed','properties':{'order_id':1,"
                + "'products':[{'product_id':'p','price':'1.299,00','quantity':1},"
                + "{'product_id':'q','price':0.123456}]}}");
    assertThat(order.getLines().get(0).getUnitPriceText()).isEqualTo("1.299,00");
    assertThat(order.getLines().get(0).getUnitPrice()).isNull();
    assertThat(order.getLines().get(1).getUnitPrice()).isEqualTo(new BigDecimal("0.1235"));
  }
}
