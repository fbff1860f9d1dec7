package io.rapport.connectors.gateway.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.connectors.gateway.GatewaySettings;
import io.rapport.connectors.gateway.http.ProblemException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.avro.specific.SpecificRecord;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EventParserTest {

  private static final EventParser PARSER =
      new EventParser(GatewaySettings.of(new Configuration()).ingest());

  private static SpecificRecord one(EventType type, String json) throws ProblemException {
    return PARSER.parse(type, json.getBytes(StandardCharsets.UTF_8), "default").get(0);
  }

  @Test
  void valuesBecomeWhatTheContractHolds() throws Exception {
    CatalogueItem item =
        (CatalogueItem)
            one(
                EventType.CATALOGUE,
                "{\"itemId\":\"ü\",\"price\":\"-1.5\",\"stock\":7.0,\"eventTime\":86400000,\"title\":null}");
    assertThat(item.getItemId()).isEqualTo("ü");
    assertThat(item.getPrice()).isEqualTo(new BigDecimal("-1.5000"));
    assertThat(item.getStock()).isEqualTo(7);
    assertThat(item.getEventTime()).isEqualTo(Instant.EPOCH.plus(Duration.ofDays(1)));
    assertThat(item.getTitle()).isNull();
    assertThat(item.getActive()).isTrue();
  }

  @Test
  void repeatedNamesTrailingTextAndWrongEncodingsAreNoJson() {
    for (String body : List.of("{\"a\":1,\"a\":2}", "{} {}", "{'a':1}", "{\"a\":NaN}", "\u0000")) {
      assertThatThrownBy(() -> one(EventType.CLICKS, body))
          .as(body)
          .isInstanceOf(ProblemException.class);
    }
    assertThatThrownBy(
            () -> PARSER.parse(EventType.CLICKS, new byte[] {'"', (byte) 0xc3, '"'}, "default"))
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(
            () -> PARSER.parse(EventType.CLICKS, "{}".getBytes(StandardCharsets.UTF_16), "default"))
        .isInstanceOf(ProblemException.class);
  }

  @Test
  void anIdIsReadByOneRule() throws Exception {
    Click click =
        (Click)
            one(
                EventType.CLICKS,
                "{\"visitorId\":\" v\u00a0\",\"customerId\":\"undefined\",\"action\":\"VIEW\","
                    + "\"itemId\":4711.0}");
    assertThat(click.getVisitorId()).isEqualTo("v");
    assertThat(click.getCustomerId()).isNull();
    assertThat(click.getItemId()).isEqualTo("4711");
    for (String item : List.of("\"undefined\"", "{}", "1e999999999")) {
      assertThatThrownBy(
              () ->
                  one(
                      EventType.CLICKS,
                      "{\"visitorId\":\"v\",\"action\":\"VIEW\",\"itemId\":" + item + "}"))
          .as(item)
          .isInstanceOf(ProblemException.class);
    }
    assertThatThrownBy(
            () ->
                one(
                    EventType.CLICKS,
                    "{\"visitorId\":\"anonymous\",\"action\":\"VIEW\",\"itemId\":\"a\"}"))
        .isInstanceOf(ProblemException.class);
  }

  @ParameterizedTest
  @EnumSource(EventType.class)
  void anEmptyEventIsRefusedByNameOfAField(EventType type) {
    assertThatThrownBy(() -> one(type, "{}"))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().errors().get(0).field()).isNotEmpty());
  }

  @Property(tries = 300)
  void anyTextIsReadOrRefused(@ForAll String text) {
    try {
      PARSER.parse(EventType.CLICKS, text.getBytes(StandardCharsets.UTF_8), "default");
    } catch (ProblemException e) {
      assertThat(e.problem().status()).isBetween(400, 499);
    }
  }
}
