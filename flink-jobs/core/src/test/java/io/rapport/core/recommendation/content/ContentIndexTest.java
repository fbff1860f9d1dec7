package io.rapport.core.recommendation.content;

import static io.rapport.core.testing.Events.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.core.hash.Hash64;
import io.rapport.core.recommendation.candidate.ItemMemory;
import io.rapport.core.recommendation.candidate.ReplyReader;
import io.rapport.core.recommendation.candidate.ReplyWriter;
import io.rapport.core.recommendation.replay.HeapUpdates;
import io.rapport.core.recommendation.settings.ContentSettings;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.Repacked;
import io.rapport.core.stats.QuantisedVector;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
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

public class ContentIndexTest {

  private static final RecommendationSettings SETTINGS = RecommendationSettings.DEFAULT;
  private static final ContentSettings CONTENT = SETTINGS.content();
  private static final String[] COLOURS = {"red", "blue", "green", "white", "black", "pink"};
  private static final String[] THINGS = {
    "mug", "teapot", "lantern", "clock", "cushion", "candle", "apron", "doorstop", "jar", "tray"
  };
  private static final String[] STYLES = {"retro", "heart", "polkadot", "rustic", "paisley"};

  private final ItemEncoder encoder = new ItemEncoder(CONTENT, null);
  private final Map<String, ItemMemory> items = new HashMap<>();
  private final HeapUpdates updates = new HeapUpdates(SETTINGS, null, this::item);

  private ItemMemory item(String key) {
    return items.computeIfAbsent(key, any -> new ItemMemory(SETTINGS));
  }

