package io.rapport.connectors.gateway.routes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.rapport.connectors.sources.Sources;
import io.rapport.connectors.sources.adapter.Outcome;
import io.rapport.connectors.sources.adapter.Payload;
import io.rapport.connectors.sources.adapter.Reception;
import io.rapport.connectors.sources.adapter.SourceAdapter;
import io.rapport.connectors.sources.adapter.SourceReader;
import io.rapport.connectors.sources.contract.ContractReader;
import io.rapport.connectors.sources.contract.StrictJson;
import io.rapport.connectors.sources.shop.ShopifySettings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The examples of the bodies of sources fit their schemas, and make events. */
class SourceSchemasTest {

  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

  private final ObjectNode schemas = ApiSchemas.all();

  @ParameterizedTest
  @CsvSource({
    "segment, SegmentCall, application/json",
    "ga4, Ga4Events, application/json",
    "newsletter, NewsletterWebhook, application/json",
    "mail, Mail, application/json",
    "mail, MailMessage, message/rfc822",
    "mail, MailForm, application/x-www-form-urlencoded",
    "mentions, Mention, application/json",
    "shopify, ShopifyWebhook, application/json"
  })
  void examplesFitAndMakeEvents(String source, String name, String mediaType) throws Exception {
    JsonNode schema = schemas.path(name);
    assertThat(schema.path("description").asText()).isNotEmpty();
    assertThat(schema.path("examples")).isNotEmpty();
    JsonSchema checker =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema);
    SourceAdapter adapter =
        new Sources(ShopifySettings.DEFAULT, Set.of()).named(source).orElseThrow();
    for (JsonNode example : schema.path("examples")) {
      assertThat(checker.validate(example)).as("%s", example).isEmpty();
      byte[] body = body(example, mediaType).getBytes(StandardCharsets.UTF_8);
      List<JsonNode> records = adapter.split(new Payload(body, mediaType, new StrictJson(16)));
      for (JsonNode record : records) {
        Outcome outcome =
            new SourceReader(new ContractReader())
                .read(adapter, record, new Reception("shop", NOW, "new-id", Map.of()));
        assertThat(outcome.refusal()).isEmpty();
        assertThat(outcome.events()).isNotEmpty();
      }
    }
  }

  private static String body(JsonNode example, String mediaType) {
    if (mediaType.equals(Payload.URL_ENCODED)) {
      List<String> pairs = new ArrayList<>();
      example
          .properties()
          .forEach(
              field ->
                  pairs.add(
                      field.getKey()
                          + "="
                          + URLEncoder.encode(field.getValue().asText(), StandardCharsets.UTF_8)));
      return String.join("&", pairs);
    }
    return example.isTextual() ? example.textValue() : example.toString();
  }

  @ParameterizedTest
  @CsvSource({"Ga4Events, {}", "NewsletterWebhook, []", "Mention, {\"id\":\"1\"}"})
  void theSchemasRefuseWhatLacksTheNecessary(String name, String body) throws Exception {
    JsonSchema checker =
        JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(schemas.path(name));
    JsonNode json = new StrictJson(16).read(body);
    assertThat(checker.validate(json).isEmpty()).isEqualTo(json.isArray());
  }
}
