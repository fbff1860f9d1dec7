package io.rapport.connectors.sources.web;

import static io.rapport.connectors.sources.adapter.Adapting.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseKind;
import io.rapport.avro.PurchaseLine;
import io.rapport.connectors.sources.adapter.Adapting;
import io.rapport.connectors.sources.adapter.Outcome;
import io.rapport.connectors.sources.adapter.RefusalException;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Test;

class Ga4AdapterTest {

  private static final Ga4Adapter GA4 = new Ga4Adapter();

  @Test
  void anItemListedInAnEventIsAClick() throws Exception {
    List<SpecificRecord> events =
        Adapting.events(
            GA4,
            "{'client_id':'1234567.7654321','user_id':'u-1','timestamp_micros':1795996800000000,"
                + "'events':[{'name':'add_to_cart','params':{'currency':'USD','value':30.03,"
                + "'session_id':'17','items':["
                + "{'item_id':'SKU_1','item_name':'Tee','item_category':'Apparel',"
                + "'item_category2':'Shirts','price':10.01,'quantity':3},"
                + "{'item_id':'SKU_2','price':9}]}}]}");
    assertThat(events)
        .extracting(e -> ((Click) e).getItemId(), e -> ((Click) e).getAction())
        .containsExactly(
            tuple("SKU_1", ClickAction.ADD_TO_CART), tuple("SKU_2", ClickAction.ADD_TO_CART));
    Click click = (Click) events.get(0);
    assertThat(click.getVisitorId()).isEqualTo("1234567.7654321");
    assertThat(click.getCustomerId()).isEqualTo("u-1");
    assertThat(click.getSessionId()).isEqualTo("17");
    assertThat(click.getCategory()).isEqualTo("Apparel/Shirts");
    assertThat(click.getPrice()).isEqualByComparingTo("10.01");
    assertThat(click.getEventTime()).isEqualTo(Instant.ofEpochMilli(1_795_996_800_000L));
    assertThat(events).extracting(e -> ((Click) e).getEventId()).doesNotHaveDuplicates();
  }

  @Test
  void anEventWithATimeIsADuplicateOfItselfAndOneWithoutIsNot() throws Exception {
    String body =
        "{'client_id':'c',%s'events':[{'name':'search','params':{'search_term':'hats'}}]}";
    String timed = body.formatted("'timestamp_micros':1795996800000000,");
    Click click = Adapting.one(GA4, timed, Click.class);
    assertThat(click.getQuery()).isEqualTo("hats");
    assertThat(Adapting.one(GA4, timed, Click.class).getEventId())
        .isEqualTo(click.getEventId())
        .startsWith("ga4-");
    assertThat(Adapting.one(GA4, body.formatted(""), Click.class))
        .satisfies(
            now -> {
              assertThat(now.getEventId()).isEqualTo("new-id");
              assertThat(now.getEventTime()).isEqualTo(NOW);
            });
  }

  @Test
  void aTransactionIsAnOrderAndItsRefundAReturn() throws Exception {
    String body =
        "{'client_id':'c','user_id':'u','events':[{'name':'%s','params':{'currency':'EUR',"
            + "'transaction_id':'T_12345','value':72.05,'shipping':5.99,'tax':3.6,'items':["
            + "{'item_id':'SKU_1','item_name':'Tee','price':12.5,'quantity':2},"
            + "{'item_id':'SKU_2','quantity':1}]}}]}";
    Purchase order = Adapting.one(GA4, body.formatted("purchase"), Purchase.class);
    assertThat(order.getEventId()).isEqualTo("ga4-purchase-T_12345");
    assertThat(order.getKind()).isEqualTo(PurchaseKind.ORDER);
    assertThat(order.getOrderId()).isEqualTo("T_12345");
    assertThat(order.getLines())
        .extracting(PurchaseLine::getItemId, PurchaseLine::getQuantity)
        .containsExactly(tuple("SKU_1", 2), tuple("SKU_2", 1));
    assertThat(order.getLines().get(0).getUnitPrice()).isEqualByComparingTo("12.5");
    assertThat(order.getLines().get(1).getUnitPrice()).isNull();
    assertThat(order.getCharges())
        .extracting(charge -> charge.getKind() + " " + charge.getAmount().stripTrailingZeros())
        .containsExactly("POSTAGE 5.99", "TAX 3.6");
    assertThat(Adapting.one(GA4, body.formatted("refund"), Purchase.class).getKind())
        .isEqualTo(PurchaseKind.RETURN);
  }

  @Test
  void aLoginLinksAndOtherEventsTellNothing() throws Exception {
    IdentityLink link =
        Adapting.one(
            GA4,
            "{'client_id':'c','user_id':'u','events':[{'name':'login'},{'name':'page_view'},"
                + "{'name':'select_promotion','params':{'items':[]}}]}",
            IdentityLink.class);
    assertThat(link.getVisitorId()).isEqualTo("c");
    assertThat(link.getCustomerId()).isEqualTo("u");
  }

  @Test
  void oneBadEventCostsItselfAloneAndSaysWhy() throws Exception {
    List<Outcome> outcomes =
        Adapting.json(
            GA4,
            "{'client_id':'c','events':["
                + "{'name':'view_item','params':{'items':[{'item_id':'a'}]}},"
                + "{'name':'view_item','timestamp_micros':1795996800000,"
                + "'params':{'items':[{'item_id':'a'}]}},"
                + "{'name':'view_item','params':{'items':[{'item_id':'undefined'}]}},"
                + "{'name':'purchase','params':{'items':[{'item_id':'a'}]}},"
                + "{'name':'refund','params':{'transaction_id':'T'}},"
                + "{'params':{}}]}");
    assertThat(outcomes.get(0).events()).hasSize(1);
    assertThat(outcomes.subList(1, 6))
        .extracting(outcome -> outcome.refusal().orElseThrow().reason())
        .containsExactly("invalid-time", "contract", "missing-field", "no-lines", "missing-field");
    assertThat(outcomes.get(1).refusal().orElseThrow().detail()).contains("multiply");
  }

  @Test
  void aBodyWithoutEventsIsRefusedAsAWhole() {
    assertThatThrownBy(() -> Adapting.json(GA4, "{'client_id':'c'}"))
        .isInstanceOf(RefusalException.class)
        .hasMessageContaining("events");
  }
}
