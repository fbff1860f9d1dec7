package io.rapport.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PortsTest {

  @Test
  void freePortsDifferAndAreNotThoseOfOutgoingConnections() {
    List<Integer> ports = Ports.free(50);

    assertThat(ports).hasSize(50).doesNotHaveDuplicates();
    assertThat(ports).allMatch(port -> port >= 20_000 && port < 32_768);
    ports.forEach(port -> Ports.requireFree(port, "test", "--port"));
  }
}
