package io.rapport.core.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.hash.Hash64;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NgramEncoderTest {

  private static final EncoderSettings SETTINGS =
      EncoderSettings.DEFAULT.with(e -> e.bits(10).maxCharacters(200).longestCharGram(4));

  private final NgramEncoder encoder = new NgramEncoder(SETTINGS);

  @Property(tries = 200)
  void encodesAsThePlainDefinitionDoes(@ForAll("texts") String text) {
    Features features = encoder.encode(text);
    Map<Integer, Double> oracle = oracle(text);
    assertThat(features.indices())
        .containsExactly(oracle.keySet().stream().mapToInt(Integer::intValue).toArray());
    for (int i = 0; i < features.size(); i++) {
      assertThat((double) features.values()[i])
          .isCloseTo(oracle.get(features.indices()[i]), within(1e-5));
    }
  }

  @Property(tries = 200)
  void hasLengthOne(@ForAll("texts") String text) {
    double square = 0;
    for (float value : encoder.encode(text).values()) {
      square += value * value;
    }
    assertThat(square).isCloseTo(text.isBlank() ? 0 : 1, within(1e-5));
  }

  @Property(tries = 200)
  void attributesEverything(@ForAll("texts") String text) {
    Features features = encoder.encode(text);
    double[] contributions = new double[features.size()];
    Arrays.setAll(contributions, i -> features.values()[i] * (features.indices()[i] % 7 - 3));
    double attributed =
        encoder.attribute(text, features, contributions).values().stream()
            .mapToDouble(Double::doubleValue)
            .sum();
    assertThat(attributed).isCloseTo(Arrays.stream(contributions).sum(), within(1e-9));
  }

  @Property(tries = 100)
  void survivesItsBytes(@ForAll("texts") String text) {
    Features features = encoder.encode(text);
    PackedWriter out = new PackedWriter(256);
    features.write(out);
    Features read = Features.read(new PackedReader(out.toBytes()));
    assertThat(read.indices()).containsExactly(features.indices());
    assertThat(read.values()).containsExactly(features.values());
  }

  @Test
  void readsAnyScriptAndWidth() {
    assertThat(encoder.encode("ＣＡＲＤ").indices()).containsExactly(encoder.encode("card").indices());
    assertThat(encoder.encode("配送はいつですか").size()).isPositive();
    assertThat(encoder.encode("متى يصل الطلب").size()).isPositive();
    assertThat(encoder.encode("?! ...").size()).isZero();
  }

  @Test
  void readsNoFurtherThanItIsTold() {
    String longest = "word ".repeat(40);
    assertThat(encoder.encode(longest + "unread").indices())
        .containsExactly(encoder.encode(longest).indices());
  }

  @Test
  void namesTheWordsThatCount() {
    String text = "card lost";
    Features features = encoder.encode(text);
    double[] contributions = new double[features.size()];
    Features card = encoder.encode("card");
    for (int i = 0; i < features.size(); i++) {
      contributions[i] = Arrays.binarySearch(card.indices(), features.indices()[i]) >= 0 ? 1 : 0;
    }
    Map<String, Double> attributed = encoder.attribute(text, features, contributions);
    assertThat(attributed.get("card")).isGreaterThan(attributed.getOrDefault("lost", 0.0));
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.strings().withChars("abcé ").ofMaxLength(24);
  }

  /**
   * The oracle lists every n-gram as a string, counts by index and kind, then scales, step by step.
   */
  private static Map<Integer, Double> oracle(String text) {
    List<String> words = new ArrayList<>(List.of(text.trim().split(" +")));
    words.removeIf(String::isEmpty);
    Map<Integer, Double> wordCounts = new HashMap<>();
    Map<Integer, Double> characterCounts = new HashMap<>();
    for (int i = 0; i < words.size(); i++) {
      count(wordCounts, 0x9e3779b97f4a7c15L, words.get(i) + " ");
      if (i + 1 < words.size()) {
        count(wordCounts, 0x9e3779b97f4a7c15L, words.get(i) + " " + words.get(i + 1) + " ");
      }
      String bounded = " " + words.get(i) + " ";
      for (int length = 2; length <= 4; length++) {
        for (int from = 0; from + length <= bounded.length(); from++) {
          count(characterCounts, 0xd1b54a32d192ed03L, bounded.substring(from, from + length));
        }
      }
    }
    Map<Integer, Double> sum = new TreeMap<>(scaled(wordCounts));
    scaled(characterCounts).forEach((index, value) -> sum.merge(index, value, Double::sum));
    double norm = norm(sum);
    sum.replaceAll((index, value) -> norm == 0 ? 0 : value / norm);
    return sum;
  }

  private static void count(Map<Integer, Double> counts, long kind, String gram) {
    long hash = kind;
    for (int i = 0; i < gram.length(); i++) {
      hash = Hash64.step(hash, gram.charAt(i));
    }
    hash = Hash64.mix(hash);
    counts.merge((int) (hash >>> 54), (hash & 1) == 0 ? -1.0 : 1.0, Double::sum);
  }

  private static Map<Integer, Double> scaled(Map<Integer, Double> counts) {
    Map<Integer, Double> values = new HashMap<>();
    counts.forEach(
        (index, count) -> {
          if (count != 0) {
            values.put(index, Math.signum(count) * (1 + Math.log(Math.abs(count))));
          }
        });
    double norm = norm(values);
    values.replaceAll((index, value) -> value / norm);
    return values;
  }

  private static double norm(Map<Integer, Double> values) {
    return Math.sqrt(values.values().stream().mapToDouble(value -> value * value).sum());
  }
}
