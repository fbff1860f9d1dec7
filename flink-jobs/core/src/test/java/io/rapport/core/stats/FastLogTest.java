package io.rapport.core.stats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;

class FastLogTest {

  @Property
  void isTheLogarithm(@ForAll @DoubleRange(min = -60, max = 60) double exponent) {
    float x = (float) Math.exp(exponent);
    assertThat((double) FastLog.of(x)).isCloseTo(Math.log(x), within(FastLog.ERROR));
  }

  @Property
  void isTheLogarithmOfOneMore(@ForAll @DoubleRange(min = 0, max = 1e6) double x) {
    assertThat((double) FastLog.ofOneMore(x)).isCloseTo(Math.log1p(x), within(FastLog.ERROR));
  }

  @Property
  void isMonotonous(
      @ForAll @DoubleRange(min = -7, max = 7) double a,
      @ForAll @DoubleRange(min = -7, max = 7) double b) {
    float x = (float) Math.exp(a);
    float y = (float) Math.exp(b);
    assertThat(FastLog.of(Math.min(x, y))).isLessThanOrEqualTo(FastLog.of(Math.max(x, y)));
  }
}
