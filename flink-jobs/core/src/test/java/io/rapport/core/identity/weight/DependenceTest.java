package io.rapport.core.identity.weight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.identity.compare.PairComparer;
import io.rapport.core.identity.compare.Population;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.settings.IdentitySettings;
import org.junit.jupiter.api.Test;

class DependenceTest {

  private static final int LOCALITY = Field.LOCALITY.index();
  private static final int POSTCODE = Field.POSTCODE.index();

  private final MatchWeights weights =
      new MatchWeights(new PairComparer(Population.UNKNOWN), IdentitySettings.DEFAULT);
  private final Dependence dependence = new Dependence(weights);
  private final byte[] levels = new byte[Field.count()];
  private final double[] bits = new double[Field.count()];

  private void observe(int same, int different) {
    byte[] pair = new byte[Field.count()];
    pair[POSTCODE] = 1;
    for (int i = 0; i < same + different; i++) {
      pair[LOCALITY] = (byte) (i < same ? 1 : 5);
      dependence.observe(Field.POSTCODE, pair);
    }
  }

  private void pair(int level, double locality, double postcode) {
    levels[LOCALITY] = (byte) level;
    levels[POSTCODE] = (byte) level;
    bits[LOCALITY] = locality;
    bits[POSTCODE] = postcode;
    dependence.discount(levels, bits);
  }

  @Test
  void independentValuesCountInFull() {
    assertThat(dependence.share(Field.LOCALITY, Field.POSTCODE))
        .isCloseTo(weights.u(Field.LOCALITY, 1), within(1e-9));
    pair(1, 7, 9);
    assertThat(bits[LOCALITY] + bits[POSTCODE]).isEqualTo(16);
  }

  @Test
  void theTownOfAPostcodeSaysNothingMore() {
    observe(10_000, 0);
    pair(1, 7, 9);
    assertThat(bits[POSTCODE]).isEqualTo(9);
    assertThat(bits[LOCALITY]).isBetween(0.0, 0.1);
    pair(4, -4, -6);
    assertThat(bits[POSTCODE]).isEqualTo(-6);
    assertThat(bits[LOCALITY]).isBetween(-0.1, 0.0);
  }

  @Test
  void halfOfATownSaysOneBit() {
    observe(50_000, 50_000);
    pair(1, 7, 9);
    assertThat(bits[LOCALITY]).isCloseTo(1, within(0.01));
  }

  @Test
  void aMoveIsOneDifference() {
    bits[Field.STREET.index()] = -3;
    bits[Field.NUMBER.index()] = -6;
    bits[POSTCODE] = -7;
    bits[LOCALITY] = 2;
    bits[Field.GIVEN_NAME.index()] = -9;
    Dependence.limitAddress(bits, 8);
    assertThat(bits[Field.STREET.index()] + bits[Field.NUMBER.index()] + bits[POSTCODE])
        .isCloseTo(-8, within(1e-9));
    assertThat(bits[LOCALITY]).isEqualTo(2);
    assertThat(bits[Field.GIVEN_NAME.index()]).isEqualTo(-9);
  }
}
