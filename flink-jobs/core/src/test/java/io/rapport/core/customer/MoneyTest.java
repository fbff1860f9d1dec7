package io.rapport.core.customer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MoneyTest {

  @Test
  void amountsAreExact() {
    assertThat(Money.units(0.1, 3)).isEqualTo(3_000);
    assertThat(Money.units(19.99, 1)).isEqualTo(199_900);
    assertThat(Money.units(0.00005, 1)).isEqualTo(1);
    assertThat(Money.units(Double.NaN, 7)).isZero();
    assertThat(Money.decimal(199_900)).isEqualByComparingTo("19.99");
  }

  @Test
  void sumsStopAtTheContractsPrecision() {
    assertThat(Money.units(1e6, 100_000)).isEqualTo(1_000_000_000_000_000L);
    assertThat(Money.add(Money.MAX, 1)).isEqualTo(Money.MAX);
    assertThat(Money.add(-Money.MAX, -1)).isEqualTo(-Money.MAX);
    assertThat(Money.units(1e15, 100_000)).isEqualTo(Money.MAX);
  }
}
