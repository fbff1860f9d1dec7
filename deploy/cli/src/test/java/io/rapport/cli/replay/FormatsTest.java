package io.rapport.cli.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseKind;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import java.math.BigDecimal;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FormatsTest {

  @Test
  void sessionsAreVisitorsOfTheirOwn() {
    Recorded file = Recorded.of("sessions", "1 2 3\n\n4\t5\n");
    assertThat(file.events(Click.class))
        .extracting(Click::getItemId)
        .containsExactly("1", "2", "3", "4", "5");
    assertThat(file.events(Click.class))
        .extracting(Click::getVisitorId)
        .containsExactly(
            "session-504f3fc3-1",
            "session-504f3fc3-1",
            "session-504f3fc3-1",
            "session-504f3fc3-3",
            "session-504f3fc3-3");
    assertThat(file.events(Click.class)).extracting(Click::getEventId).doesNotHaveDuplicates();
    assertThat(file.reasons()).containsExactly("2 blank-line");
    assertThat(file.account.balanced()).isTrue();
    assertThat(file.account.lines()).isEqualTo(3);
  }

  @Test
  void sessionsRefuseWhatIsNoItem() {
    Recorded file =
        Recorded.of(
            "sessions", "1 " + "x".repeat(201) + "\n1 \u0001\n" + "7 ".repeat(10_001) + "\n2 3\n");
    assertThat(file.reasons())
        .containsExactly("1 invalid-item", "2 invalid-item", "3 session-too-long");
    assertThat(file.account.used()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\t", ",", ";"})
  void sessionClicksAreSeparatedByTabsCommasOrSemicolons(String delimiter) {
    Recorded file =
        Recorded.of(
            "session-clicks",
            "SessionId,ItemId,Time\n1,214536502,1396860669.277\n2,7,2014-04-07T10:51:09Z\n"
                .replace(",", delimiter));
    assertThat(file.events(Click.class))
        .extracting(Click::getEventTime)
        .containsExactly(
            Instant.ofEpochMilli(1_396_860_669_277L), Instant.parse("2014-04-07T10:51:09Z"));
    assertThat(file.events(Click.class).get(0).getSessionId()).isEqualTo("session-504f3fc3-1");
    assertThat(file.bad).isEmpty();
  }

  @Test
  void sessionClicksNameEveryBadLine() {
    Recorded file =
        Recorded.of(
            "session-clicks",
            "SessionId\tItemId\tTime\n"
                + "1\t2\n"
                + "1\t\t1396860669\n"
                + "1\t2\tyesterday\n"
                + "1\t2\tNaN\n"
                + "1\t2\t12\n"
                + "1\t2\t1396860669\t4\n"
                + "\n"
                + "1\t"
                + "9".repeat(201)
                + "\t1396860669\n"
                + "1\t2\t1396860669\n");
    assertThat(file.reasons())
        .containsExactly(
            "2 wrong-column-count",
            "3 missing-field",
            "4 invalid-time",
            "5 invalid-time",
            "6 invalid-time",
            "7 wrong-column-count",
            "8 blank-line",
            "9 identifier-too-long");
    assertThat(file.account)
        .isEqualTo(
            new FileAccount(
                10, 1, 1, file.account.bad(), java.util.Map.of("Click", 1L), 1_396_860_669_000L));
    assertThat(file.account.balanced()).isTrue();
  }

  @Test
  void behaviourBecomesClicksAndOrders() {
    Recorded file =
        Recorded.of(
            "behaviour",
            """
            user_id,item_id,category_id,behavior,timestamp
            7,1715,14,pv,1511658000
            7,1715,14,cart,1511658001
            7,1715,14,fav,1511658002
            7,1715,14,buy,1511658003
            """);
    assertThat(file.events(Click.class))
        .extracting(Click::getAction)
        .containsExactly(ClickAction.VIEW, ClickAction.ADD_TO_CART, ClickAction.WISH);
    assertThat(file.events(Click.class))
        .allSatisfy(
            click -> {
              assertThat(click.getVisitorId()).isEqualTo("7");
              assertThat(click.getCustomerId()).isEqualTo("7");
              assertThat(click.getCategory()).isEqualTo("14");
              assertThat(click.getSite()).isEqualTo("shop");
            });
    Purchase order = file.events(Purchase.class).get(0);
    assertThat(order.getKind()).isEqualTo(PurchaseKind.ORDER);
    assertThat(order.getCustomerId()).isEqualTo("7");
    assertThat(order.getEventTime()).isEqualTo(Instant.ofEpochSecond(1_511_658_003));
    assertThat(order.getLines()).hasSize(1);
    assertThat(order.getLines().get(0).getItemId()).isEqualTo("1715");
    assertThat(file.account.used()).isEqualTo(4);
  }

  @Test
  void behaviourKnowsTheOtherHeaderToo() {
    Recorded file =
        Recorded.of(
            "behaviour",
            """
            timestamp,user_id,item_id,event
            1430623510,1,2,view
            1430623511,1,2,buy
            1430623512,1,2,stare
            ,1,2,view
            """);
    assertThat(file.events(Click.class)).hasSize(1);
    assertThat(file.events(Purchase.class)).hasSize(1);
    assertThat(file.reasons()).containsExactly("4 unknown-behaviour", "5 missing-field");
  }

  private static final String RETAIL =
      "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country\n";

  @Test
  void consecutiveLinesOfAnInvoiceAreOnePurchase() {
    Recorded file =
        Recorded.of(
            "online-retail",
            RETAIL
                + "536365,85123A,\"HEART, WHITE\",6,2010-12-01 08:26:00,2.55,17850.0,United Kingdom\n"
                + "536365,71053,LANTERN,2,2010-12-01 08:26:00,3.39,17850.0,United Kingdom\n"
                + "C536379,85123A,\"HEART, WHITE\",-1,2010-12-01 09:41:00,2.55,17850.0,United"
                + " Kingdom\n"
                + "536366,22633,WARMER,1,2010-12-01 10:00:00,1.85,,France\n");
    assertThat(file.events(Purchase.class))
        .extracting(Purchase::getOrderId, Purchase::getKind, order -> order.getLines().size())
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple("536365", PurchaseKind.ORDER, 2),
            org.assertj.core.groups.Tuple.tuple("C536379", PurchaseKind.RETURN, 1),
            org.assertj.core.groups.Tuple.tuple("536366", PurchaseKind.ORDER, 1));
    Purchase first = file.events(Purchase.class).get(0);
    assertThat(first.getCustomerId()).isEqualTo("17850");
    assertThat(first.getVisitorId()).isNull();
    assertThat(first.getEventTime()).isEqualTo(Instant.parse("2010-12-01T08:26:00Z"));
    assertThat(first.getLines().get(0).getUnitPrice()).isEqualTo(new BigDecimal("2.5500"));
    Purchase returned = file.events(Purchase.class).get(1);
    assertThat(returned.getLines().get(0).getQuantity()).isEqualTo(1);
    Purchase anonymous = file.events(Purchase.class).get(2);
    assertThat(anonymous.getCustomerId()).isNull();
    assertThat(anonymous.getVisitorId()).isEqualTo("invoice-536366");
    assertThat(file.events(CatalogueItem.class))
        .extracting(CatalogueItem::getTitle)
        .containsExactly("HEART, WHITE", "LANTERN", "WARMER");
    assertThat(file.account.used()).isEqualTo(4);
    assertThat(file.bad).isEmpty();
  }

  @Test
  void invoiceLinesThatAreNoSaleAreBad() {
    Recorded file =
        Recorded.of(
            "online-retail",
            RETAIL
                + "536365,A,X,6,2010-12-01 08:26:00,2.55,1,UK\n"
                + "536365,B,X,-6,2010-12-01 08:26:00,0,,UK\n"
                + "536365,C,X,six,2010-12-01 08:26:00,1,,UK\n"
                + "536365,D,X,1,2010-12-01 08:26:00,-1,,UK\n"
                + "536365,E,X,1,2010-12-01 08:26:00,free,,UK\n"
                + "536365,F,X,1,2010-13-01 08:26:00,1,,UK\n"
                + "536365,,X,1,2010-12-01 08:26:00,1,,UK\n"
                + "C1,G,X,1,2010-12-01 08:26:00,1,,UK\n"
                + "A563185,B,Adjust bad debt,1,2011-08-12 14:50:00,11062.06,,UK\n"
                + "536365,H,X,1,2010-12-01 08:26:00,1E400,,UK\n"
                + "536365,I,X,1,2010-12-01 08:26:00,2,1,UK\n");
    assertThat(file.reasons())
        .containsExactly(
            "3 negative-quantity",
            "4 invalid-quantity",
            "5 negative-price",
            "6 invalid-price",
            "7 invalid-time",
            "8 missing-field",
            "9 positive-quantity",
            "10 not-a-sale",
            "11 invalid-price");
    // A bad line between two good ones does not split the invoice.
    assertThat(file.events(Purchase.class)).hasSize(1);
    assertThat(file.events(Purchase.class).get(0).getLines()).hasSize(2);
    assertThat(file.account.balanced()).isTrue();
  }

  @Test
  void ticketsAreOpenedLabelledAndAnswered() {
    Recorded file =
        Recorded.of(
            "tickets",
            """
            subject,body,answer,type,queue,priority,language,tags
            Hi,"two
            lines, one ticket",Done,Incident,IT,high,en,a|b
            ,literal\\nbreak,,,,,de,
            ,,Done,,IT,low,en,
            """);
    assertThat(file.events(SupportEvent.class))
        .extracting(SupportEvent::getKind)
        .containsExactly(
            SupportEventKind.OPENED,
            SupportEventKind.LABELLED,
            SupportEventKind.AGENT_MESSAGE,
            SupportEventKind.OPENED);
    SupportEvent opened = file.events(SupportEvent.class).get(0);
    assertThat(opened.getBody()).isEqualTo("two\nlines, one ticket");
    assertThat(opened.getLanguage()).isEqualTo("en");
    SupportEvent labelled = file.events(SupportEvent.class).get(1);
    assertThat(labelled.getTicketId()).isEqualTo(opened.getTicketId());
    assertThat(labelled.getQueue()).isEqualTo("IT");
    assertThat(labelled.getPriority()).isEqualTo("high");
    assertThat(labelled.getIntent()).isNull();
    assertThat(file.events(SupportEvent.class).get(3).getBody()).isEqualTo("literal\nbreak");
    assertThat(file.reasons()).containsExactly("5 missing-field");
    assertThat(file.account.lines()).isEqualTo(5);
    assertThat(file.account.used()).isEqualTo(3);
    assertThat(file.account.balanced()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"text,category", "text,label", "text,intent", "body,intent"})
  void aTextAndALabelAreATicket(String header) {
    Recorded file = Recorded.of("tickets", header + "\nI am still waiting,card_arrival\n");
    assertThat(file.events(SupportEvent.class)).hasSize(2);
    assertThat(file.events(SupportEvent.class).get(1).getIntent()).isEqualTo("card_arrival");
  }

  @Test
  void aTicketWithoutALabelIsOnlyOpened() {
    assertThat(Recorded.of("tickets", "text\nwhere is it?\n").events(SupportEvent.class))
        .extracting(SupportEvent::getKind)
        .containsExactly(SupportEventKind.OPENED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"session-clicks", "behaviour", "online-retail", "tickets"})
  void anUnknownHeaderSaysWhichAreUnderstood(String format) {
    assertThatThrownBy(() -> Recorded.of(format, "user,colour\n1,red\n"))
        .isInstanceOf(UnknownHeaderException.class)
        .hasMessageContaining("file.csv")
        .hasMessageContaining(Formats.named(format).orElseThrow().headers().get(0));
    assertThatThrownBy(() -> Recorded.of(format, "")).isInstanceOf(UnknownHeaderException.class);
  }

  @Test
  void aSecondReplayGivesTheSameEvents() {
    String text = "timestamp,user_id,item_id,event\n1430623510,1,2,view\n1430623511,1,2,buy\n";
    assertThat(Recorded.of("behaviour", text).events)
        .isEqualTo(Recorded.of("behaviour", text).events);
  }

  @Test
  void theLimitCountsLinesAfterTheHeader() {
    String text = "text,label\na,x\nb,x\nc,x\n";
    Recorded file = Recorded.of("tickets", text, 2);
    assertThat(file.account.lines()).isEqualTo(3);
    assertThat(file.account.used()).isEqualTo(2);
    assertThat(file.account.balanced()).isTrue();
  }
}
