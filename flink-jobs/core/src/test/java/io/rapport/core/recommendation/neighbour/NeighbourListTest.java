package io.rapport.core.recommendation.neighbour;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;
import static org.assertj.core.api.Assertions.withinPercentage;

import io.rapport.core.recommendation.settings.CountingSettings;
import io.rapport.core.state.Repacked;
import io.rapport.core.stats.ForwardDecay;
import io.rapport.core.testing.Events;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class NeighbourListTest {

  private static final long HOUR = 3_600_000;
  private static final CountingSettings ROOMY = settings(1_000, 1e-30);

  private static CountingSettings settings(int maxNeighbours, double minWeight) {
    return CountingSettings.DEFAULT.with(
        c ->
            c.decay(ForwardDecay.halfLife(HOUR))
                .maxNeighbours(maxNeighbours)
                .minWeight(minWeight)
                .replySize(1_000)
                .publishIntervalMillis(1_000)
                .expiryMillis(HOUR));
  }

  /** An item that followed or, with {@code count} NaN, one that preceded. */
  record Fact(String item, double weight, double count, long time) {

    void teach(NeighbourList list) {
      list.learn(new PairDelta("shop", "p", item, weight, count, time, 7, 1));
    }
  }

  @Provide
  Arbitrary<List<Fact>> facts() {
    Arbitrary<Fact> fact =
        Combinators.combine(
                Arbitraries.integers().between(0, 30).map(i -> "item-" + i),
                Arbitraries.doubles().between(0.1, 1).ofScale(9),
                Arbitraries.doubles().between(1, 1_000).ofScale(6),
                Arbitraries.longs().between(0, 200 * HOUR))
            .as((item, weight, count, time) -> new Fact(item, weight, count, Events.NOON + time));
    return fact.list().ofMinSize(1).ofMaxSize(120);
  }

  /** The oracle: a sum over all facts, decayed one by one. */
  private static double weight(List<Fact> facts, String item, long now) {
    double sum = 0;
    for (Fact fact : facts) {
      if (fact.item().equals(item)) {
        sum += fact.weight() * Math.pow(0.5, (now - fact.time()) / (double) HOUR);
      }
    }
    return sum;
  }

  private static double score(List<Fact> facts, String item, double own, long now) {
    Fact last = facts.stream().filter(f -> f.item().equals(item)).reduce((a, b) -> b).orElseThrow();
    double count = last.count() * Math.pow(0.5, (now - last.time()) / (double) HOUR);
    return weight(facts, item, now) / (Math.sqrt(own) * Math.pow(count, 0.2));
  }

  @Property
  void weightsAndScoresAreThoseOfTheDefinition(@ForAll("facts") List<Fact> unordered) {
    List<Fact> facts = new ArrayList<>(unordered);
    facts.sort(Comparator.comparingLong(Fact::time));
    NeighbourList list = new NeighbourList(ROOMY);
    facts.forEach(fact -> fact.teach(list));
    long now = facts.get(facts.size() - 1).time() + HOUR;
    List<Neighbour> neighbours = list.neighbours(7, now);
    for (Neighbour neighbour : neighbours) {
      assertThat(neighbour.weight())
          .isCloseTo(weight(facts, neighbour.itemId(), now), withinPercentage(0.01));
      assertThat(neighbour.score())
          .isCloseTo(score(facts, neighbour.itemId(), 7, now), withinPercentage(0.01));
    }
    for (int i = 1; i < neighbours.size(); i++) {
      double higher = score(facts, neighbours.get(i - 1).itemId(), 7, now);
      double lower = score(facts, neighbours.get(i).itemId(), 7, now);
      assertThat(higher).isGreaterThan(lower * 0.999);
    }
    // Only weights decayed beyond single precision may be missing.
    for (Fact fact : facts) {
      if (weight(facts, fact.item(), now) > 1e-29) {
        assertThat(neighbours).extracting(Neighbour::itemId).contains(fact.item());
      }
    }
  }

  /** The factor of such a gap underflows single precision, the decayed weight does not. */
  @Test
  void aLongGapFadesExactly() {
    List<Fact> facts =
        List.of(
            new Fact("a", 1, 1, Events.NOON),
            new Fact("b", 1, 1, Events.NOON + 57 * HOUR),
            new Fact("c", 1, 1, Events.NOON + 150 * HOUR));
    long now = Events.NOON + 150 * HOUR;
    NeighbourList list = new NeighbourList(ROOMY);
    facts.forEach(fact -> fact.teach(list));
    List<Neighbour> neighbours = list.neighbours(1, now);
    assertThat(neighbours).extracting(Neighbour::itemId).containsExactly("c", "b");
    assertThat(neighbours.get(1).weight())
        .isCloseTo(weight(facts, "b", now), withinPercentage(0.001));
  }

  @Property
  void lateFactsCountAsIfTheyHadComeInOrder(@ForAll("facts") List<Fact> facts) {
    List<Fact> near =
        facts.stream()
            .map(f -> new Fact(f.item(), f.weight(), 5, Events.NOON + f.time() % (10 * HOUR)))
            .toList();
    long now = Events.NOON + 10 * HOUR;
    NeighbourList list = new NeighbourList(ROOMY);
    near.forEach(fact -> fact.teach(list));
    for (Neighbour neighbour : list.neighbours(1, now)) {
      assertThat(neighbour.weight())
          .isCloseTo(weight(near, neighbour.itemId(), now), withinPercentage(0.01));
    }
  }

  /** The oracle searches a plain list for its lowest entry at every eviction. */
  @Property
  void theLowestGivesWay(@ForAll("facts") List<Fact> facts) {
    int most = 5;
    NeighbourList list = new NeighbourList(settings(most, 0));
    List<Object[]> kept = new ArrayList<>(); // item, weight, damping
    int evicted = 0;
    for (Fact timed : facts) {
      Fact fact = new Fact(timed.item(), timed.weight(), timed.count(), Events.NOON);
      Object[] entry = kept.stream().filter(e -> e[0].equals(fact.item())).findAny().orElse(null);
      if (entry == null) {
        if (kept.size() == most) {
          kept.sort(Comparator.comparingDouble(NeighbourListTest::ratio));
          if (ratio(kept.get(1)) - ratio(kept.get(0)) < 1e-5 * ratio(kept.get(1))) {
            return; // too close to call in single precision
          }
          kept.remove(0);
          evicted++;
        }
        entry = new Object[] {fact.item(), 0.0, 0.0};
        kept.add(entry);
      }
      entry[1] = (double) entry[1] + fact.weight();
      entry[2] = Math.pow(fact.count(), 0.2);
      fact.teach(list);
    }
    assertThat(list.neighbours(1, Events.NOON))
        .extracting(Neighbour::itemId)
        .containsExactlyInAnyOrderElementsOf(kept.stream().map(e -> (String) e[0]).toList());
    assertThat(list.evictions()).isEqualTo(evicted);
  }

  private static double ratio(Object[] entry) {
    return (double) entry[1] / (double) entry[2];
  }

  @Property
  void packingChangesNothing(@ForAll("facts") List<Fact> facts) {
    CountingSettings settings = settings(20, 0.001);
    NeighbourList kept = new NeighbourList(settings);
    NeighbourList packed = new NeighbourList(settings);
    for (Fact fact : facts) {
      fact.teach(kept);
      fact.teach(packed);
      packed = Repacked.of(NeighbourList.format(settings), packed);
      assertThat(packed.size()).isEqualTo(kept.size()).isLessThanOrEqualTo(20);
      assertThat(packed.expiry()).isEqualTo(kept.expiry());
      assertThat(packed.neighbours(3, fact.time())).isEqualTo(kept.neighbours(3, fact.time()));
    }
    assertThat(NeighbourList.format(settings).pack(packed))
        .isEqualTo(NeighbourList.format(settings).pack(kept));
  }

  @Test
  void readingNeverWritesToTheBytesRead() {
    NeighbourList list = new NeighbourList(ROOMY);
    new Fact("a", 1, 1, Events.NOON).teach(list);
    byte[] bytes = NeighbourList.format(ROOMY).pack(list);
    byte[] before = bytes.clone();
    NeighbourList read = NeighbourList.format(ROOMY).unpack(bytes);
    new Fact("b", 1, 1, Events.NOON + 100 * HOUR).teach(read);
    read.neighbours(1, Events.NOON);
    assertThat(bytes).isEqualTo(before);
  }

  @Test
  void whatWentBeforeCountsByTheBackwardWeightAndTheItemsOwnCount() {
    NeighbourList list = new NeighbourList(ROOMY);
    list.learn(Events.visit("p", Events.NOON, "a", "b").count(16).build());
    List<Neighbour> neighbours = list.neighbours(16, Events.NOON);
    assertThat(neighbours).extracting(Neighbour::itemId).containsExactly("a", "b");
    assertThat(neighbours.get(0).weight()).isCloseTo(0.5, offset(1e-6));
    assertThat(neighbours.get(1).weight()).isCloseTo(0.25, offset(1e-6));
    assertThat(neighbours.get(0).score())
        .isCloseTo(0.5 / (4 * Math.pow(16, 0.2)), withinPercentage(0.01));
  }

  @Test
  void aRepliesBestComeFirstAndWhatHasFadedIsLeftOut() {
    NeighbourList list = new NeighbourList(settings(10, 0.1));
    new Fact("old", 1, 1, Events.NOON).teach(list);
    new Fact("new", 1, 1, Events.NOON + 5 * HOUR).teach(list);
    assertThat(list.neighbours(1, Events.NOON + 5 * HOUR))
        .extracting(Neighbour::itemId)
        .containsExactly("new");
  }

  @Test
  void publishesAtMostOnceInTheInterval() {
    NeighbourList list = new NeighbourList(ROOMY);
    assertThat(list.publish(5_000)).isTrue();
    assertThat(list.publish(5_999)).isFalse();
    assertThat(list.publish(6_000)).isTrue();
  }

  @Test
  void refusesAnUnknownFormat() {
    byte[] bytes = NeighbourList.format(ROOMY).pack(new NeighbourList(ROOMY));
    bytes[0] = 9;
    assertThatThrownBy(() -> NeighbourList.format(ROOMY).unpack(bytes))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "An item's list of neighbours has format version 9; this program reads version 1. Run the version of Rapport that wrote it, or start without what it wrote.");
  }
}
