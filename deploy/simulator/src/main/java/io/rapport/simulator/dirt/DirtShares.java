package io.rapport.simulator.dirt;

import java.util.EnumMap;
import java.util.Map;

/**
 * The shares of each kind of dirt among the live records.
 *
 * @param shares from 0 to 1 by kind; kinds that are missing do not occur
 */
public record DirtShares(Map<Dirt, Double> shares) {

  public DirtShares {
    double sum = 0;
    for (Map.Entry<Dirt, Double> share : shares.entrySet()) {
      if (!(share.getValue() >= 0)) {
        throw new IllegalArgumentException(
            "share of " + share.getKey().code() + " is " + share.getValue());
      }
      sum += share.getKey() == Dirt.CLEAN ? 0 : share.getValue();
    }
    if (sum > 0.9) {
      throw new IllegalArgumentException("%.2f of all records would be dirt".formatted(sum));
    }
    shares = Map.copyOf(shares);
  }

  /** About two percent altogether. */
  public static DirtShares usual() {
    Map<Dirt, Double> shares = new EnumMap<>(Dirt.class);
    for (Dirt dirt : Dirt.values()) {
      shares.put(dirt, dirt.usualShare());
    }
    return new DirtShares(shares);
  }

  /** None at all. */
  public static DirtShares none() {
    return new DirtShares(Map.of());
  }

  /** The usual mixture scaled to another total share, from 0 to 0.9. */
  public static DirtShares total(double total) {
    double usual = usual().sum();
    Map<Dirt, Double> shares = new EnumMap<>(Dirt.class);
    usual().shares.forEach((dirt, share) -> shares.put(dirt, share * total / usual));
    return new DirtShares(shares);
  }

  /** The same with another share of one kind. */
  public DirtShares with(Dirt dirt, double share) {
    Map<Dirt, Double> changed = new EnumMap<>(Dirt.class);
    changed.putAll(shares);
    changed.put(dirt, share);
    return new DirtShares(changed);
  }

  /** The share of a kind. */
  public double of(Dirt dirt) {
    return shares.getOrDefault(dirt, 0.0);
  }

  /** All shares together. */
  public double sum() {
    double sum = 0;
    // In the order of the enum, so that rounding is the same in every run.
    for (Dirt dirt : Dirt.values()) {
      sum += dirt == Dirt.CLEAN ? 0 : of(dirt);
    }
    return sum;
  }
}
