package io.rapport.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.avro.Click;
import java.lang.reflect.Modifier;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.util.InstantiationUtil;
import org.junit.jupiter.api.Test;

class KafkaOptionsTest {

  @Test
  void hasTheseDefaults() {
    assertThat(KafkaOptions.settings(new Configuration()))
        .isEqualTo(
            new KafkaSettings(
                "localhost:9092",
                "http://localhost:8081",
                "rapport",
                "",
                4,
                1,
                Duration.ofMillis(1),
                Duration.ofMillis(50),
                Duration.ofMinutes(15),
                Duration.ofSeconds(5),
                Duration.ofMinutes(1),
                Duration.ofSeconds(2),
                Duration.ofMillis(100),
                Duration.ofSeconds(10),
                Map.of()));
  }

  @Test
  void readsWhatIsSet() throws Exception {
    KafkaSettings settings =
        KafkaOptions.settings(
            Configuration.fromMap(
                Map.of(
                    "rapport.kafka.bootstrap-servers", "b:1",
                    "rapport.kafka.topic-prefix", "t.",
                    "rapport.kafka.client-properties", "security.protocol:SSL,client.rack:r1")));

    assertThat(settings.clientConfig())
        .containsEntry("security.protocol", "SSL")
        .containsEntry("client.rack", "r1")
        .containsEntry("bootstrap.servers", "b:1");
    assertThat(settings.topic(Click.class).name()).isEqualTo("t.rapport.clicks");
    assertThat(settings.withGroupId("g").groupId()).isEqualTo("g");
    assertThat(InstantiationUtil.clone(settings)).isEqualTo(settings);
  }

  @Test
  void everyOptionIsDescribedAndNamedForTheConnector() throws Exception {
    for (var field : KafkaOptions.class.getDeclaredFields()) {
      if (Modifier.isPublic(field.getModifiers())) {
        ConfigOption<?> option = (ConfigOption<?>) field.get(null);
        assertThat(option.key()).startsWith("rapport.kafka.");
        assertThat(option.hasDefaultValue()).isTrue();
        assertThat(option.description()).isNotNull();
      }
    }
    assertThat(Arrays.stream(KafkaOptions.class.getDeclaredFields()).count())
        .isEqualTo(KafkaSettings.class.getRecordComponents().length);
  }
}
