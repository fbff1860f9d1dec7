package io.rapport.jobs.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.ChargeKind;
import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.IdentityDecision;
import io.rapport.avro.IdentityDecisionKind;
import io.rapport.avro.IdentityLink;
import io.rapport.avro.KnowledgeArticle;
import io.rapport.avro.PrivacyRequest;
import io.rapport.avro.PrivacyRequestKind;
import io.rapport.avro.Purchase;
import io.rapport.avro.PurchaseCharge;
import io.rapport.avro.PurchaseKind;
import io.rapport.avro.PurchaseLine;
import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.cleaning.CleaningRules;
import io.rapport.core.customer.Observation;
import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.CleaningSettings;
import io.rapport.core.intake.ClickEvent;
import io.rapport.core.intake.DecisionEvent;
import io.rapport.core.intake.PersonDetails;
import io.rapport.core.intake.PurchaseEvent;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;
import io.rapport.core.intake.TicketEvent;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class MappingTest {

  private static final long NOW = 1_700_000_000_000L;
  private static final Instant TIME = Instant.ofEpochMilli(NOW - 5);

  private final Cleaning cleaning = new Cleaning(CleaningSettings.DEFAULT, CleaningRules.shipped());

  private static Click.Builder click() {
    return Click.newBuilder()
        .setEventId("e1")
        .setEventTime(TIME)
        .setVisitorId("v1")
        .setAction(ClickAction.VIEW)
        .setItemId("i1");
  }

  @Test
  void aClickKeepsItsFieldsAndSaysWhatWasRepaired() throws RejectedEventException {
    Click raw =
        click()
            .setItemId(" i1 ")
            .setCategory("shoes / men")
            .setCurrency("eur")
            .setPrice(new BigDecimal("19.9000"))
            .setSlot(3)
            .setUserAgent("ExampleBot/1.0")
            .build();
    ClickEvent event = ClickMapping.toDomain(raw, NOW, cleaning);
    assertThat(event)
        .isEqualTo(
            new ClickEvent(
                "e1",
                NOW - 5,
                NOW,
                "default",
                "v1",
                null,
                null,
                io.rapport.core.intake.ClickAction.VIEW,
                "i1",
                "shoes/men",
                null,
                null,
                3,
                19.9,
                "EUR",
                true,
                "category:standardised:category=shoes%2Fmen,currency:standardised:currency=EUR"));
    assertThat(event.visitorKey()).isEqualTo("default/v1");
    assertThat(event.itemKey()).isEqualTo("default/i1");
  }

  @ParameterizedTest
  @EnumSource(ClickAction.class)
  void everyActionNeedsAnItemButASearch(ClickAction action) throws RejectedEventException {
    Click raw = click().setAction(action).setItemId(null).build();
    if (action == ClickAction.SEARCH) {
      assertThat(ClickMapping.toDomain(raw, NOW, cleaning).itemId()).isNull();
    } else if (action == ClickAction.UNKNOWN) {
      rejected(Rejection.UNKNOWN_KIND, () -> ClickMapping.toDomain(raw, NOW, cleaning));
    } else {
      rejected(Rejection.MISSING_FIELD, () -> ClickMapping.toDomain(raw, NOW, cleaning));
    }
  }

  @Test
  void aClickOfNobodyIsRejected() {
    Click raw = click().setVisitorId(" ").build();
    rejected(Rejection.MISSING_IDENTITY, () -> ClickMapping.toDomain(raw, NOW, cleaning));
  }

  @Test
  void aPlaceholderForAPersonIsRemovedAndNoted() throws RejectedEventException {
    ClickEvent event =
        ClickMapping.toDomain(click().setCustomerId("undefined").build(), NOW, cleaning);
    assertThat(event.customerId()).isNull();
    assertThat(event.repairs()).contains("id:removed:customerId");
    assertThat(ClickMapping.toDomain(click().setCustomerId("").build(), NOW, cleaning).repairs())
        .isEmpty();
  }

  @Test
  void aClickOfTomorrowIsRejected() {
    Click raw = click().setEventTime(Instant.ofEpochMilli(NOW).plusSeconds(86_400)).build();
    rejected(Rejection.FUTURE_DATED, () -> ClickMapping.toDomain(raw, NOW, cleaning));
  }

  private static Purchase purchase(List<PurchaseLine> lines) {
    return Purchase.newBuilder()
        .setEventId("e2")
        .setEventTime(TIME)
        .setOrderId("o1")
        .setKind(PurchaseKind.ORDER)
        .setEmail("Ada@Example.com")
        .setPhone("not a number")
        .setCountry("Germany")
        .setCurrency("EUR")
        .setLines(lines)
        .build();
  }

  @Test
  void aPurchaseDropsUselessLinesAndKeepsTheRest() throws RejectedEventException {
    PurchaseEvent event =
        PurchaseMapping.toDomain(
            purchase(
                List.of(
                    new PurchaseLine("i1", 2, new BigDecimal("1.5000"), null, null, null),
                    new PurchaseLine(null, 1, new BigDecimal("1.0000"), null, null, null),
                    new PurchaseLine("i2", -1, new BigDecimal("1.0000"), null, null, null),
                    new PurchaseLine("i3", 1, null, null, null, null))),
            NOW,
            cleaning);
    assertThat(event.email()).isEqualTo("ada@example.com");
    assertThat(event.phone()).isNull();
    assertThat(event.country()).isEqualTo("DE");
    assertThat(event.lines())
        .extracting(io.rapport.core.intake.PurchaseLine::itemId)
        .containsExactly("i1", "i3");
    assertThat(event.amount()).isEqualTo(3.0);
    assertThat(event.repairs())
        .isEqualTo(
            "country:standardised:country=DE,email:standardised:email,phone:removed:phone,"
                + "line:dropped:itemId,line:dropped:quantity,price-missing:marked:unitPrice");
  }

  @Test
  void aPriceMayComeAsAText() throws RejectedEventException {
    PurchaseEvent event =
        PurchaseMapping.toDomain(
            purchase(
                List.of(
                    new PurchaseLine("i1", 1, null, null, "1.299,50", null),
                    new PurchaseLine("i2", 1, null, null, "ask us", null))),
            NOW,
            cleaning);
    assertThat(event.lines().get(0).unitPrice()).isEqualTo(1299.5);
    assertThat(event.lines().get(1).unitPrice()).isNaN();
    assertThat(event.repairs())
        .contains("price-text:converted:unitPrice=1299.5", "price-text:removed:unitPrice");
    assertThat(ClickMapping.toDomain(click().setPriceText("3,50").build(), NOW, cleaning).price())
        .isEqualTo(3.5);
  }

  @Test
  void whatIsNoItemCountsInTheTotalAndIsNotBought() throws RejectedEventException {
    Purchase raw =
        purchase(
            List.of(
                new PurchaseLine("cheese", 1, new BigDecimal("20.0000"), null, null, 0.45),
                new PurchaseLine("air", 1, new BigDecimal("20.0000"), null, null, 0.0)));
    raw.setCharges(
        List.of(
            new PurchaseCharge(ChargeKind.POSTAGE, new BigDecimal("4.9000"), null),
            new PurchaseCharge(ChargeKind.DISCOUNT, new BigDecimal("-2.0000"), "WELCOME")));
    PurchaseEvent event = PurchaseMapping.toDomain(raw, NOW, cleaning);
    assertThat(event.lines())
        .containsExactly(new io.rapport.core.intake.PurchaseLine("cheese", 1, 20, 0.45, false));
    assertThat(event.amount()).isCloseTo(9 + 4.9 - 2, within(1e-9));
    assertThat(event.repairs()).contains("line:dropped:quantity");

    raw.setLines(List.of());
    assertThat(PurchaseMapping.toDomain(raw, NOW, cleaning).amount()).isCloseTo(2.9, within(1e-9));
  }

  /** A price that a rule made up is a usual one, and nobody has spent it. */
  @Test
  void anImputedPriceIsNoMoneySpent() throws RejectedEventException {
    for (int i = 0; i < 5; i++) {
      Purchase told = purchase(List.of(line("i1", 2, "1.5000"), line("i2", 1, "4.0000")));
      PurchaseEvent event = PurchaseMapping.toDomain(told, NOW, cleaning);
      assertThat(event.lines()).noneMatch(io.rapport.core.intake.PurchaseLine::estimated);
      assertThat(event.amount()).isEqualTo(7);
    }
    Purchase silent = purchase(List.of(line("i1", 2, null), line("i2", 1, "4.0000")));
    PurchaseEvent event = PurchaseMapping.toDomain(silent, NOW, cleaning);
    assertThat(event.repairs()).contains("price-of-item:imputed:unitPrice=1.5");
    assertThat(event.lines().get(0).unitPrice()).isEqualTo(1.5);
    assertThat(event.lines().get(0).estimated()).isTrue();
    assertThat(event.lines().get(1).estimated()).isFalse();
    assertThat(event.amount()).isEqualTo(4);
    assertThat(Observation.of(event).amount()).isEqualTo(40_000);
  }

  @Test
  void aQuantityOrChargeThatARuleMadeUpIsNoMoneySpentEither() throws RejectedEventException {
    Cleaning guessing =
        new Cleaning(
            CleaningSettings.DEFAULT,
            CleaningRules.parse(
                """
                version: 1
                rules:
                  - {name: many, on: purchase-line.quantity, outlier: bounds, max: 50, above: remove}
                  - {name: usual, on: purchase-line.quantity, impute: median, by: itemId, minimum: 1}
                  - {name: far, on: purchase-line.measure, outlier: bounds, max: 50, above: remove}
                  - {name: dear, on: purchase-charge.amount, outlier: bounds, max: 50, above: remove}
                  - {name: fee, on: purchase-charge.amount, impute: median, by: kind, minimum: 1}
                  - {name: tips, on: purchase-charge.kind, standardise: text}
                """));
    Purchase raw = purchase(List.of(line("i1", 3, "1.0000")));
    raw.setCharges(List.of(new PurchaseCharge(ChargeKind.POSTAGE, new BigDecimal("5.0000"), null)));
    assertThat(PurchaseMapping.toDomain(raw, NOW, guessing).amount()).isEqualTo(8);
    raw.setLines(List.of(line("i1", 300, "1.0000")));
    raw.setCharges(
        List.of(new PurchaseCharge(ChargeKind.POSTAGE, new BigDecimal("500.0000"), null)));
    PurchaseEvent event = PurchaseMapping.toDomain(raw, NOW, guessing);
    assertThat(event.repairs())
        .contains("usual:imputed:quantity=3", "fee:imputed:amount=5", "dear:removed:amount");
    assertThat(event.lines().get(0).quantity()).isEqualTo(3);
    assertThat(event.amount()).isZero();
    raw.setLines(List.of(new PurchaseLine("i9", 1, new BigDecimal("1.0000"), null, null, 60.0)));
    event = PurchaseMapping.toDomain(raw, NOW, guessing);
    assertThat(event.repairs()).contains("far:removed:measure");
    assertThat(event.lines().get(0).estimated()).isTrue();
    assertThat(event.amount()).isZero();
  }

  private static PurchaseLine line(String item, int quantity, String price) {
    BigDecimal unitPrice = price == null ? null : new BigDecimal(price);
    return new PurchaseLine(item, quantity, unitPrice, null, null, null);
  }

  @Test
  void anOrderHasTheTimeOfItsVersionToo() throws RejectedEventException {
    Purchase raw = purchase(List.of(line("i1", 1, "1.0000")));
    assertThat(PurchaseMapping.toDomain(raw, NOW, cleaning).versionTime()).isEqualTo(NOW - 5);
    raw.setVersionTime(Instant.ofEpochMilli(NOW - 1));
    PurchaseEvent event = PurchaseMapping.toDomain(raw, NOW, cleaning);
    assertThat(event.eventTime()).isEqualTo(NOW - 5);
    assertThat(event.versionTime()).isEqualTo(NOW - 1);
    raw.setVersionTime(Instant.ofEpochMilli(NOW).plus(Duration.ofDays(400)));
    rejected(Rejection.FUTURE_DATED, () -> PurchaseMapping.toDomain(raw, NOW, cleaning));
  }

  @Test
  void aConsentIsNoYoungerThanItsRecord() throws RejectedEventException {
    CustomerRecord record =
        CustomerRecord.newBuilder()
            .setEventId("e6")
            .setEventTime(TIME)
            .setCustomerId("c1")
            .setMarketingConsent(false)
            .setAttributes(Map.of())
            .build();
    assertThat(CustomerRecordMapping.toDomain(record, NOW, cleaning).consentTime())
        .isEqualTo(NOW - 5);
    record.setConsentTime(Instant.ofEpochMilli(NOW - 1_000));
    assertThat(CustomerRecordMapping.toDomain(record, NOW, cleaning).consentTime())
        .isEqualTo(NOW - 1_000);
    record.setConsentTime(Instant.ofEpochMilli(NOW).plus(Duration.ofDays(400)));
    assertThat(CustomerRecordMapping.toDomain(record, NOW, cleaning).consentTime())
        .isEqualTo(NOW - 5);
  }

  @Test
  void aPurchaseWithoutUsableLinesIsRejected() {
    Purchase raw = purchase(new ArrayList<>());
    rejected(Rejection.NO_LINES, () -> PurchaseMapping.toDomain(raw, NOW, cleaning));
  }

  private static SupportEvent.Builder ticket(SupportEventKind kind) {
    return SupportEvent.newBuilder()
        .setEventId("e3")
        .setEventTime(TIME)
        .setTicketId("t1")
        .setKind(kind);
  }

  @Test
  void aTicketIsCleaned() throws RejectedEventException {
    TicketEvent event =
        TicketMapping.toDomain(
            ticket(SupportEventKind.OPENED)
                .setBody("Where is\u0000 it?")
                .setLanguage("EN")
                .setPriority("HIGH")
                .build(),
            NOW,
            cleaning);
    assertThat(event.body()).isEqualTo("Where is  it?");
    assertThat(event.language()).isEqualTo("en");
    assertThat(event.priority()).isEqualTo("high");
    assertThat(event.repairs())
        .isEqualTo(
            "text:standardised:body,language:standardised:language=en,"
                + "priority:standardised:priority=high");
  }

  @ParameterizedTest
  @EnumSource(SupportEventKind.class)
  void everyStepButClosingSaysSomething(SupportEventKind kind) throws RejectedEventException {
    SupportEvent raw = ticket(kind).build();
    if (kind == SupportEventKind.CLOSED) {
      assertThat(TicketMapping.toDomain(raw, NOW, cleaning).ticketKey()).isEqualTo("default/t1");
    } else {
      Rejection expected =
          kind == SupportEventKind.UNKNOWN ? Rejection.UNKNOWN_KIND : Rejection.MISSING_FIELD;
      rejected(expected, () -> TicketMapping.toDomain(raw, NOW, cleaning));
    }
  }

  @Test
  void aCatalogueItemThatIsOversoldIsSoldOut() throws RejectedEventException {
    CatalogueEntry entry =
        CatalogueMapping.toDomain(
            CatalogueItem.newBuilder()
                .setEventId("e4")
                .setEventTime(TIME)
                .setItemId("i1")
                .setTitle("Shoe")
                .setStock(-2)
                .build(),
            NOW,
            cleaning);
    assertThat(entry.available()).isFalse();
    assertThat(entry.repairs()).isEqualTo("stock-range:clipped:stock=0");
  }

  @Test
  void aCustomerRecordIsStandardised() throws RejectedEventException {
    var entry =
        CustomerRecordMapping.toDomain(
            CustomerRecord.newBuilder()
                .setEventId("e5")
                .setEventTime(TIME)
                .setCustomerId("c1")
                .setPhone("+49 30 123456")
                .setMarketingConsent(true)
                .setAttributes(Map.of())
                .build(),
            NOW,
            cleaning);
    assertThat(entry.phone()).isEqualTo("+4930123456");
    assertThat(entry.marketingConsent()).isTrue();
    assertThat(entry.personalisationConsent()).isNull();
  }

  @Test
  void aRecordTellsWhoThePersonIs() throws RejectedEventException {
    CustomerRecord.Builder record =
        CustomerRecord.newBuilder()
            .setEventId("e5")
            .setEventTime(TIME)
            .setCustomerId("crm:1")
            .setSource("crm")
            .setGivenName("Ada")
            .setBirthYear(1815)
            .setPostcode("4011")
            .setSameAs("c1")
            .setDeleted(true);
    PersonDetails person = CustomerRecordMapping.toDomain(record.build(), NOW, cleaning).person();
    assertThat(person.source()).isEqualTo("crm");
    assertThat(person.givenName()).isEqualTo("Ada");
    assertThat(person.birthDate()).isEqualTo("1815");
    assertThat(person.postcode()).isEqualTo("4011");
    assertThat(person.sameAs()).isEqualTo("c1");
    assertThat(person.deleted()).isTrue();
    record.setBirthDate("1815-12-10");
    assertThat(CustomerRecordMapping.toDomain(record.build(), NOW, cleaning).person().birthDate())
        .isEqualTo("1815-12-10");
  }

  @Test
  void aDecisionNamesTwoCustomerIds() throws RejectedEventException {
    IdentityDecision.Builder decision =
        IdentityDecision.newBuilder()
            .setEventId("e6")
            .setEventTime(TIME)
            .setKind(IdentityDecisionKind.REJECT)
            .setFirst(" c1 ")
            .setSecond("c2")
            .setDecidedBy("Ada");
    DecisionEvent event = DecisionMapping.toDomain(decision.build(), NOW, cleaning);
    assertThat(event.kind()).isEqualTo(DecisionEvent.Kind.REJECT);
    assertThat(event.first()).isEqualTo("c1");
    assertThat(event.decidedBy()).isEqualTo("Ada");
    rejected(
        Rejection.INVALID_VALUE,
        () -> DecisionMapping.toDomain(decision.setSecond("c1").build(), NOW, cleaning));
    rejected(
        Rejection.UNKNOWN_KIND,
        () ->
            DecisionMapping.toDomain(
                decision.setSecond("c2").setKind(IdentityDecisionKind.UNKNOWN).build(),
                NOW,
                cleaning));
  }

  @Test
  void aLinkNeedsTwoEnds() throws RejectedEventException {
    IdentityLink.Builder link =
        IdentityLink.newBuilder().setEventId("e6").setEventTime(TIME).setVisitorId("v1");
    rejected(
        Rejection.MISSING_IDENTITY, () -> IdentityMapping.toDomain(link.build(), NOW, cleaning));
    link.setEmail("ADA@example.com");
    assertThat(IdentityMapping.toDomain(link.build(), NOW, cleaning).email())
        .isEqualTo("ada@example.com");
  }

  @Test
  void anArticleNeedsItsText() throws RejectedEventException {
    KnowledgeArticle.Builder article =
        KnowledgeArticle.newBuilder()
            .setEventId("e7")
            .setEventTime(TIME)
            .setArticleId("a1")
            .setTitle("Returns")
            .setBody(" ")
            .setIntents(List.of("refund", " "));
    rejected(
        Rejection.MISSING_FIELD, () -> KnowledgeMapping.toDomain(article.build(), NOW, cleaning));
    article.setBody("Send it back.");
    assertThat(KnowledgeMapping.toDomain(article.build(), NOW, cleaning).intents())
        .containsExactly("refund");
  }

  @Test
  void aPrivacyRequestNeedsAPerson() throws RejectedEventException {
    PrivacyRequest.Builder request =
        PrivacyRequest.newBuilder()
            .setEventId("e8")
            .setEventTime(TIME)
            .setRequestId("r1")
            .setKind(PrivacyRequestKind.ERASURE);
    rejected(
        Rejection.MISSING_IDENTITY, () -> PrivacyMapping.toDomain(request.build(), NOW, cleaning));
    request.setCustomerId("c1");
    assertThat(PrivacyMapping.toDomain(request.build(), NOW, cleaning).customerId())
        .isEqualTo("c1");
  }

  private static void rejected(Rejection rejection, ThrowingCallable call) {
    assertThatThrownBy(call)
        .asInstanceOf(type(RejectedEventException.class))
        .extracting(RejectedEventException::rejection)
        .isEqualTo(rejection);
  }
}
