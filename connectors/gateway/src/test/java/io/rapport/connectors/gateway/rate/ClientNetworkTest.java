package io.rapport.connectors.gateway.rate;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientNetworkTest {

  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, 10.1.2.3",
    "2001:db8:1:2:3:4:5:6, 2001:db8:1:2::/64",
    "2001:DB8:1:2::1, 2001:db8:1:2::/64",
    "2001:db8:1:3::1, 2001:db8:1:3::/64",
    "::1, 0:0:0:0::/64",
    "fe80::1%eth0, fe80:0:0:0::/64",
    "::ffff:10.1.2.3, 10.1.2.3",
    "10.1.2.3:4711, 10.1.2.3:4711",
    "shop.example:80, shop.example:80",
    "bad.example:80%x, bad.example:80%x",
    "::::, ::::"
  })
  void anAddressIsLimitedAsItsNetwork(String address, String network) {
    assertThat(ClientNetwork.of(address)).isEqualTo(network);
  }

  @Test
  void theAddressesOfOneSubscriberAreOne() {
    assertThat(ClientNetwork.of("2001:db8::1")).isEqualTo(ClientNetwork.of("2001:db8::ffff:1"));
  }

  @Property
  void anyTextHasOne(@ForAll String text) {
    assertThat(ClientNetwork.of(text)).isNotNull();
  }
}
