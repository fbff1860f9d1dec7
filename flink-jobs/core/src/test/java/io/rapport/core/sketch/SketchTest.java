package io.rapport.core.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.hash.Hash64;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class SketchTest {

  /** Error of rank that the digest may make; a sketch of few values makes none. */
  private static final double RANK_ERROR = 0.03;

  @Property
  void fewValuesAreExact(
      @ForAll @Size(min = 1, max = 200)
          List<@IntRange(max = QuantileSketch.EXACT - 1) Integer> values,
      @ForAll @DoubleRange(min = 0, max = 1) double share) {
    QuantileSketch sketch = new QuantileSketch();
    values.forEach(sketch::add);
    List<Integer> sorted = new ArrayList<>(values);
    Collections.sort(sorted);
    int rank = Math.max(0, (int) Math.ceil(share * sorted.size()) - 1);
    assertThat(sketch.quantile(share)).isEqualTo((double) sorted.get(rank));
    double median = sketch.quantile(0.5);
    List<Double> distances = new ArrayList<>();
    values.forEach(value -> distances.add(Math.abs(value - median)));
    Collections.sort(distances);
    assertThat(sketch.deviation(median)).isEqualTo(distances.get((distances.size() + 1) / 2 - 1));
  }

  @Test
  void manyValuesAreNear() {
    Random random = new Random(1);
    QuantileSketch sketch = new QuantileSketch();
    QuantileSketch[] parts = {new QuantileSketch(), new QuantileSketch(), new QuantileSketch()};
    List<Double> all = new ArrayList<>();
    for (int i = 0; i < 30_000; i++) {
      double value = Math.exp(random.nextGaussian());
      all.add(value);
      sketch.add(value);
      parts[i % 3].add(value);
    }
    Collections.sort(all);
    parts[0].merge(parts[1]);
    parts[0].merge(parts[2]);
    assertThat(parts[0].count()).isEqualTo(30_000);
    for (double share : new double[] {0.01, 0.1, 0.5, 0.9, 0.99}) {
      assertThat(rank(all, sketch.quantile(share))).isCloseTo(share, within(RANK_ERROR));
      assertThat(rank(all, parts[0].quantile(share))).isCloseTo(share, within(RANK_ERROR));
    }
    double median = sketch.quantile(0.5);
    List<Double> distances = new ArrayList<>();
    all.forEach(value -> distances.add(Math.abs(value - median)));
    Collections.sort(distances);
    assertThat(rank(distances, sketch.deviation(median))).isCloseTo(0.5, within(RANK_ERROR));
  }

  private static double rank(List<Double> sorted, double value) {
    int place = Collections.binarySearch(sorted, value);
    return (double) (place < 0 ? -place - 1 : place) / sorted.size();
  }

  @Property
  void frequentTextsAreKeptAndTheirCountsAreNear(
      @ForAll @Size(max = 400) List<@IntRange(max = 60) Integer> values) {
    FrequentValues whole = new FrequentValues();
    FrequentValues left = new FrequentValues();
    FrequentValues right = new FrequentValues();
    Map<String, Integer> counts = new HashMap<>();
    for (int i = 0; i < values.size(); i++) {
      // The square makes small numbers more frequent.
      String value = "v" + values.get(i) * values.get(i) / 60;
      counts.merge(value, 1, Integer::sum);
      whole.add(value);
      (i % 2 == 0 ? left : right).add(value);
    }
    left.merge(right);
    assertThat(left.count()).isEqualTo(values.size());
    int most = counts.values().stream().mapToInt(count -> count).max().orElse(0);
    double error = (double) values.size() / FrequentValues.CAPACITY;
    for (FrequentValues sketch : List.of(whole, left)) {
      if (most > 2 * error) {
        assertThat(counts.get(sketch.mode())).isGreaterThanOrEqualTo((int) (most - error));
      }
    }
  }

  @Test
  void theFirstOfEquallyFrequentTextsIsTheMode() {
    FrequentValues values = new FrequentValues();
    assertThat(values.mode()).isNull();
    values.add("b");
    values.add("a");
    assertThat(values.mode()).isEqualTo("a");
  }

  @Test
  void distinctValuesAreCounted() {
    DistinctCount left = new DistinctCount();
    DistinctCount right = new DistinctCount();
    for (int i = 0; i < 1_000; i++) {
      left.add(Hash64.of("v" + i % 900));
    }
    assertThat(left.distinct()).isEqualTo(900);
    for (int i = 500; i < 60_000; i++) {
      right.add(Hash64.of("v" + i));
    }
    assertThat(right.distinct()).isCloseTo(59_500, within(59_500 * 0.05));
    left.merge(right);
    assertThat(left.distinct()).isCloseTo(60_000, within(60_000 * 0.05));
    assertThat(left.count()).isEqualTo(60_500);
  }

  @Test
  void aRestoredSketchGoesOnAsTheOneThatWasWritten() {
    for (int values : new int[] {0, 10, 10_000}) {
      QuantileSketch numbers = new QuantileSketch();
      FrequentValues texts = new FrequentValues();
      DistinctCount distinct = new DistinctCount();
      Random random = new Random(values);
      for (int i = 0; i < values; i++) {
        numbers.add(random.nextDouble());
        texts.add("v" + random.nextInt(100));
        distinct.add(random.nextLong());
      }
      QuantileSketch numbersBack = restored(numbers, QuantileSketch::read);
      FrequentValues textsBack = restored(texts, FrequentValues::read);
      DistinctCount distinctBack = restored(distinct, DistinctCount::read);
      for (int i = 0; i < 1_000; i++) {
        double number = random.nextDouble();
        numbers.add(number);
        numbersBack.add(number);
        texts.add("v" + i % 7);
        textsBack.add("v" + i % 7);
        distinct.add(Hash64.of("x" + i));
        distinctBack.add(Hash64.of("x" + i));
      }
      assertThat(numbersBack.quantile(0.3)).isEqualTo(numbers.quantile(0.3));
      assertThat(numbersBack.deviation(0.4)).isEqualTo(numbers.deviation(0.4));
      assertThat(textsBack.mode()).isEqualTo(texts.mode());
      assertThat(distinctBack.distinct()).isEqualTo(distinct.distinct());
    }
  }

  private static <S extends Sketch<S>> S restored(S sketch, Function<PackedReader, S> read) {
    PackedWriter out = new PackedWriter(16);
    sketch.write(out);
    return read.apply(new PackedReader(out.toBytes()));
  }
}
