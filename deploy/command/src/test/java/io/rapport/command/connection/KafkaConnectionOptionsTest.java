package io.rapport.command.connection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.avro.Click;
import io.rapport.connectors.kafka.KafkaSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.ParameterException;

class KafkaConnectionOptionsTest {

  @Command
  private static final class Client {
    @Mixin private KafkaConnectionOptions connection;
  }

  private static KafkaSettings settings(String... args) {
    Client client = new Client();
    new CommandLine(client).parseArgs(args);
    return client.connection.settings();
  }

  @Test
  void areTheDefaultsBesideTheAddresses() {
    assertThat(settings("--bootstrap", "a:1", "--registry", "http://b:2"))
        .isEqualTo(KafkaSettings.at("a:1", "http://b:2"));
  }

  @Test
  void setTheSameOptionsAsAJobTakes() {
    String login = "org.example.Login required username=\"u\" password=\"a=b\";";
    KafkaSettings settings =
        settings(
            "--bootstrap=a:1",
            "--set=rapport.kafka.replication=3",
            "--set=rapport.kafka.partitions=12",
            "--set=rapport.kafka.topic-prefix=shop-",
            "--set=rapport.kafka.client-properties.security.protocol=SASL_SSL",
            "--set=rapport.kafka.client-properties.sasl.jaas.config=" + login);

    assertThat(settings.bootstrapServers()).isEqualTo("a:1");
    assertThat(settings.replication()).isEqualTo(3);
    assertThat(settings.partitions()).isEqualTo(12);
    assertThat(settings.topic(Click.class).name()).isEqualTo("shop-rapport.clicks");
    assertThat(settings.clientConfig())
        .containsEntry("security.protocol", "SASL_SSL")
        .containsEntry("sasl.jaas.config", login);
  }

  @ParameterizedTest
  @CsvSource({
    "rapport.kafka.replicaton=3, Did you mean 'rapport.kafka.replication'?",
    "parallelism.default=2, 'parallelism.default' does not start with rapport.kafka.",
    "rapport.kafka.bootstrap-servers=b:2, say --bootstrap in place of",
    "rapport.kafka.registry-url=http://b:2, say --registry in place of"
  })
  void refuseWhatIsNoOptionOfTheConnection(String option, String reason) {
    assertThatThrownBy(() -> settings("--set", option))
        .isInstanceOf(ParameterException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void refuseAValueOutOfRange() {
    assertThatThrownBy(() -> settings("--set=rapport.kafka.replication=0"))
        .hasMessageContaining("rapport.kafka.replication must be above 0");
  }
}
