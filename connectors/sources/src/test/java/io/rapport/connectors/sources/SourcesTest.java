package io.rapport.connectors.sources;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.connectors.sources.adapter.Adapting;
import io.rapport.connectors.sources.adapter.Outcome;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.shop.ShopifySettings;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class SourcesTest {

  private static final Sources SOURCES = new Sources(ShopifySettings.DEFAULT, Set.of());

  @Test
  void everyAdapterIsFoundByItsName() {
    assertThat(SOURCES.names())
        .containsExactly("segment", "ga4", "shopify", "mail", "mentions", "newsletter")
        .allSatisfy(name -> assertThat(SOURCES.named(name).orElseThrow().name()).isEqualTo(name));
    assertThat(SOURCES.named("other")).isEmpty();
  }

  /** Objects of the names that the adapters look for, with any values. */
  @Provide
  Arbitrary<String> records() {
    Arbitrary<String> value =
        Arbitraries.of(
            "null",
            "true",
            "-1",
            "1e300",
            "1e-300",
            "99999999999999999999999999",
            "\"\"",
            "\"x\"",
            "\"1,5\"",
            "\"2026-13-45T00:00:00Z\"",
            "1796036400",
            "[]",
            "{}",
            "[1]",
            "[{}]",
            "[{\"product_id\":1,\"quantity\":1e30,\"price\":\"9\",\"item_id\":\"a\"}]",
            "{\"items\":[{\"item_id\":\"a\",\"price\":1e40}],\"transaction_id\":1}",
            "{\"order_id\":1,\"products\":[{\"product_id\":1,\"price\":\"x\"}],\"discount\":1e40}",
            "{\"id\":1,\"email\":\"a@b.example\"}",
            "\"purchase\"",
            "\"track\"",
            "\"identify\"",
            "\"Order Completed\"");
    Arbitrary<String> name =
        Arbitraries.of(
            "type",
            "event",
            "name",
            "params",
            "properties",
            "traits",
            "userId",
            "anonymousId",
            "timestamp",
            "sentAt",
            "client_id",
            "user_id",
            "timestamp_micros",
            "events",
            "batch",
            "id",
            "line_items",
            "refunds",
            "refund_line_items",
            "updated_at",
            "cancelled_at",
            "customer",
            "email",
            "From",
            "headers",
            "Subject",
            "text",
            "html",
            "platform",
            "subscriber",
            "created_at");
    return Combinators.combine(name, value)
        .as((n, v) -> "\"" + n + "\":" + v)
        .list()
        .ofMaxSize(10)
        .uniqueElements(field -> field.split(":", 2)[0])
        .map(fields -> "{" + String.join(",", fields) + "}");
  }

  @Property(tries = 2_000)
  void anyRecordIsTakenIgnoredOrRefused(@ForAll("records") String record) {
    for (String name : SOURCES.names()) {
      try {
        for (Outcome outcome :
            Adapting.outcomes(
                SOURCES.named(name).orElseThrow(), record, "application/json", Map.of())) {
          assertThat(outcome.refusal().isPresent() && !outcome.events().isEmpty()).isFalse();
        }
      } catch (RefusalException e) {
        assertThat(e.refusal().detail()).isNotBlank();
      }
    }
  }
}
