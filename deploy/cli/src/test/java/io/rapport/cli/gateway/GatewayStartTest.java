package io.rapport.cli.gateway;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GatewayStartTest {

  @TempDir Path stack;

  private void check(String... options) {
    GatewayStart.check(
        options.length == 0 ? Map.of() : Map.of(options[0], options[1]), Optional.of(stack));
  }

  @Test
  void aStackWithoutKeysIsOpenOnThisMachine() {
    assertThatCode(this::check).doesNotThrowAnyException();
  }

  @Test
  void aFileOfKeysThatIsNamedHasToBeThere() {
    assertThatThrownBy(
            () -> check("rapport.gateway.keys.file", stack.resolve("none.json").toString()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("is not there");
  }

  @Test
  void aProxyInFrontNeedsKeys() {
    assertThatThrownBy(() -> check("rapport.gateway.trusted-proxies", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("rapport keys create");
  }
}
