package io.rapport.core.identity.weight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PairSampleTest {

  @Test
  void everyPairIsAsLikely() {
    int[] chosen = new int[10];
    for (int seed = 0; seed < 2000; seed++) {
      PairSample sample = new PairSample(100, seed);
      for (int i = 0; i < 1000; i++) {
        sample.offer(new byte[] {(byte) (i / 100)}, 0);
      }
      assertThat(sample.size()).isEqualTo(100);
      for (int i = 0; i < sample.size(); i++) {
        chosen[sample.levels(i)[0]]++;
      }
    }
    for (int count : chosen) {
      assertThat(count).isBetween(19_000, 21_000);
    }
  }
}
