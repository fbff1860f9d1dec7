package io.rapport.jobs.recommendation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rapport.core.recommendation.ranking.RankedItem;
import io.rapport.core.recommendation.replay.InMemoryRecommender;
import io.rapport.core.recommendation.settings.BlendSettings;
import io.rapport.core.recommendation.settings.CandidateSource;
import io.rapport.core.recommendation.settings.ExplorationSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.testing.Events;
import io.rapport.core.text.EncoderSettings;
import io.rapport.core.text.Features;
import io.rapport.core.text.NgramEncoder;
import io.rapport.jobs.recommendation.item.MiniLm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** The share of the ten most similar items that the buckets find, on a real shop's titles. */
class ContentRecallIT {

  private static final int QUERIES = 300;
  private static final NgramEncoder NGRAMS =
      new NgramEncoder(
          EncoderSettings.DEFAULT.with(e -> e.bits(8).shortestCharGram(3).longestCharGram(4)));

  private static final RecommendationSettings SETTINGS =
      RecommendationSettings.DEFAULT.with(
          s ->
              s.content(RecommendationSettings.DEFAULT.content().withNewcomers(0))
                  .blend(BlendSettings.DEFAULT.fixed())
                  .exploration(ExplorationSettings.OFF)
                  .sources(Set.of(CandidateSource.CONTENT)));

  private static List<String> titles() throws IOException {
    String data = System.getProperty("rapport.data", System.getenv("RAPPORT_DATA"));
    assumeTrue(data != null, "set RAPPORT_DATA to a directory with online_retail");
    Path file = Path.of(data, "online_retail", "online_retail.csv.gz");
    Set<String> titles = new TreeSet<>();
    try (BufferedReader lines =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.UTF_8))) {
      lines
          .lines()
          .skip(1)
          .map(line -> line.split(",", -1))
          .filter(fields -> fields.length == 8 && fields[2].length() > 8)
          .forEach(fields -> titles.add(fields[2].strip()));
    }
    return List.copyOf(titles);
  }

  private static double product(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += a[i] * b[i];
    }
    return sum;
  }

  private static float[] hashed(String title) {
    Features features = NGRAMS.encode(title);
    float[] vector = new float[256];
    for (int i = 0; i < features.size(); i++) {
      vector[features.indices()[i]] = features.values()[i];
    }
    return vector;
  }

  @Test
  void mostOfTheMostAlikeAreFound() throws Exception {
    List<String> titles = titles();
    InMemoryRecommender recommender = new InMemoryRecommender(SETTINGS, MiniLm.shared());
    List<float[]> meanings = new ArrayList<>();
    List<float[]> words = new ArrayList<>();
    for (int i = 0; i < titles.size(); i++) {
      recommender.apply(Events.entry("i" + i, titles.get(i), Events.NOON + i));
      meanings.add(MiniLm.shared().embed(titles.get(i)));
      words.add(hashed(titles.get(i)));
    }
    int found = 0;
    int stride = Math.max(1, titles.size() / QUERIES);
    for (int query = 0, n = 0; n < QUERIES; query = (query + stride) % titles.size(), n++) {
      Set<String> best = best(query, meanings, words);
      Set<String> recommended =
          recommender
              .answer(Events.view("e" + n, Events.NOON + n, "v" + n, "i" + query))
              .items()
              .stream()
              .limit(10)
              .map(RankedItem::itemId)
              .collect(Collectors.toSet());
      recommended.retainAll(best);
      found += recommended.size();
    }
    double recall = found / (10.0 * QUERIES);
    assertThat(recall).as("recall@10 among %d titles", titles.size()).isGreaterThan(0.75);
  }

  private static Set<String> best(int query, List<float[]> meanings, List<float[]> words) {
    double weight = SETTINGS.content().embeddingWeight();
    float[] meaning = meanings.get(query);
    float[] own = words.get(query);
    double[] likeness = new double[meanings.size()];
    for (int i = 0; i < likeness.length; i++) {
      likeness[i] =
          weight * product(meaning, meanings.get(i)) + (1 - weight) * product(own, words.get(i));
    }
    return IntStream.range(0, likeness.length)
        .filter(i -> i != query)
        .boxed()
        .sorted((a, b) -> Double.compare(likeness[b], likeness[a]))
        .limit(10)
        .map(i -> "i" + i)
        .collect(Collectors.toSet());
  }
}
