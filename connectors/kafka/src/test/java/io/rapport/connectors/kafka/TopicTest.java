package io.rapport.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.avro.CatalogueItem;
import io.rapport.avro.Click;
import io.rapport.avro.RecommendedItem;
import java.io.InputStream;
import java.time.Duration;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.junit.jupiter.api.Test;

class TopicTest {

  private final Topic<Click> clicks = Topic.of(Click.class);

  @Test
  void readsTheSchemasProperties() {
    assertThat(clicks.name()).isEqualTo("rapport.clicks");
    assertThat(clicks.subject()).isEqualTo("rapport.clicks-value");
    assertThat(clicks.cleanup()).isEqualTo(CleanupPolicy.DELETE);
    assertThat(clicks.retention()).contains(Duration.ofDays(7));

    Topic<CatalogueItem> catalogue = Topic.of(CatalogueItem.class);
    assertThat(catalogue.cleanup()).isEqualTo(CleanupPolicy.COMPACT);
    assertThat(catalogue.retention()).isEmpty();
  }

  @Test
  void joinsTheKeysFields() {
    Click click = Samples.click("v1");

    assertThat(clicks.key(click)).isEqualTo("default/v1");
    assertThat(clicks.keyBytes(click)).asString().isEqualTo("default/v1");
    assertThat(clicks.producerRecord(click).key()).isEqualTo("default/v1");
  }

  @Test
  void hasNoKeyWhenAFieldOfItIsMissing() {
    Click anonymous = Samples.click("v1");
    anonymous.setVisitorId(null);

    assertThat(clicks.key(anonymous)).isNull();
    assertThat(clicks.keyBytes(anonymous)).isNull();
  }

  @Test
  void registersTheSchemaAsItsFileSaysIt() throws Exception {
    try (InputStream file = Click.class.getResourceAsStream("/avro/Click.avsc")) {
      Schema schema = new Schema.Parser().parse(file);
      assertThat(clicks.schema()).isEqualTo(schema);
      assertThat(clicks.schema()).hasToString(schema.toString());
    }
    assertThat(SchemaNormalization.parsingFingerprint64(clicks.schema()))
        .isEqualTo(SchemaNormalization.parsingFingerprint64(Click.getClassSchema()));
  }

  @Test
  void putsAPrefixBeforeTheName() {
    assertThat(clicks.prefixed("test.").name()).isEqualTo("test.rapport.clicks");
  }

  @Test
  void saysWhichPropertyIsMissing() {
    assertThatThrownBy(() -> Topic.of(RecommendedItem.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RecommendedItem")
        .hasMessageContaining("'topic'");
  }
}