  private static List<String> titles(int n, long seed) {
    Random random = new Random(seed);
    List<String> titles = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      titles.add(
          String.join(
              " ",
              STYLES[random.nextInt(STYLES.length)],
              COLOURS[random.nextInt(COLOURS.length)],
              THINGS[random.nextInt(THINGS.length)],
              "no" + random.nextInt(400)));
    }
    return titles;
  }

  /** A neighbour as a reply gives it. */
  private record Named(float similarity, boolean newcomer) {}

  private Map<String, Named> neighbours(String item) {
    ReplyReader reply =
        new ReplyReader(new ReplyWriter(SETTINGS).reply(visit(item), item("shop/" + item)));
    assertThat(reply.next()).isFalse();
    Map<String, Named> found = new HashMap<>();
    if (reply.nextPart()) {
      while (reply.nextOfPart()) {
        found.put(Long.toString(reply.hash()), new Named(reply.score(), reply.newcomer()));
      }
    }
    return found;
  }

  private static Visit visit(String item) {
    return Events.visit(item, 1).eventId("e").build();
  }

  private static String hash(String item) {
    return Long.toString(Hash64.of(item));
  }

  private byte[] vector(String title) {
    return QuantisedVector.of(encoder.encode(title));
  }

  @Property(tries = 100)
  void bytesKeepTheCosine(@ForAll @IntRange(min = 1, max = 10_000) int seed) {
    Random random = new Random(seed);
    float[] a = new float[640];
    float[] b = new float[640];
    double dot = 0;
    double squareA = 0;
    double squareB = 0;
    for (int i = 0; i < a.length; i++) {
      a[i] = (float) random.nextGaussian();
      b[i] = a[i] + (float) random.nextGaussian();
      dot += a[i] * b[i];
      squareA += a[i] * a[i];
      squareB += b[i] * b[i];
    }
    double cosine = dot / Math.sqrt(squareA * squareB);
    assertThat((double) QuantisedVector.cosine(QuantisedVector.of(a), QuantisedVector.of(b)))
        .isCloseTo(cosine, within(5e-3));
  }

  @Test
  void theProductOfTwoVectorsIsTheWeightedSumOfBothCosines() {
    TextEmbedding lengths =
        new TextEmbedding() {
          @Override
          public int dimensions() {
            return 2;
          }

          @Override
          public float[] embed(String text) {
            return new float[] {text.length(), 3};
          }
        };
    ItemEncoder both = new ItemEncoder(CONTENT, lengths);
    double meaning = (4 * 8 + 9) / Math.sqrt((16 + 9) * (64 + 9));
    double words = QuantisedVector.cosine(vector("mugs"), vector("mugs mug"));
    float found =
        QuantisedVector.cosine(
            QuantisedVector.of(both.encode("mugs")), QuantisedVector.of(both.encode("mugs mug")));
    double weight = CONTENT.embeddingWeight();
    assertThat((double) found).isCloseTo(weight * meaning + (1 - weight) * words, within(1e-2));
    assertThat(both.encode("?!")).isNull();
  }

  /**
   * Every link has the exact cosine, both ways, and the best neighbours are found: compared with
   * all items.
   */
  @Property(tries = 5)
  void findsTheMostAlikeOfAll(@ForAll @IntRange(min = 1, max = 1_000) int seed) {
    items.clear();
    HeapUpdates index = new HeapUpdates(SETTINGS, null, this::item);
    List<String> titles = titles(300, seed);
    for (int i = 0; i < titles.size(); i++) {
      index.apply(entry("i" + i, titles.get(i), 1000 + i));
    }
    int found = 0;
    int wanted = 0;
    for (int i = 0; i < titles.size(); i++) {
      byte[] own = vector(titles.get(i));
      List<double[]> all = new ArrayList<>();
      for (int j = 0; j < titles.size(); j++) {
        if (j != i) {
          all.add(new double[] {QuantisedVector.cosine(own, vector(titles.get(j))), j});
        }
      }
      all.sort(Comparator.comparingDouble(each -> -each[0]));
      Map<String, Named> neighbours = neighbours("i" + i);
      for (double[] each : all.subList(0, 10)) {
        if (each[0] >= CONTENT.minSimilarity()) {
          wanted++;
          Named neighbour = neighbours.get(hash("i" + (int) each[1]));
          found += neighbour != null ? 1 : 0;
          if (neighbour != null) {
            assertThat((double) neighbour.similarity()).isCloseTo(each[0], within(5e-3));
          }
        }
      }
    }
    assertThat((double) found / wanted).isGreaterThan(0.9);
  }

  @Test
  void anotherTextTakesOldLinksOutAndMakesNewOnes() {
    updates.apply(entry("a", "red enamel teapot", 1));
    updates.apply(entry("b", "red enamel teapot large", 2));
    updates.apply(entry("c", "garden lantern", 3));
    assertThat(neighbours("a")).containsOnlyKeys(hash("b"));
    assertThat(neighbours("b")).containsOnlyKeys(hash("a"));
    updates.apply(entry("b", "garden lantern small", 4));
    assertThat(neighbours("a")).isEmpty();
    assertThat(neighbours("b")).containsOnlyKeys(hash("c"));
    assertThat(neighbours("c")).containsOnlyKeys(hash("b"));
    updates.apply(entry("c", null, 5));
    assertThat(neighbours("b")).isEmpty();
    assertThat(neighbours("c")).isEmpty();
    updates.apply(entry("c", "garden lantern", 2));
    assertThat(neighbours("c")).as("an entry older than the removal").isEmpty();
  }

  @Test
  void whoIsVisitedOftenIsNoNewcomerToAnybody() {
    updates.apply(entry("a", "red enamel teapot", 1));
    updates.apply(entry("b", "red enamel teapot large", 2));
    assertThat(neighbours("a").get(hash("b")).newcomer()).isTrue();
    updates.apply(PartnerMessage.established("shop", "b", 3));
    assertThat(neighbours("a").get(hash("b")).newcomer()).isFalse();
    assertThat(neighbours("b").get(hash("a")).newcomer()).isTrue();
  }

  /** In any order of messages from different keys, no link to a removed item remains. */
  @Property(tries = 50)
  void noOrderOfArrivalLeavesAVoidLink(@ForAll @IntRange(min = 1, max = 10_000) int seed) {
    Random random = new Random(seed);
    Hyperplanes planes = new Hyperplanes(CONTENT, encoder.dimensions());
    Map<String, ContentCard> cards = new HashMap<>();
    Map<String, String> titles = new HashMap<>();
    List<Object> waiting = new ArrayList<>();
    Map<String, ContentBucket> buckets = new HashMap<>();
    Map<String, ComparedText> texts = new HashMap<>();
    Map<String, ReverseNeighbours> partners = new HashMap<>();
    items.clear();
    int time = 1;
    for (int step = 0; step < 4_000; step++) {
      if (step < 60 && waiting.size() < 200) {
        String id = "i" + random.nextInt(8);
        String title =
            random.nextInt(4) == 0
                ? null
                : "vintage teapot " + COLOURS[random.nextInt(6)] + " " + THINGS[random.nextInt(3)];
        ContentChange change =
            cards
                .computeIfAbsent(id, key -> new ContentCard(CONTENT))
                .apply(entry(id, title, time++), encoder, planes);
        titles.put(id, title);
        if (change != null) {
          waiting.add(PartnerMessage.renewed(change));
          waiting.add(ComparisonRequest.self(change));
          BucketEntry.each(change, CONTENT, waiting::add);
        }
      }
      if (!waiting.isEmpty()) {
        // Only messages from one key to one key keep their order; here few may overtake all.
        Object next = waiting.remove(Math.min(waiting.size() - 1, random.nextInt(40)));
        deliver(next, waiting, buckets, texts, partners);
      }
    }
    while (!waiting.isEmpty()) {
      deliver(waiting.remove(0), waiting, buckets, texts, partners);
    }
    titles.forEach(
        (id, title) -> {
          Set<String> allowed = new HashSet<>();
          titles.forEach(
              (other, text) -> {
                if (text != null && title != null && !other.equals(id)) {
                  allowed.add(hash(other));
                }
              });
          assertThat(allowed).containsAll(neighbours(id).keySet());
        });
  }

  private void deliver(
      Object next,
      List<Object> waiting,
      Map<String, ContentBucket> buckets,
      Map<String, ComparedText> texts,
      Map<String, ReverseNeighbours> partners) {
    if (next instanceof BucketEntry entry) {
      buckets
          .computeIfAbsent(entry.bucketKey(), key -> new ContentBucket(CONTENT))
          .apply(entry, waiting::add);
    } else if (next instanceof ComparisonRequest meeting) {
      texts
          .computeIfAbsent(meeting.itemKey(), key -> new ComparedText(CONTENT))
          .apply(meeting, waiting::add);
    } else if (next instanceof PartnerMessage said) {
      // From here to the items' memories a pair of keys shares one channel.
      partners
          .computeIfAbsent(said.itemKey(), key -> new ReverseNeighbours(CONTENT))
          .apply(said, link -> item(link.itemKey()).learn(link));
    }
  }

  @Test
  void bucketsAndPartnersAreBounded() {
    for (int i = 0; i < 400; i++) {
      updates.apply(entry("i" + i, "red enamel teapot", i));
    }
    assertThat(neighbours("i390")).hasSize(CONTENT.replySize());
    assertThat(item("shop/i390").content().size()).isLessThanOrEqualTo(CONTENT.maxNeighbours());
    ContentBucket bucket = new ContentBucket(CONTENT);
    for (int i = 0; i < 400; i++) {
      bucket.apply(
          new BucketEntry("shop", 0, 1, "i" + i, i, new long[4], new byte[1]), meeting -> {});
    }
    assertThat(bucket.size()).isEqualTo(CONTENT.bucketSize());
    bucket.expire(CONTENT.expiryMillis() + 398);
    assertThat(Repacked.of(ContentBucket.format(CONTENT), bucket).size()).isEqualTo(1);
  }

  @Test
  void memoryIsReadAsItWasWritten() {
    updates.apply(entry("a", "red enamel teapot", 1));
    updates.apply(entry("b", "red enamel teapot large", 2));
    ItemMemory memory = item("shop/a");
    ItemMemory read = Repacked.of(ItemMemory.format(SETTINGS), memory);
    assertThat(new ReplyWriter(SETTINGS).reply(visit("a"), read))
        .isEqualTo(new ReplyWriter(SETTINGS).reply(visit("a"), memory));
    ItemMemory plain = new ItemMemory(SETTINGS);
    assertThat(Repacked.of(ItemMemory.format(SETTINGS), plain).content().isEmpty()).isTrue();
    assertThat(new ReplyWriter(SETTINGS).reply(visit("x"), new ItemMemory(SETTINGS))).hasSize(6);
  }
}
