package io.rapport.core.customer;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.ForwardDecay;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Exponentially decayed counts by category: an interaction at t adds {@code w 2^-((now - t) /
 * halfLife)}. The counts are kept as of the newest interaction, so neither the order of arrival nor
 * merging changes them, except by rounding and by what the cap evicts (the weakest category).
 */
final class Interests {

  private static final Comparator<Map.Entry<String, Double>> STRONGEST =
      Map.Entry.<String, Double>comparingByValue()
          .reversed()
          .thenComparing(Map.Entry.comparingByKey());

  private final int capacity;
  private final ForwardDecay decay;
  private final Map<String, Double> weights = new HashMap<>();
  private long asOf = Long.MIN_VALUE;

  Interests(int capacity, long halfLife) {
    this.capacity = capacity;
    this.decay = ForwardDecay.halfLife(halfLife);
  }

  void add(String category, double weight, long time) {
    advance(time);
    weights.merge(category, weight * decay.fade(asOf - time), Double::sum);
    evict();
  }

  void merge(Interests other) {
    advance(other.asOf);
    double factor = other.weights.isEmpty() ? 0 : decay.fade(asOf - other.asOf);
    other.weights.forEach((category, w) -> weights.merge(category, w * factor, Double::sum));
    evict();
  }

  /**
   * The strongest categories first, with weights as of {@code time}, which is not before the newest
   * interaction.
   */
  List<CategoryWeight> top(int count, long time) {
    if (weights.isEmpty()) {
      return List.of();
    }
    double factor = decay.fade(time - asOf);
    List<Map.Entry<String, Double>> strongest = new ArrayList<>(weights.entrySet());
    strongest.sort(STRONGEST);
    List<CategoryWeight> top = new ArrayList<>(Math.min(count, strongest.size()));
    for (Map.Entry<String, Double> entry :
        strongest.subList(0, Math.min(count, strongest.size()))) {
      top.add(new CategoryWeight(entry.getKey(), entry.getValue() * factor));
    }
    return Collections.unmodifiableList(top);
  }

  /**
   * The sum of the squared shares of all categories: 1 when all interest is in one, 0 without any.
   */
  double concentration() {
    double sum = 0;
    double squares = 0;
    for (double weight : weights.values()) {
      sum += weight;
      squares += weight * weight;
    }
    return sum > 0 ? squares / (sum * sum) : 0;
  }

  int size() {
    return weights.size();
  }

  void write(PackedWriter out) {
    out.writeLong(asOf);
    out.writeVarint(weights.size());
    // Sorted, so that equal interests have equal bytes.
    for (Map.Entry<String, Double> entry : new TreeMap<>(weights).entrySet()) {
      out.writeString(entry.getKey());
      out.writeDouble(entry.getValue());
    }
  }

  void read(PackedReader in) {
    asOf = in.readLong();
    int size = in.readVarint();
    for (int i = 0; i < size; i++) {
      weights.put(in.readString(), in.readDouble());
    }
    evict();
  }

  private void advance(long time) {
    if (time > asOf) {
      if (!weights.isEmpty()) {
        double factor = decay.fade(time - asOf);
        weights.replaceAll((category, weight) -> weight * factor);
      }
      asOf = time;
    }
  }

  private void evict() {
    while (weights.size() > capacity) {
      weights.remove(weights.entrySet().stream().max(STRONGEST).orElseThrow().getKey());
    }
  }
}
