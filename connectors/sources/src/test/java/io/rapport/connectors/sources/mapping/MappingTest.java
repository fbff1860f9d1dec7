package io.rapport.connectors.sources.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.CustomerRecord;
import io.rapport.avro.Purchase;
import io.rapport.connectors.sources.adapter.Adapting;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MappingTest {

  private static final String CRM =
      """
      version: 1
      source: crm
      record: customer-record
      id: ContactID
      columns:
        E-Mail: email
        Vorname: givenName
        Geboren: {field: birthDate, date: [dd.MM.yyyy, iso], zone: Europe/Berlin}
        Newsletter: {field: marketingConsent, values: {A: "true", B: "false"}}
        Umsatz: attributes.revenue
        Geändert: {field: eventTime, date: "dd.MM.yyyy HH:mm", zone: Europe/Berlin}
      constants: {country: DE}
      missing: ["-", "NULL"]
      """;

  private static MappedAdapter adapter(String yaml) {
    return new MappedAdapter(MappingParser.parse(yaml));
  }

  @Test
  void aRowBecomesARecordByItsMapping() throws Exception {
    String row =
        "{'ContactID':'4711','E-Mail':'anna@example.com','Vorname':'-','Geboren':'04.05.1990',"
            + "'Newsletter':'A','Umsatz':'1.299,00','Geändert':'30.11.2026 12:30','Other':'x'}";
    CustomerRecord record = Adapting.one(adapter(CRM), row, CustomerRecord.class);
    assertThat(record.getCustomerId()).isEqualTo("crm:4711");
    assertThat(record.getSource()).isEqualTo("crm");
    assertThat(record.getEmail()).isEqualTo("anna@example.com");
    assertThat(record.getGivenName()).isNull();
    assertThat(record.getBirthDate()).isEqualTo("1990-05-04");
    assertThat(record.getMarketingConsent()).isTrue();
    assertThat(record.getAttributes()).isEqualTo(Map.of("revenue", "1.299,00"));
    assertThat(record.getCountry()).isEqualTo("DE");
    assertThat(record.getEventTime()).isEqualTo(Instant.parse("2026-11-30T11:30:00Z"));
    assertThat(Adapting.one(adapter(CRM), row, CustomerRecord.class).getEventId())
        .as("the same row is a duplicate")
        .isEqualTo(record.getEventId())
        .startsWith("crm-4711-");
    assertThat(
            Adapting.one(adapter(CRM), row.replace("anna@", "anne@"), CustomerRecord.class)
                .getEventId())
        .as("a changed row is not")
        .isNotEqualTo(record.getEventId());
  }

  @Test
  void aBadValueNamesItsColumn() throws Exception {
    Map<String, String> bad =
        Map.of(
            "'Geboren':'1990'", "invalid-date",
            "'Newsletter':'C'", "invalid-truth",
            "'Geändert':'yesterday'", "invalid-time");
    for (Map.Entry<String, String> cell : bad.entrySet()) {
      assertThat(Adapting.refusal(adapter(CRM), "{'ContactID':'1'," + cell.getKey() + "}"))
          .satisfies(
              refusal -> {
                assertThat(refusal.reason()).isEqualTo(cell.getValue());
                assertThat(refusal.detail()).contains(cell.getKey().split("'", -1)[1]);
              });
    }
    assertThat(Adapting.refusal(adapter(CRM), "{'ContactID':'NULL'}").reason())
        .isEqualTo("missing-id");
  }

  @Test
  void everyErrorOfAMappingNamesItsLineAndColumn() {
    assertThatThrownBy(
            () ->
                MappingParser.parse(
                    """
                    version: 2
                    source: my crm
                    record: person
                    colour: red
                    columns:
                      a: b
                    """))
        .isInstanceOf(MappingException.class)
        .extracting(e -> ((MappingException) e).errors(), LIST)
        .satisfiesExactly(
            e -> assertThat((String) e).startsWith("line 1").contains("version"),
            e -> assertThat((String) e).startsWith("line 2").contains("source"),
            e -> assertThat((String) e).startsWith("line 3").contains("customer-record, purchase"),
            e -> assertThat((String) e).startsWith("line 4").contains("colour"));
    assertThatThrownBy(
            () ->
                MappingParser.parse(
                    """
                    version: 1
                    source: crm
                    columns:
                      Mail: mail
                      A: email
                      B: email
                      C: {field: birthDate, date: "dd.QQ", zone: Mars}
                      D: attributes
                    constants: {nothing: x}
                    """))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("line 4, column `Mail`: there is no field mail")
        .hasMessageContaining("line 6, column `B`: another column fills the field email too")
        .hasMessageContaining("line 7, column `C`: `zone`")
        .hasMessageContaining("line 8, column `D`")
        .hasMessageContaining("line 9: there is no field nothing");
    assertThatThrownBy(() -> MappingParser.parse("columns: [")).hasMessageContaining("not YAML");
    assertThatThrownBy(
            () ->
                adapter(
                    """
                    version: 1
                    source: crm
                    columns: {a: email}
                    constants: {marketingConsent: perhaps}
                    """))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("yes or no");
  }

  @Test
  void ordersAndItemsAreMappedToo() throws Exception {
    Purchase order =
        Adapting.one(
            adapter(
                """
                version: 1
                source: till
                record: purchase
                columns:
                  Beleg: orderId
                  Kunde: customerId
                  Artikel: lines.itemId
                  Menge: lines.quantity
                  Preis: {field: lines.unitPrice, decimal: comma}
                constants: {kind: order, currency: EUR}
                """),
            "{'Beleg':'b-1','Kunde':'c-1','Artikel':'sku','Menge':'2','Preis':'1.299,90'}",
            Purchase.class);
    assertThat(order.getLines()).hasSize(1);
    assertThat(order.getLines().get(0).getQuantity()).isEqualTo(2);
    assertThat(order.getLines().get(0).getUnitPrice()).isEqualByComparingTo("1299.90");
    CatalogueItem item =
        Adapting.one(
            adapter(
                """
                version: 1
                source: shop
                record: catalogue-item
                id: sku
                columns: {sku: itemId, name: title, stock: stock}
                """),
            "{'sku':'s-1','name':'Hat','stock':7}",
            CatalogueItem.class);
    assertThat(item.getStock()).isEqualTo(7);
  }

  @Test
  void aTablesChangesAreFollowed() throws Exception {
    MappedAdapter adapter =
        adapter(
            """
            version: 1
            source: crm
            envelope: debezium
            id: id
            columns:
              email: email
              born: {field: birthDate, date: epoch-days}
              updated_at: eventTime
            """);
    String change =
        "{'schema':{},'payload':{'op':'%s','ts_ms':1796036400500,'source':{'ts_ms':1796036400000,"
            + "'table':'contacts'},'before':%s,'after':%s}}";
    String row = "{'id':1004,'email':'anne@example.com','born':7428,'updated_at':1700000000000000}";
    CustomerRecord updated =
        Adapting.one(adapter, change.formatted("u", "null", row), CustomerRecord.class);
    assertThat(updated.getCustomerId()).isEqualTo("crm:1004");
    assertThat(updated.getBirthDate()).isEqualTo("1990-05-04");
    assertThat(updated.getDeleted()).isFalse();
    assertThat(updated.getEventTime()).isEqualTo(Instant.ofEpochMilli(1_796_036_400_000L));
    CustomerRecord deleted =
        Adapting.one(adapter, change.formatted("d", row, "null"), CustomerRecord.class);
    assertThat(deleted.getCustomerId()).isEqualTo("crm:1004");
    assertThat(deleted.getDeleted()).isTrue();
    assertThat(deleted.getEventId()).isNotEqualTo(updated.getEventId());
    assertThat(Adapting.events(adapter, change.formatted("t", "null", "null"))).isEmpty();
    assertThat(Adapting.refusal(adapter, change.formatted("d", "null", "null")).detail())
        .contains("REPLICA IDENTITY");
    assertThat(Adapting.refusal(adapter, row).reason()).isEqualTo("not-a-change");
  }

  /** Of a row that was there before the table was watched, some connectors write 0 for the time. */
  @Test
  void aRowThatWasThereBeforeHasItsOwnTime() throws Exception {
    MappedAdapter adapter =
        adapter(
            """
            version: 1
            source: shop
            record: purchase
            envelope: debezium
            id: id
            columns:
              id: orderId
              email: email
              ordered_at: eventTime
              item: lines.itemId
              pieces: lines.quantity
              kind: kind
            """);
    String change =
        "{'op':'%s','ts_ms':1796036400500,'source':{'ts_ms':0},'before':null,'after':{'id':1,"
            + "'kind':'ORDER','email':'anne@example.com','item':'i1','pieces':1,"
            + "'ordered_at':'2025-01-02T03:04:05Z'}}";
    assertThat(Adapting.one(adapter, change.formatted("r"), Purchase.class).getEventTime())
        .isEqualTo(Instant.parse("2025-01-02T03:04:05Z"));
    Purchase changed = Adapting.one(adapter, change.formatted("u"), Purchase.class);
    assertThat(changed.getEventTime())
        .as("an order stays as old as it is")
        .isEqualTo(Instant.parse("2025-01-02T03:04:05Z"));
    assertThat(changed.getVersionTime()).isEqualTo(Instant.ofEpochMilli(1_796_036_400_500L));
  }

  @Test
  void aTableOfPeopleIsGuessed() throws Exception {
    Mapping guess =
        MappingGuess.of(
            "list",
            List.of(
                "Customer ID",
                "First Name",
                "last_name",
                "E-Mail",
                "PLZ",
                "Land",
                "Newsletter",
                "Updated At",
                "OPTIN_TIME",
                "Segment"),
            false);
    assertThat(guess.id()).containsExactly("Customer ID");
    assertThat(guess.paths())
        .isEqualTo(
            Map.of(
                "First Name", "givenName",
                "last_name", "familyName",
                "E-Mail", "email",
                "PLZ", "postcode",
                "Land", "country",
                "Newsletter", "marketingConsent",
                "Updated At", "eventTime",
                "OPTIN_TIME", "consentTime",
                "Segment", "attributes.Segment"));
    assertThat(MappingParser.parse(guess.toYaml()).paths()).isEqualTo(guess.paths());
    assertThat(MappingParser.parse(guess.toYaml()).id()).isEqualTo(guess.id());
    assertThat(MappingGuess.of("list", List.of("Name", "Email"), false).id())
        .containsExactly("Email");
    assertThat(MappingGuess.of("list", List.of("soc_sec_id", "rec_id"), false).id())
        .as("a number that a state gave is none of the list's")
        .containsExactly("rec_id");
    assertThatThrownBy(() -> MappingGuess.of("list", List.of("Name", "City"), false))
        .isInstanceOf(MappingException.class)
        .hasMessageContaining("id");
  }
}
