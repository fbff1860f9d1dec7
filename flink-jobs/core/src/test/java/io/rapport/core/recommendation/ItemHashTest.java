package io.rapport.core.recommendation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;

class ItemHashTest {

  @Property
  void aTextHashesAsItsBytes(@ForAll @StringLength(max = 20) String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    assertThat(ItemHash.of(text)).isEqualTo(ItemHash.of(utf8, 0, utf8.length));
  }

  @Property
  void soDoesTheKeyOfAShop(@ForAll long number) {
    String text = "i-" + number;
    byte[] utf8 = ("_" + text).getBytes(StandardCharsets.UTF_8);
    assertThat(ItemHash.of(text)).isEqualTo(ItemHash.of(utf8, 1, utf8.length - 1));
  }
}
