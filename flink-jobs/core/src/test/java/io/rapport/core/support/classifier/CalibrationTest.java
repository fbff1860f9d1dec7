package io.rapport.core.support.classifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.Softmax;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Compares temperature, threshold and quality measures with plain definitions. */
class CalibrationTest {

  private record Answer(double confidence, boolean right) {}

  /**
   * Draws labels from the softmax of the logits divided by a temperature, which the fit must find.
   * The seed is fixed, because an estimate from drawn labels can be off by chance.
   */
  @Property(tries = 10, seed = "1")
  void findsTheTemperature(
      @ForAll @IntRange(min = 1, max = 20) int tenths, @ForAll @IntRange(max = 1000) int seed) {
    double truth = 0.2 * tenths;
    Temperature temperature = new Temperature(2000);
    Random random = new Random(seed);
    for (int i = 0; i < 6000; i++) {
      double[] logits = random.doubles(6, -3, 3).toArray();
      temperature.fit(logits, draw(Softmax.probabilities(logits, truth), random));
    }
    assertThat(temperature.inverse()).isCloseTo(truth, within(0.15 + 0.15 * truth));
  }

  private static int draw(double[] probabilities, Random random) {
    double left = random.nextDouble();
    int drawn = 0;
    while (drawn < probabilities.length - 1 && left >= probabilities[drawn]) {
      left -= probabilities[drawn++];
    }
    return drawn;
  }

  @Property
  void thresholdIsTheLowestThatKeepsTheRisk(
      @ForAll long seed,
      @ForAll @IntRange(max = 40) int answers,
      @ForAll @IntRange(min = 1, max = 9) int tenths) {
    int capacity = 25;
    ConfidenceWindow window = new ConfidenceWindow(capacity);
    List<Answer> given = answers(seed, answers);
    given.forEach(answer -> window.add(answer.confidence(), answer.right()));
    List<Answer> latest = given.subList(Math.max(0, given.size() - capacity), given.size());
    assertThat(window.threshold(tenths / 10.0)).isEqualTo(slowThreshold(latest, tenths / 10.0));
  }

  /** The oracle tries every confidence as threshold and counts. */
  private static double slowThreshold(List<Answer> answers, double target) {
    double lowest = Math.nextUp(1.0);
    for (Answer candidate : answers) {
      long above = answers.stream().filter(a -> a.confidence() >= candidate.confidence()).count();
      long wrong =
          answers.stream()
              .filter(a -> a.confidence() >= candidate.confidence() && !a.right())
              .count();
      if (wrong + 1 <= target * (above + 1)) {
        lowest = Math.min(lowest, candidate.confidence());
      }
    }
    return lowest;
  }

  @Property(tries = 100)
  void windowSurvivesItsBytes(@ForAll long seed, @ForAll @IntRange(max = 40) int answers) {
    ConfidenceWindow window = new ConfidenceWindow(25);
    ConfidenceWindow copy = new ConfidenceWindow(25);
    answers(seed, answers).forEach(answer -> window.add(answer.confidence(), answer.right()));
    PackedWriter out = PackedWriter.versioned(1);
    window.write(out);
    copy.read(PackedReader.open(out.toBytes(), 1, "calibration"));
    for (Answer answer : answers(seed + 1, 10)) {
      window.add(answer.confidence(), answer.right());
      copy.add(answer.confidence(), answer.right());
    }
    assertThat(copy.size()).isEqualTo(window.size());
    assertThat(copy.accuracy()).isEqualTo(window.accuracy());
    assertThat(copy.calibrationError()).isCloseTo(window.calibrationError(), within(1e-12));
    assertThat(copy.threshold(0.3)).isEqualTo(window.threshold(0.3));
  }

  @Test
  void fewAnswersOpenNoGate() {
    ConfidenceWindow window = new ConfidenceWindow(100);
    for (int i = 0; i < 8; i++) {
      window.add(0.9, true);
    }
    assertThat(window.threshold(0.1)).isGreaterThan(1);
    window.add(0.9, true);
    assertThat(window.threshold(0.1)).isCloseTo(0.9, within(1e-6));
  }

  @Property
  void reportAgreesWithPlainCounting(@ForAll long seed, @ForAll @IntRange(min = 1) int size) {
    Random random = new Random(seed);
    List<String[]> pairs = new ArrayList<>();
    ClassificationReport report = new ClassificationReport();
    for (int i = 0; i < size % 50 + 1; i++) {
      String truth = "l" + random.nextInt(4);
      String predicted = random.nextInt(8) == 0 ? null : "l" + random.nextInt(5);
      pairs.add(new String[] {truth, predicted});
      report.add(truth, predicted);
    }
    long right = pairs.stream().filter(pair -> pair[0].equals(pair[1])).count();
    assertThat(report.accuracy()).isEqualTo((double) right / pairs.size());
    assertThat(report.macroF1()).isCloseTo(slowMacroF1(pairs), within(1e-12));
  }

  private static double slowMacroF1(List<String[]> pairs) {
    Set<String> labels = new HashSet<>();
    pairs.forEach(pair -> labels.addAll(java.util.Arrays.asList(pair)));
    labels.remove(null);
    double sum = 0;
    for (String label : labels) {
      double both = pairs.stream().filter(p -> label.equals(p[0]) && label.equals(p[1])).count();
      double predicted = pairs.stream().filter(p -> label.equals(p[1])).count();
      double true_ = pairs.stream().filter(p -> label.equals(p[0])).count();
      double precision = predicted == 0 ? 0 : both / predicted;
      double recall = true_ == 0 ? 0 : both / true_;
      sum += precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
    return sum / labels.size();
  }

  @Property
  void calibrationErrorAgreesWithPlainBinning(@ForAll long seed) {
    List<Answer> answers = answers(seed, 60);
    CalibrationError error = new CalibrationError(10);
    answers.forEach(answer -> error.add(answer.confidence(), answer.right()));
    double expected = 0;
    for (int bin = 0; bin < 10; bin++) {
      int number = bin;
      List<Answer> inside =
          answers.stream().filter(a -> Math.min(9, (int) (a.confidence() * 10)) == number).toList();
      double confidence = inside.stream().mapToDouble(Answer::confidence).average().orElse(0);
      double accuracy = inside.stream().mapToDouble(a -> a.right() ? 1 : 0).average().orElse(0);
      expected += Math.abs(confidence - accuracy) * inside.size() / answers.size();
    }
    assertThat(error.expected()).isCloseTo(expected, within(1e-9));
  }

  @Test
  void knowsThePerfectAndTheHopeless() {
    CalibrationError error = new CalibrationError(CalibrationError.BINS);
    error.add(1, true);
    assertThat(error.expected()).isZero();
    error.add(1, false);
    assertThat(error.expected()).isEqualTo(0.5);
  }

  private static List<Answer> answers(long seed, int count) {
    Random random = new Random(seed);
    List<Answer> answers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      // Sixteenths are exact in float, and ties are frequent.
      answers.add(new Answer(random.nextInt(17) / 16.0, random.nextInt(3) > 0));
    }
    return answers;
  }
}
