package io.rapport.core.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class Hash64Test {

  @Property
  void aTextHashesAsItsBytes(@ForAll @StringLength(max = 20) String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    assertThat(Hash64.of(text)).isEqualTo(Hash64.of(utf8, 0, utf8.length));
  }

  @Property
  void soDoesTheKeyOfAShop(@ForAll long number) {
    String text = "i-" + number;
    byte[] utf8 = ("_" + text).getBytes(StandardCharsets.UTF_8);
    assertThat(Hash64.of(text)).isEqualTo(Hash64.of(utf8, 1, utf8.length - 1));
  }
}
