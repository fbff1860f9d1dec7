package io.rapport.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.state.PackedWriter;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class QuantisedVectorTest {

  private static float[] random(Random random, int dimensions) {
    float[] vector = new float[dimensions];
    float scale = (float) Math.exp(4 * random.nextGaussian());
    for (int d = 0; d < dimensions; d++) {
      vector[d] = scale * (float) random.nextGaussian();
    }
    return vector;
  }

  @Property(tries = 200)
  void everyValueIsWithinHalfAStepAndLengthAndCosineAreThoseOfTheValues(
      @ForAll long seed, @ForAll @IntRange(min = 1, max = 100) int dimensions) {
    Random random = new Random(seed);
    float[][] vectors = {random(random, dimensions), random(random, dimensions)};
    double[][] read = new double[2][dimensions];
    byte[][] packed = new byte[2][];
    for (int v = 0; v < 2; v++) {
      packed[v] = QuantisedVector.of(vectors[v]);
      assertThat(packed[v]).hasSize(QuantisedVector.width(dimensions));
      float step = QuantisedVector.step(packed[v], 0);
      for (int d = 0; d < dimensions; d++) {
        read[v][d] = (double) step * packed[v][QuantisedVector.VALUES + d];
        assertThat(read[v][d]).isCloseTo(vectors[v][d], within(0.5001 * step));
      }
      double length = Math.sqrt(product(read[v], read[v]));
      assertThat((double) QuantisedVector.length(packed[v], 0))
          .isCloseTo(length, within(1e-6 * length));
    }
    double cosine =
        product(read[0], read[1])
            / Math.sqrt(product(read[0], read[0]) * product(read[1], read[1]));
    assertThat((double) QuantisedVector.cosine(packed[0], packed[1]))
        .isCloseTo(cosine, within(1e-6));
  }

  private static double product(double[] a, double[] b) {
    double product = 0;
    for (int d = 0; d < a.length; d++) {
      product += a[d] * b[d];
    }
    return product;
  }

  @Test
  void aVectorAmongOthersIsTheSameAsAlone() {
    PackedWriter out = new PackedWriter(16);
    QuantisedVector.write(new float[] {9, 1, -2, 9}, 1, 2, out);
    assertThat(out.toBytes()).isEqualTo(QuantisedVector.of(new float[] {1, -2}));
  }

  @Test
  void nothingIsLikeAVectorOfOtherDimensionsOrOneWithoutALength() {
    byte[] one = QuantisedVector.of(new float[] {1, 0});
    assertThat(QuantisedVector.cosine(one, QuantisedVector.of(new float[] {1, 0, 0}))).isZero();
    assertThat(QuantisedVector.cosine(one, QuantisedVector.of(new float[2]))).isZero();
  }
}
