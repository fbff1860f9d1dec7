package io.rapport.core.segment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class NamerTest {

  private static final double TELLING = 0.4;

  private static final Distance EUCLIDEAN =
      (a, b) ->
          Math.sqrt(IntStream.range(0, a.length).mapToDouble(i -> Math.pow(a[i] - b[i], 2)).sum());

  private static double[] position(double orders, double purchaseAge, double tenure) {
    double[] position = new double[Feature.count()];
    position[Feature.labels().indexOf("orders")] = orders;
    position[Feature.labels().indexOf("days-since-purchase")] = purchaseAge;
    position[Feature.labels().indexOf("days-known")] = tenure;
    return position;
  }

  private static List<String> names(double[]... positions) {
    return Namer.names(List.of(positions), EUCLIDEAN);
  }

  private static Set<String> phrases(String name) {
    return new HashSet<>(Arrays.asList(name.split(", ", -1)));
  }

  @Example
  void neighboursAreNamedByWhatSetsThemApart() {
    assertThat(names(position(-0.5, 1.2, 1.3), position(0.1, 1.4, 1.35), position(0.9, 1.1, 1.3)))
        .containsExactly(
            "long known, few orders",
            "long without purchase, more orders",
            "long known, many orders");
  }

  @Example
  void aSegmentAloneIsNamedByWhatSetsItApartFromTheAverage() {
    assertThat(names(position(0.5, -1, 0.1))).containsExactly("bought lately, many orders");
    assertThat(names(position(0.1, 0.1, 0.1))).containsExactly("average");
  }

  @Example
  void segmentsNearTheAverageAreToldApartByComparison() {
    assertThat(names(position(0.1, 0, 0), position(0.3, 0, 0), position(3, 0, 0)))
        .containsExactly("average, fewer orders", "average, more orders", "many orders");
  }

  @Example
  void segmentsAtOnePlaceAreNumbered() {
    assertThat(names(position(1, 0, 0), position(1, 0, 0)))
        .containsExactly("many orders, number 1", "many orders, number 2");
  }

  @Property
  void noNameIsWithinAnother(@ForAll("models") List<double[]> positions) {
    List<Set<String>> names =
        Namer.names(positions, EUCLIDEAN).stream().map(NamerTest::phrases).toList();
    for (int i = 0; i < names.size(); i++) {
      for (int j = 0; j < names.size(); j++) {
        if (i != j) {
          assertThat(names.get(j).containsAll(names.get(i))).as("%s", names).isFalse();
        }
      }
    }
  }

  @Property
  void whatANameSaysIsTrue(@ForAll("models") List<double[]> positions) {
    List<String> names = Namer.names(positions, EUCLIDEAN);
    for (int i = 0; i < names.size(); i++) {
      for (int f = 0; f < Feature.count(); f++) {
        Feature feature = Feature.at(f);
        double z = positions.get(i)[f];
        Set<String> phrases = phrases(names.get(i));
        if (phrases.contains(feature.phrase(true))) {
          assertThat(z).as(names.get(i)).isGreaterThanOrEqualTo(TELLING);
        }
        if (phrases.contains(feature.phrase(false))) {
          assertThat(z).as(names.get(i)).isLessThanOrEqualTo(-TELLING);
        }
      }
    }
  }

  @Property
  void aNameSaysByWhatItsSegmentDiffersMostFromTheNearest(
      @ForAll("models") List<double[]> positions) {
    List<String> names = Namer.names(positions, EUCLIDEAN);
    for (int i = 0; i < positions.size(); i++) {
      double[] position = positions.get(i);
      double[] nearest = nearest(positions, i);
      boolean average = Arrays.stream(position).allMatch(z -> Math.abs(z) < TELLING);
      if (!average && nearest != null && !Arrays.equals(position, nearest)) {
        assertThat(phrases(names.get(i))).containsAnyElementsOf(contrasts(position, nearest));
      }
    }
  }

  /** All phrases for the features that differ most; several may differ equally. */
  private static Set<String> contrasts(double[] position, double[] other) {
    double most =
        IntStream.range(0, position.length)
            .mapToDouble(i -> Math.abs(position[i] - other[i]))
            .max()
            .orElseThrow();
    Set<String> phrases = new HashSet<>();
    for (int i = 0; i < Feature.count(); i++) {
      if (Math.abs(position[i] - other[i]) == most) {
        phrases.add(Feature.at(i).comparison(position[i] > other[i]));
        phrases.add(Feature.at(i).phrase(position[i] > 0));
      }
    }
    return phrases;
  }

  private static double[] nearest(List<double[]> positions, int index) {
    return IntStream.range(0, positions.size())
        .filter(i -> i != index)
        .boxed()
        .min(
            (a, b) ->
                Double.compare(
                    EUCLIDEAN.between(positions.get(index), positions.get(a)),
                    EUCLIDEAN.between(positions.get(index), positions.get(b))))
        .map(positions::get)
        .orElse(null);
  }

  /** Models of few distinct values, so that segments are close to each other or equal. */
  @Provide
  Arbitrary<List<double[]>> models() {
    Arbitrary<Double> coarse = Arbitraries.of(-2.0, -1.0, -0.3, 0.0, 0.3, 1.0, 2.0);
    Arbitrary<Double> fine = Arbitraries.doubles().between(-3, 3);
    Arbitrary<double[]> position =
        Arbitraries.oneOf(coarse, fine).array(double[].class).ofSize(Feature.count());
    return position.list().ofMinSize(1).ofMaxSize(12);
  }
}
