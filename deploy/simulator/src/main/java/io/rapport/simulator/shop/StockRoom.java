package io.rapport.simulator.shop;

import java.util.random.RandomGenerator;

/** The units left of each item. */
public final class StockRoom {

  private static final double SOLD_OUT_AT_OPENING = 0.02;
  private static final int SMALLEST_DELIVERY = 5;
  private static final int LARGEST_DELIVERY = 120;

  private final int[] units;
  private final RandomGenerator random;

  public StockRoom(int capacity, RandomGenerator random) {
    this.units = new int[capacity];
    this.random = random;
  }

  /** First stock of an item; a few are sold out from the start. */
  public int open(Item item) {
    if (random.nextDouble() < SOLD_OUT_AT_OPENING) {
      units[item.index()] = 0;
      return 0;
    }
    return deliver(item);
  }

  /** A delivery; returns what is there after it. */
  public int deliver(Item item) {
    units[item.index()] += random.nextInt(SMALLEST_DELIVERY, LARGEST_DELIVERY);
    return units[item.index()];
  }

  /** Takes at most the wanted units; returns how many. */
  public int take(Item item, int wanted) {
    int taken = Math.min(wanted, units[item.index()]);
    units[item.index()] -= taken;
    return taken;
  }

  /** Puts units back on the shelf. */
  public void giveBack(Item item, int count) {
    units[item.index()] += count;
  }

  /** Units left. */
  public int left(Item item) {
    return units[item.index()];
  }
}
