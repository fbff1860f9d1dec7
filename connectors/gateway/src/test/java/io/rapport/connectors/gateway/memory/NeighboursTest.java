package io.rapport.connectors.gateway.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.rapport.avro.ItemNeighbours;
import io.rapport.avro.Neighbour;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class NeighboursTest {

  private static final double DECAY = 0.7;
  private static final int ITEMS = 30;

  /** The slow reference: each score computed by itself, in the order of the definition. */
  private static Map<String, Map<String, Double>> contributions(
      Map<String, List<Neighbour>> lists, List<String> items) {
    Map<String, Map<String, Double>> parts = new HashMap<>();
    for (int i = 0; i < items.size(); i++) {
      double weight = Math.pow(DECAY, items.size() - 1 - i);
      for (Neighbour neighbour : lists.getOrDefault(items.get(i), List.of())) {
        if (!items.contains(neighbour.getItemId())) {
          parts
              .computeIfAbsent(neighbour.getItemId(), id -> new HashMap<>())
              .merge(items.get(i), weight * neighbour.getScore(), Double::sum);
        }
      }
    }
    return parts;
  }

  @Property
  void theBestOfThoseWantedAreAnsweredWithTheirShares(
      @ForAll Random random,
      @ForAll @IntRange(min = 1, max = 12) int limit,
      @ForAll @IntRange(max = 8) int asked) {
    Neighbours neighbours = new Neighbours(1 << 24, DECAY);
    Map<String, List<Neighbour>> lists = new HashMap<>();
    for (int item = 0; item < ITEMS; item += 2) {
      List<Neighbour> list = new ArrayList<>();
      for (int n = random.nextInt(12); n > 0; n--) {
        list.add(new Neighbour("i" + random.nextInt(ITEMS), (double) random.nextInt(1, 9), 1.0));
      }
      lists.put("i" + item, list);
      neighbours.put(
          ItemNeighbours.newBuilder()
              .setItemId("i" + item)
              .setEventTime(Instant.EPOCH)
              .setCount(1)
              .setNeighbours(list)
              .setModelVersion("1")
              .build());
    }
    List<String> items = new ArrayList<>(); // some of them twice
    for (int i = 0; i < asked; i++) {
      items.add("i" + random.nextInt(ITEMS));
    }
    Set<String> unwanted = new HashSet<>();
    for (int i = 0; i < 5; i++) {
      unwanted.add("i" + random.nextInt(ITEMS));
    }

    List<Neighbours.Candidate> found =
        neighbours.after("default", items, limit, id -> !unwanted.contains(id));

    Map<String, Map<String, Double>> expected = contributions(lists, items);
    expected.keySet().removeAll(unwanted);
    assertThat(found).hasSize(Math.min(limit, expected.size()));
    double worst = found.isEmpty() ? 0 : found.get(found.size() - 1).score();
    for (int slot = 0; slot < found.size(); slot++) {
      Neighbours.Candidate candidate = found.get(slot);
      Map<String, Double> parts = expected.remove(candidate.itemId());
      double score = parts.values().stream().mapToDouble(Double::doubleValue).sum();
      assertThat(candidate.score()).isCloseTo(score, within(1e-9));
      assertThat(slot == 0 || found.get(slot - 1).score() >= candidate.score()).isTrue();
      assertThat(candidate.reasons()).hasSize(Math.min(3, parts.size()));
      for (Neighbours.Share share : candidate.reasons()) {
        assertThat(share.share()).isCloseTo(parts.get(share.itemId()) / score, within(1e-9));
      }
    }
    for (Map<String, Double> parts : expected.values()) {
      assertThat(parts.values().stream().mapToDouble(Double::doubleValue).sum())
          .isLessThan(worst + 1e-9);
    }
  }
}
