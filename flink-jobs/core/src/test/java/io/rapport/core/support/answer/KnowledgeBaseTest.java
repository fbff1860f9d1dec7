package io.rapport.core.support.answer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.intake.KnowledgeEntry;
import io.rapport.core.support.classifier.Prediction;
import io.rapport.core.support.settings.KnowledgeSettings;
import io.rapport.core.testing.Events;
import io.rapport.core.text.EncoderSettings;
import io.rapport.core.text.Features;
import io.rapport.core.text.NgramEncoder;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class KnowledgeBaseTest {

  private static final List<String> WORDS = List.of("parcel", "refund", "password", "card", "how");

  private final NgramEncoder encoder =
      new NgramEncoder(
          EncoderSettings.DEFAULT.with(e -> e.bits(12).maxCharacters(200).longestCharGram(4)));
  private final KnowledgeSettings settings =
      KnowledgeSettings.DEFAULT.with(k -> k.maxArticles(5).minimumScore(0.05).maxAnswerLength(10));
  private final KnowledgeBase base = new KnowledgeBase(settings, encoder);

  @Property(tries = 100)
  void findsWhatAScanFinds(@ForAll long seed, @ForAll @IntRange(max = 25) int changes) {
    KnowledgeBase indexed =
        new KnowledgeBase(
            KnowledgeSettings.DEFAULT.with(
                k -> k.maxArticles(50).minimumScore(0.05).maxAnswerLength(10)),
            encoder);
    Map<String, KnowledgeEntry> active = new HashMap<>();
    Random random = new Random(seed);
    for (int i = 0; i < changes; i++) {
      String id = "a" + random.nextInt(8);
      KnowledgeEntry entry = article(id, i, text(random), null, List.of(), random.nextInt(4) > 0);
      indexed.put(entry);
      if (entry.active()) {
        active.put(id, entry);
      } else {
        active.remove(id);
      }
    }
    Features ticket = encoder.encode(text(random));
    List<SuggestedAnswer> found = indexed.search(ticket, null, Prediction.NONE, answer -> 0.5);
    List<SuggestedAnswer> expected = scan(ticket, active);
    assertThat(indexed.size()).isEqualTo(active.size());
    assertThat(found).hasSameSizeAs(expected);
    for (int i = 0; i < found.size(); i++) {
      assertThat(found.get(i).score()).isCloseTo(expected.get(i).score(), within(1e-6));
    }
  }

  /** The oracle: the cosine of every article, one by one. */
  private List<SuggestedAnswer> scan(Features ticket, Map<String, KnowledgeEntry> active) {
    Map<String, Features> vectors = new HashMap<>();
    active.forEach(
        (id, entry) -> vectors.put(id, encoder.encode(entry.title() + "\n" + entry.body())));
    double[] weights = new double[ticket.size()];
    double length = 0;
    for (int i = 0; i < weights.length; i++) {
      int feature = ticket.indices()[i];
      long articles =
          vectors.values().stream()
              .filter(vector -> Arrays.binarySearch(vector.indices(), feature) >= 0)
              .count();
      weights[i] = ticket.values()[i] * Math.log1p((double) active.size() / (1 + articles));
      length += weights[i] * weights[i];
    }
    double norm = Math.sqrt(length);
    return vectors.entrySet().stream()
        .map(
            entry -> {
              double sum = 0;
              for (int i = 0; i < weights.length; i++) {
                int at = Arrays.binarySearch(entry.getValue().indices(), ticket.indices()[i]);
                sum += at < 0 ? 0 : weights[i] * entry.getValue().values()[at];
              }
              return new SuggestedAnswer(entry.getKey(), "", "", norm == 0 ? 0 : sum / norm);
            })
        .filter(answer -> answer.score() >= 0.05)
        .sorted(Comparator.comparingDouble(answer -> -answer.score()))
        .limit(3)
        .toList();
  }

  @Test
  void verdictsDecideBetweenEquals() {
    base.put(article("good", 1, "reset your password", null, List.of(), true));
    base.put(article("poor", 1, "reset your password", null, List.of(), true));
    List<SuggestedAnswer> found =
        base.search(
            encoder.encode("password reset"),
            null,
            Prediction.NONE,
            answer -> answer.equals("good") ? 0.8 : 0.2);
    assertThat(found).extracting(SuggestedAnswer::answerId).containsExactly("good", "poor");
    assertThat(found.get(0).score()).isCloseTo(4 * found.get(1).score(), within(1e-9));
  }

  @Test
  void theIntentOfTheEditorsRaisesAnArticle() {
    base.put(article("a", 1, "card declined", null, List.of(), true));
    base.put(article("b", 1, "card declined", null, List.of("payment"), true));
    Prediction payment = new Prediction(0, "payment", 0.9, false, null, List.of());
    assertThat(base.search(encoder.encode("card"), null, payment, answer -> 0.5))
        .extracting(SuggestedAnswer::answerId)
        .containsExactly("b", "a");
  }

  @Test
  void speaksTheTicketsLanguage() {
    base.put(article("en", 1, "password", "en-GB", List.of(), true));
    base.put(article("de", 1, "password", "de", List.of(), true));
    base.put(article("any", 1, "password", null, List.of(), true));
    assertThat(base.search(encoder.encode("password"), "en-US", Prediction.NONE, answer -> 0.5))
        .extracting(SuggestedAnswer::answerId)
        .containsExactlyInAnyOrder("en", "any");
  }

  @Test
  void isBoundedAndNeverGoesBack() {
    Set<String> accepted = new HashSet<>();
    for (int i = 0; i < 9; i++) {
      KnowledgeEntry entry = article("a" + i, 10, "text", null, List.of(), true);
      if (base.accepts(entry)) {
        base.put(entry);
        accepted.add(entry.articleId());
      }
    }
    assertThat(accepted).hasSize(5);
    assertThat(base.accepts(article("a0", 9, "older", null, List.of(), true))).isFalse();
    assertThat(base.accepts(article("a0", 11, "newer", null, List.of(), true))).isTrue();
    base.put(article("a0", 12, "", null, List.of(), false));
    assertThat(base.accepts(article("a8", 13, "text", null, List.of(), true))).isTrue();
  }

  @Test
  void cutsLongAnswers() {
    base.put(article("a", 1, "password reset explained at length", null, List.of(), true));
    assertThat(
            base.search(encoder.encode("password"), null, Prediction.NONE, answer -> 0.5)
                .get(0)
                .text())
        .isEqualTo("password r");
  }

  private static String text(Random random) {
    return WORDS.get(random.nextInt(WORDS.size())) + " " + WORDS.get(random.nextInt(WORDS.size()));
  }

  private static KnowledgeEntry article(
      String id, long time, String body, String language, List<String> intents, boolean active) {
    return Events.article(id, time)
        .eventId("e" + time)
        .language(language)
        .title("title")
        .body(body)
        .intents(intents)
        .active(active)
        .build();
  }
}
