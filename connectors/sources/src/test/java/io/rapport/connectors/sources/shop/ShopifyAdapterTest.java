package io.rapport.connectors.sources.shop;

import static io.rapport.connectors.sources.adapter.Adapting.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.avro.CustomerRecord;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.PrivacyRequestKind;
import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseKind;
import io.rapport.avro.PurchaseLine;
import io.rapport.connectors.sources.adapter.Adapting;
import io.rapport.connectors.sources.adapter.Outcome;
import io.rapport.connectors.sources.adapter.RefusalException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class ShopifyAdapterTest {

  private static final ShopifyAdapter SHOPIFY = new ShopifyAdapter(ShopifySettings.DEFAULT);

  private static final String LINES =
      "'line_items':["
          + "{'id':11,'product_id':632910392,'variant_id':39072856,'sku':'IPOD2008GREEN',"
          + "'title':'IPod Nano','quantity':2,'price':'199.00','gift_card':false,"
          + "'discount_allocations':[{'amount':'8.00'}],"
          + "'tax_lines':[{'price':'10.00','rate':0.06}]},"
          + "{'id':12,'product_id':5,'title':'Cable','quantity':1,'price':'10.00',"
          + "'discount_allocations':[],'tax_lines':[]},"
          + "{'id':13,'product_id':9,'title':'Gift card','quantity':1,'price':'50.00',"
          + "'gift_card':true},"
          + "{'id':14,'product_id':null,'title':'Tip','quantity':1,'price':'3.00'}]";

  private static String order(String more) {
    return "{'id':450789469,'name':'#1001','email':'bob.norman@mail.example.com',"
        + "'created_at':'2026-11-30T05:50:00-05:00','updated_at':'2026-11-30T06:00:00-05:00',"
        + "'currency':'EUR','total_price':'409.94','financial_status':'paid',"
        + "'taxes_included':false,'cart_token':'68778783ad298f1c80c3bafcddeea02f',"
        + "'customer':{'id':207119551,'phone':'+16136120707'},"
        + "'shipping_address':{'country_code':'CA','country':'Canada'},"
        + "'shipping_lines':[{'title':'Free Shipping','price':'9.00'}],"
        + "'note_attributes':[{'name':'colour','value':'red'},"
        + "{'name':'rapport_visitor','value':'v-1'}],"
        + LINES
        + more
        + "}";
  }

  private static List<SpecificRecord> webhook(String topic, String body) throws RefusalException {
    Outcome outcome =
        Adapting.outcomes(
                SHOPIFY,
                body.replace('\'', '"'),
                "application/json",
                Map.of(ShopifyAdapter.TOPIC, topic, ShopifyAdapter.WEBHOOK_ID, "b54557e4"))
            .get(0);
    assertThat(outcome.refusal()).isEmpty();
    return outcome.events();
  }

  private static List<Purchase> purchases(String topic, String body) throws RefusalException {
    return webhook(topic, body).stream().map(Purchase.class::cast).toList();
  }

  @Test
  void anOrderCostsWhatItsLinesDoLessDiscountsWithTax() throws Exception {
    Purchase order = purchases("orders/create", order("")).get(0);
    assertThat(order.getEventId()).isEqualTo("shopify-b54557e4");
    assertThat(order.getKind()).isEqualTo(PurchaseKind.ORDER);
    assertThat(order.getOrderId()).isEqualTo("450789469");
    assertThat(order.getEventTime()).isEqualTo(Instant.parse("2026-11-30T10:50:00Z"));
    assertThat(order.getVersionTime()).isEqualTo(Instant.parse("2026-11-30T11:00:00Z"));
    assertThat(order.getCustomerId()).isEqualTo("207119551");
    assertThat(order.getVisitorId()).isEqualTo("v-1");
    assertThat(order.getEmail()).isEqualTo("bob.norman@mail.example.com");
    assertThat(order.getPhone()).isEqualTo("+16136120707");
    assertThat(order.getCountry()).isEqualTo("CA");
    assertThat(order.getCurrency()).isEqualTo("EUR");
    assertThat(order.getLines())
        .as("no gift card, no tip, no shipping")
        .extracting(PurchaseLine::getItemId, PurchaseLine::getQuantity)
        .containsExactly(tuple("632910392", 2), tuple("5", 1));
    // (2 x 199 - 8 + 10) / 2
    assertThat(order.getLines().get(0).getUnitPrice()).isEqualByComparingTo("200");
    assertThat(order.getLines().get(1).getUnitPrice()).isEqualByComparingTo("10");
    assertThat(order.getCharges())
        .as("a gift card or tip, and the delivery")
        .extracting(charge -> charge.getKind() + " " + charge.getAmount().stripTrailingZeros())
        .contains("POSTAGE 9");
  }

  /** The first version that is seen of an order may be one of months later. */
  @Test
  void anOrderIsAsOldAsItIsHoweverLateItIsTold() throws Exception {
    String late = order("").replace("2026-11-30T06:00:00-05:00", "2027-02-01T00:00:00Z");
    Purchase order = purchases("orders/updated", late).get(0);
    assertThat(order.getEventTime()).isEqualTo(Instant.parse("2026-11-30T10:50:00Z"));
    assertThat(order.getVersionTime()).isEqualTo(Instant.parse("2027-02-01T00:00:00Z"));
    Purchase moved =
        purchases("orders/create", order(",'processed_at':'2019-05-01T00:00:00Z'")).get(0);
    assertThat(moved.getEventTime())
        .as("an order of an earlier system, created again")
        .isEqualTo(Instant.parse("2019-05-01T00:00:00Z"));
    String bare =
        "{'id':1,'email':'a@b.example','updated_at':'2026-11-30T11:00:00Z','line_items':["
            + "{'product_id':1,'quantity':1,'price':'1'}]}";
    assertThat(purchases("orders/create", bare).get(0).getEventTime())
        .isEqualTo(Instant.parse("2026-11-30T11:00:00Z"));
  }

  @Test
  void itemsAndVisitorsAreFoundWhereTheSettingsSay() throws Exception {
    ShopifyAdapter other = new ShopifyAdapter(new ShopifySettings("sku", "cart_token"));
    Purchase order = Adapting.one(other, order(""), Purchase.class);
    assertThat(order.getLines())
        .extracting(PurchaseLine::getItemId)
        .containsExactly("IPOD2008GREEN");
    assertThat(order.getVisitorId()).isEqualTo("68778783ad298f1c80c3bafcddeea02f");
    assertThat(order.getEventId()).isEqualTo("shopify-order-450789469-1796036400000");
  }

  @Test
  void aRefundIsAReturnThatCountsOnceHoweverOftenItIsTold() throws Exception {
    String refund =
        ",'refunds':[{'id':929361465,'created_at':'%s','refund_line_items':["
            + "{'line_item_id':11,'quantity':1,'subtotal':195.00,'total_tax':5.00}]}]";
    List<Purchase> told =
        purchases("orders/updated", order(refund.formatted("2026-11-30T05:59:58-05:00")));
    assertThat(told)
        .extracting(Purchase::getKind)
        .containsExactly(PurchaseKind.ORDER, PurchaseKind.RETURN);
    Purchase back = told.get(1);
    assertThat(back.getEventId()).isEqualTo("shopify-refund-929361465");
    assertThat(back.getCustomerId()).isEqualTo("207119551");
    assertThat(back.getLines())
        .extracting(PurchaseLine::getItemId, PurchaseLine::getQuantity)
        .containsExactly(tuple("632910392", 1));
    assertThat(back.getLines().get(0).getUnitPrice()).isEqualByComparingTo("200");
    assertThat(told.get(0).getLines().get(0).getQuantity()).as("as ordered").isEqualTo(2);
    assertThat(purchases("orders/updated", order(refund.formatted("2026-11-20T00:00:00Z"))))
        .extracting(Purchase::getReturnId)
        .containsExactly(null, back.getReturnId());
  }

  @Test
  void aCancellationTakesOffWhatWasNotSentBackBefore() throws Exception {
    List<Purchase> told =
        purchases(
            "orders/cancelled",
            order(
                ",'cancelled_at':'2026-11-30T06:00:00-05:00','refunds':["
                    + "{'id':1,'created_at':'2026-11-29T00:00:00Z','refund_line_items':["
                    + "{'line_item_id':11,'quantity':1,'subtotal':195}]},"
                    + "{'id':2,'created_at':'2026-11-30T06:00:00-05:00','refund_line_items':["
                    + "{'line_item_id':11,'quantity':1,'subtotal':195},"
                    + "{'line_item_id':12,'quantity':1,'subtotal':10}]}]"));
    assertThat(told)
        .extracting(Purchase::getKind)
        .containsExactly(
            PurchaseKind.ORDER, PurchaseKind.RETURN, PurchaseKind.RETURN, PurchaseKind.CANCEL);
    Purchase cancelled = told.get(3);
    assertThat(cancelled.getEventId()).isEqualTo("shopify-cancel-450789469");
    assertThat(cancelled.getLines())
        .as("nothing is left to take off")
        .allSatisfy(line -> assertThat(line.getUnitPrice()).isEqualByComparingTo("0"));
  }

  @Test
  void aTestOrderAndARefundWithoutItsOrderTellNothing() throws Exception {
    assertThat(webhook("orders/create", order(",'test':true"))).isEmpty();
    String refund =
        "{'id':1,'order_id':450789469,'created_at':'2026-11-30T00:00:00Z','refund_line_items':["
            + "{'quantity':1,'subtotal':195,'line_item':{'product_id':632910392}}]%s}";
    assertThat(webhook("refunds/create", refund.formatted(""))).isEmpty();
    assertThat(purchases("refunds/create", refund.formatted(",'order':" + order(""))))
        .extracting(Purchase::getKind)
        .containsExactly(PurchaseKind.RETURN);
    assertThat(webhook("products/update", "{'id':1}")).isEmpty();
  }

  @Test
  void aCustomerIsARecord() throws Exception {
    String customer =
        "{'id':706405506930370084,'email':'bob@biller.example','first_name':'Bob',"
            + "'last_name':'Biller','phone':null,'updated_at':'2026-11-30T11:00:00Z',"
            + "'email_marketing_consent':{'state':'%s'},'default_address':{'address1':'Main 1',"
            + "'city':'Ottawa','zip':'K2P0V6','province_code':'ON','country_code':'CA',"
            + "'phone':'555-625-1199'}}";
    CustomerRecord record =
        (CustomerRecord) webhook("customers/update", customer.formatted("subscribed")).get(0);
    assertThat(record.getCustomerId()).isEqualTo("706405506930370084");
    assertThat(record.getName()).isEqualTo("Bob Biller");
    assertThat(record.getPhone()).isEqualTo("555-625-1199");
    assertThat(record.getPostcode()).isEqualTo("K2P0V6");
    assertThat(record.getMarketingConsent()).isTrue();
    record =
        (CustomerRecord) webhook("customers/update", customer.formatted("not_subscribed")).get(0);
    assertThat(record.getMarketingConsent()).as("never asked").isNull();
    record = (CustomerRecord) webhook("customers/delete", "{'id':7}").get(0);
    assertThat(record.getDeleted()).isTrue();
    assertThat(record.getEventTime()).isEqualTo(NOW);
  }

  /** A customer's record changes for other reasons than the consent. */
  @Test
  void aConsentIsAsOldAsItIs() throws Exception {
    String customer =
        "{'id':7,'email':'bob@biller.example','updated_at':'2026-11-30T11:00:00Z',%s}";
    CustomerRecord record =
        (CustomerRecord)
            webhook(
                    "customers/update",
                    customer.formatted(
                        "'email_marketing_consent':{'state':'unsubscribed',"
                            + "'consent_updated_at':'2025-03-01T00:00:00Z'}"))
                .get(0);
    assertThat(record.getMarketingConsent()).isFalse();
    assertThat(record.getConsentTime()).isEqualTo(Instant.parse("2025-03-01T00:00:00Z"));
    assertThat(record.getEventTime()).isEqualTo(Instant.parse("2026-11-30T11:00:00Z"));
    record =
        (CustomerRecord)
            webhook(
                    "customers/update",
                    customer.formatted(
                        "'accepts_marketing':true,"
                            + "'accepts_marketing_updated_at':'2024-03-01T00:00:00Z'"))
                .get(0);
    assertThat(record.getMarketingConsent()).isTrue();
    assertThat(record.getConsentTime()).isEqualTo(Instant.parse("2024-03-01T00:00:00Z"));
    record =
        (CustomerRecord)
            webhook(
                    "customers/update",
                    customer.formatted(
                        "'email_marketing_consent':{'state':'pending',"
                            + "'consent_updated_at':'2025-03-01T00:00:00Z'}"))
                .get(0);
    assertThat(record.getConsentTime()).as("of no consent").isNull();
  }

  @Test
  void aRedactionIsAnErasure() throws Exception {
    PrivacyRequest request =
        (PrivacyRequest)
            webhook(
                    "customers/redact",
                    "{'shop_domain':'x.example','customer':{'id':191167,'email':'j@x.example'},"
                        + "'orders_to_redact':[1]}")
                .get(0);
    assertThat(request.getKind()).isEqualTo(PrivacyRequestKind.ERASURE);
    assertThat(request.getCustomerId()).isEqualTo("191167");
    assertThat(request.getRequestId()).isEqualTo("shopify-b54557e4");
  }

  @Test
  void whatCannotBeUsedSaysWhy() throws Exception {
    assertThat(Adapting.refusal(SHOPIFY, "{'a':1}").reason()).isEqualTo("unknown-topic");
    assertThat(Adapting.refusal(SHOPIFY, "{'id':1,'line_items':[]}").detail())
        .contains("updated_at");
    assertThat(
            Adapting.refusal(
                SHOPIFY,
                "{'id':1,'updated_at':'2026-11-30T11:00:00Z','line_items':["
                    + "{'product_id':1,'quantity':1,'price':'1'}]}"))
        .satisfies(
            refusal ->
                assertThat(refusal.errors().get(0).expected())
                    .isEqualTo("one of customerId, visitorId, email, phone"));
  }
}
