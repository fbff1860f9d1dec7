package io.rapport.core.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

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

  @Property
  void stepsThatAreMixedAreTheHash(@ForAll @AlphaChars String text) {
    long[] empty = {0xcbf29ce484222325L};
    text.chars().forEach(c -> empty[0] = Hash64.step(empty[0], c));
    assertThat(Hash64.mix(empty[0])).isEqualTo(Hash64.of(text));
  }

  @Test
  void sharesAndDrawsAreEvenAndIndependent() {
    int shares = 0;
    int draws = 0;
    int both = 0;
    for (int i = 0; i < 20_000; i++) {
      boolean share = Hash64.share("r-" + i) < 0.3;
      boolean draw = Hash64.unit(Hash64.draw(Hash64.of("r-" + i), 1)) < 0.3;
      shares += share ? 1 : 0;
      draws += draw ? 1 : 0;
      both += share && draw ? 1 : 0;
    }
    assertThat(shares).isBetween(5_800, 6_200);
    assertThat(draws).isBetween(5_800, 6_200);
    assertThat(both).isBetween(1_650, 1_950);
  }

  /** The first numbers of the reference implementation (Vigna, 2015) from the seed 1234567. */
  @Test
  void drawsAreThoseOfSplitMix64() {
    assertThat(Hash64.draw(1_234_567, 1)).isEqualTo(6_457_827_717_110_365_317L);
    assertThat(Hash64.draw(1_234_567, 2)).isEqualTo(3_203_168_211_198_807_973L);
  }
}
