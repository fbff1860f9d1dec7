package io.rapport.core.recommendation.blend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.rapport.core.recommendation.replay.InMemoryRecommender;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.settings.RankingSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.settings.SeenFilter;
import io.rapport.core.state.PublicationPace;
import io.rapport.core.state.Repacked;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.FloatRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlendTest {

  private static final BlendSettings SETTINGS =
      BlendSettings.DEFAULT.with(b -> b.units(8).maxCandidates(50).exampleShare(1).minExamples(10));
  private static final int CANDIDATES = 20;
  private static final Feature LIKED = Feature.BEFORE;
  private static final Feature ORDERED_BY = Feature.NEXT;

  /**
   * A candidate set whose clicked one has the highest product of two features; the others are
   * noise.
   */
  private static BlendExample example(Random random, float scale) {
    Features features = new Features(CANDIDATES);
    features.resize(CANDIDATES);
    int clicked = 0;
    for (int i = 0; i < CANDIDATES; i++) {
      for (int f = 0; f < Feature.COUNT; f++) {
        features.column(f)[i] = (float) random.nextGaussian() * scale;
      }
      clicked = product(features, i) > product(features, clicked) ? i : clicked;
    }
    return BlendExample.of(Events.visit("i", Events.NOON).build(), clicked, features);
  }

  private static float product(Features features, int i) {
    return features.column(Feature.BEFORE)[i] * features.column(Feature.NEXT)[i];
  }

  private static int best(BlendModel model, BlendExample example) {
    Features features = new Features(CANDIDATES);
    example.read(features);
    double[] scores = new double[CANDIDATES];
    model.score(features, scores);
    int best = 0;
    for (int i = 0; i < CANDIDATES; i++) {
      best = scores[i] > scores[best] ? i : best;
    }
    return best;
  }

  private static double accuracy(BlendModel model, Random random, float scale) {
    int right = 0;
    for (int i = 0; i < 300; i++) {
      BlendExample example = example(random, scale);
      right += best(model, example) == example.clicked() ? 1 : 0;
    }
    return right / 300.0;
  }

  private static BlendLearner taught(BlendSettings settings, int examples, float scale) {
    BlendLearner learner = new BlendLearner(settings);
    Random random = new Random(5);
    for (int i = 0; i < examples; i++) {
      learner.learn(example(random, scale));
    }
    return learner;
  }

  /** Unknown groups of features are left out from the end. */
  @Test
  void theGroupsThatMayBeUnknownComeLast() {
    List<Feature> remembered = Feature.of(Feature.Group.REMEMBERED);
    List<Feature> textsAndOrders = Feature.of(Feature.Group.TEXTS_AND_ORDERS);
    List<Feature> last = new ArrayList<>(remembered);
    last.addAll(textsAndOrders);
    assertThat(List.of(Feature.values())).hasSize(35).endsWith(last.toArray(Feature[]::new));
    Features features = new Features(1);
    features.know(false, false);
    assertThat(features.width()).isEqualTo(35 - last.size());
    assertThat(features.knows(Feature.EMBEDDING_COSINE)).isTrue();
    assertThat(features.knows(Feature.TOUCHED)).isFalse();
    features.know(true, false);
    assertThat(features.width()).isEqualTo(35 - textsAndOrders.size());
    features.know(false, true);
    assertThat(features.width()).isEqualTo(35);
  }

  /**
   * No sum of features predicts the click, so the hidden units must; the features' scale is not
   * configured.
   */
  @Test
  void learnsWhatNoFixedBlendCanHoweverTheFeaturesAreScaled() {
    for (float scale : new float[] {0.01f, 1, 100}) {
      BlendModel first = new BlendLearner(SETTINGS).publish();
      assertThat(accuracy(first, new Random(9), scale)).isLessThan(0.3);
      BlendModel model = taught(SETTINGS, 4_000, scale).publish();
      assertThat(accuracy(model, new Random(9), scale)).isGreaterThan(0.7);
    }
  }

  @Test
  void theSameExamplesGiveTheSameModelAlsoWhenInterrupted() {
    BlendLearner kept = new BlendLearner(SETTINGS);
    BlendLearner packed = new BlendLearner(SETTINGS);
    Random random = new Random(3);
    for (int i = 0; i < 200; i++) {
      BlendExample example = example(random, 1);
      kept.learn(example);
      packed.learn(example);
      packed = Repacked.of(BlendLearner.format(SETTINGS), packed);
    }
    assertThat(BlendLearner.format(SETTINGS).pack(packed))
        .isEqualTo(BlendLearner.format(SETTINGS).pack(kept));
    assertThat(BlendModel.format().pack(packed.publish()))
        .isEqualTo(BlendModel.format().pack(kept.publish()));
    assertThat(kept.learned()).isEqualTo(200);
    assertThat(kept.publish().version()).isEqualTo(2);
  }

  /**
   * Lists are ordered by a feature that no visitor cares for, and examined less further down: a
   * model without position bias takes that feature for a reason to click.
   */
  @Test
  void learnsWhatIsLikedAndNotWhereItStood() {
    assertThat(likedOverStanding(true)).isGreaterThan(3 * likedOverStanding(false));
  }

  /** The weight of the liked feature relative to that of the feature that ordered the lists. */
  private static double likedOverStanding(boolean places) {
    BlendSettings linear =
        BlendSettings.DEFAULT.with(
            b -> b.units(1).maxCandidates(50).exampleShare(1).minExamples(10).rate(0.05));
    BlendLearner learner = new BlendLearner(linear);
    Random random = new Random(11);
    for (int n = 0; n < 6_000; n++) {
      // Means and deviations are learned from candidates, as in a stream.
      if (n % 2 == 0) {
        BlendExample spread = example(random, 1);
        learner.learn(new BlendExample("shop", 0, random.nextInt(CANDIDATES), spread.features()));
      }
      Features features = new Features(8);
      features.resize(8);
      byte[] slots = new byte[8];
      int clicked = BlendExample.NONE;
      for (int slot = 0; slot < 8; slot++) {
        float liked = (float) random.nextGaussian();
        features.column(LIKED)[slot] = liked;
        features.column(ORDERED_BY)[slot] = 2 - slot * 0.5f;
        slots[slot] = (byte) slot;
        boolean looks = random.nextDouble() < Math.pow(0.7, slot);
        boolean likes = random.nextDouble() < 1 / (1 + Math.exp(1 - 1.5 * liked));
        if (clicked == BlendExample.NONE && looks && likes) {
          clicked = slot;
        }
      }
      learner.learn(
          new BlendExample(
              "shop", 0, clicked, BlendExample.pack(features), places ? slots : null, 1));
    }
    BlendModel model = learner.publish();
    double none = logit(model, null);
    return (logit(model, LIKED) - none) / Math.abs(logit(model, ORDERED_BY) - none);
  }

  /**
   * The logit of a candidate with one feature.
   *
   * @param feature null for none
   */
  private static double logit(BlendModel model, Feature feature) {
    Features features = new Features(1);
    features.resize(1);
    for (Feature each : Feature.values()) {
      features.column(each)[0] = each == feature ? 1 : 0;
    }
    return model.logits(features, new float[1][1])[0];
  }

  @Test
  void isUsedOnceEnoughIsLearned() {
    assertThat(taught(SETTINGS, 9, 1).ready()).isFalse();
    assertThat(taught(SETTINGS, 10, 1).ready()).isTrue();
  }

  @Test
  void withOtherUnitsItBeginsAnewUnderTheNextVersion() {
    BlendLearner learner = taught(SETTINGS, 20, 1);
    learner.publish();
    BlendSettings other =
        BlendSettings.DEFAULT.with(
            b -> b.units(4).maxCandidates(50).exampleShare(1).minExamples(10));
    BlendLearner read = Repacked.of(BlendLearner.format(other), learner);
    assertThat(read.learned()).isZero();
    assertThat(read.publish().version()).isEqualTo(2);
  }

  @Test
  void aTrainerPublishesAtItsPaceAlsoWhenInterrupted() {
    BlendSettings settings =
        BlendSettings.DEFAULT.with(
            b ->
                b.units(2)
                    .maxCandidates(50)
                    .exampleShare(1)
                    .minExamples(10)
                    .publication(
                        PublicationPace.DEFAULT.with(
                            p -> p.intervalMillis(100).share(0.5).patienceMillis(1_000))));
    BlendTrainer kept = new BlendTrainer(settings);
    BlendTrainer packed = new BlendTrainer(settings);
    Random random = new Random(3);
    List<Long> at = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      BlendExample sample = example(random, 1);
      BlendExample timed = new BlendExample("shop", i * 20L, sample.clicked(), sample.features());
      BlendPublication published = kept.learn(timed);
      BlendPublication same = packed.learn(timed);
      packed = Repacked.of(BlendTrainer.format(settings), packed);
      assertThat(same == null).isEqualTo(published == null);
      if (published != null) {
        assertThat(same.payload()).isEqualTo(published.payload());
        assertThat(BlendModel.format().unpack(published.payload()).version())
            .isEqualTo(published.version());
        at.add(published.eventTime());
      }
    }
    // At the 10th example; then when half of all are new; then again a second later.
    assertThat(at).containsExactly(180L, 380L, 780L);
    assertThat(kept.due()).isEqualTo(1_780);
    assertThat(kept.passed("shop", 1_779)).isNull();
    assertThat(kept.passed("shop", 1_780).eventTime()).isEqualTo(1_180);
    assertThat(kept.due()).isEqualTo(Long.MAX_VALUE);
  }

  /** The oracle computes the layer plainly, in double precision. */
  @Property(tries = 30)
  void probabilitiesAreThoseOfTheDefinition(@ForAll @IntRange(min = 2, max = CANDIDATES) int n) {
    BlendModel model = model(new Random(n));
    Features features = new Features(CANDIDATES);
    example(new Random(n), 3).read(features);
    features.resize(n);
    double[] logits = new double[n];
    double sum = 0;
    for (int i = 0; i < n; i++) {
      logits[i] = Math.exp(Plain.logit(new Random(n), features, i));
      sum += logits[i];
    }
    double[] scores = new double[n];
    model.score(features, scores);
    for (int i = 0; i < n; i++) {
      assertThat(scores[i]).isCloseTo(logits[i] / sum, offset(1e-3));
    }
  }

  private static BlendModel model(Random random) {
    Plain plain = new Plain(random);
    return new BlendModel(
        1, plain.means, plain.inverses, plain.linear, plain.hidden, plain.biases, plain.outputs);
  }

  /** Random weights. */
  private static final class Plain {

    private static final int UNITS = 3;

    private final float[] means;
    private final float[] inverses;
    private final float[] linear;
    private final float[] biases;
    private final float[] outputs;
    private final float[][] hidden = new float[UNITS][];

    Plain(Random random) {
      means = values(random, Feature.COUNT);
      inverses = values(random, Feature.COUNT);
      linear = values(random, Feature.COUNT);
      biases = values(random, UNITS);
      outputs = values(random, UNITS);
      for (int unit = 0; unit < UNITS; unit++) {
        hidden[unit] = values(random, Feature.COUNT);
      }
    }

    private static float[] values(Random random, int length) {
      float[] values = new float[length];
      for (int i = 0; i < length; i++) {
        values[i] = (float) random.nextGaussian() * 0.3f;
      }
      return values;
    }

    static double logit(Random random, Features features, int i) {
      Plain plain = new Plain(random);
      double logit = 0;
      double[] inner = new double[UNITS];
      for (int f = 0; f < Feature.COUNT; f++) {
        double z = (features.column(f)[i] - plain.means[f]) * plain.inverses[f];
        z = Math.max(-4, Math.min(4, z));
        logit += plain.linear[f] * z;
        for (int unit = 0; unit < UNITS; unit++) {
          inner[unit] += plain.hidden[unit][f] * z;
        }
      }
      for (int unit = 0; unit < UNITS; unit++) {
        logit += plain.outputs[unit] * Math.tanh(inner[unit] + plain.biases[unit]);
      }
      return logit;
    }
  }

  @Property
  void tanhIsNearlyExact(@ForAll @FloatRange(min = -20, max = 20) float x) {
    assertThat((double) BlendModel.tanh(x)).isCloseTo(Math.tanh(x), offset(2e-4));
  }

  @Test
  void packingAModelChangesNothing() {
    BlendModel model = taught(SETTINGS, 20, 1).publish();
    BlendModel read = Repacked.of(BlendModel.format(), model);
    assertThat(BlendModel.format().pack(read)).isEqualTo(BlendModel.format().pack(model));
    assertThat(read.version()).isEqualTo(1);
  }

  @Test
  void refusesAnotherFormat() {
    byte[] bytes = BlendModel.format().pack(taught(SETTINGS, 1, 1).publish());
    bytes[0] = 9;
    assertThatThrownBy(() -> BlendModel.format().unpack(bytes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("A blend has format version 9")
        .hasMessageContaining("Run the version of Rapport that wrote it");
  }

  /** Clicks decide the order, against the counts. */
  @Test
  void clicksMoveTheList() {
    RecommendationSettings settings =
        RecommendationSettings.DEFAULT.with(
            s ->
                s.blend(SETTINGS).ranking(RankingSettings.DEFAULT.withSeenFilter(SeenFilter.NONE)));
    InMemoryRecommender recommender = new InMemoryRecommender(settings);
    List<String> route = List.of("a", "b", "c", "a", "d");
    for (int v = 0; v < 30; v++) {
      for (int i = 0; i < route.size(); i++) {
        long time = Events.NOON + v * 1_000L + i;
        recommender.learn(Events.view(v + "-" + i, time, "v" + v, route.get(i)));
      }
    }
    List<String> before = answer(recommender, "x");
    assertThat(before.get(0)).isNotEqualTo("a");
    for (int v = 0; v < 400; v++) {
      long time = Events.NOON + 100_000 + v;
      recommender.learnBlend(Events.view(v + "+0", time, "w" + v, "a"));
      recommender.learnBlend(Events.view(v + "+1", time + 1, "w" + v, "a"));
    }
    assertThat(answer(recommender, "y").get(0)).isEqualTo("a");
    assertThat(recommender.answer(Events.view("z", Events.NOON + 200_000, "z", "a")).modelVersion())
        .endsWith(",blend=391");
  }

  private static List<String> answer(InMemoryRecommender recommender, String visitor) {
    List<String> ids = new ArrayList<>();
    recommender
        .answer(Events.view(visitor, Events.NOON + 150_000, visitor, "a"))
        .items()
        .forEach(item -> ids.add(item.itemId()));
    return ids;
  }
}
