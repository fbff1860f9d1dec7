package io.rapport.connectors.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rapport.connectors.gateway.access.AccessSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.apache.flink.configuration.Configuration;
import org.junit.jupiter.api.Test;

class GatewaySettingsTest {

  @Test
  void theDefaultsGoTogether() {
    GatewaySettings settings = GatewaySettings.of(new Configuration());
    assertThat(settings.http().writeTimeout()).isEqualTo(Duration.ofMinutes(2));
  }

  @Test
  void aConnectionIsNotCutOffWhileItMayStillBeAnswered() {
    assertThatThrownBy(() -> settings("idle-timeout", "90 s"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rapport.gateway.write-timeout is PT2M")
        .hasMessageContaining("together, which is PT2M10S");
    assertThatThrownBy(() -> settings("heartbeat", "2 min"))
        .hasMessageContaining("longer than rapport.gateway.heartbeat");
    assertThat(settings("idle-timeout", "90 s", "write-timeout", "3 min").http().writeTimeout())
        .isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void aVisitorsTokenIsRenewedForItsLifetimeAtLeast() {
    assertThatThrownBy(() -> settings("visitor.max-age", "1 d"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rapport.gateway.visitor.max-age is PT24H")
        .hasMessageContaining("rapport.gateway.visitor.lifetime, which is PT2160H");
  }

  @Test
  void theUsualFileOfKeysNeedNotBeThereAndANamedOneGoesFirst() {
    Path usual = Path.of("usual.json");
    AccessSettings none = settings().orKeys(usual).access();
    assertThat(none.keys()).contains(usual);
    assertThat(none.keysNamed()).isFalse();
    AccessSettings named = settings("keys.file", "named.json").orKeys(usual).access();
    assertThat(named.keys()).contains(Path.of("named.json"));
    assertThat(named.keysNamed()).isTrue();
  }

  private static GatewaySettings settings(String... options) {
    Configuration configuration = new Configuration();
    for (int i = 0; i < options.length; i += 2) {
      configuration.addAll(
          Configuration.fromMap(Map.of("rapport.gateway." + options[i], options[i + 1])));
    }
    return GatewaySettings.of(configuration);
  }
}
