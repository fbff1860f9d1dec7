package io.rapport.simulator;

import io.rapport.simulator.people.Order;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** The orders that no ticket is about yet; when there are too many, a random one makes room. */
final class UnticketedOrders {

  private final List<Order> orders = new ArrayList<>();
  private final int capacity;
  private final RandomGenerator random;

  UnticketedOrders(int capacity, RandomGenerator random) {
    this.capacity = capacity;
    this.random = random;
  }

  void add(Order order) {
    if (orders.size() >= capacity) {
      takeAny();
    }
    orders.add(order);
  }

  /** Takes any order out; null when there is none. */
  Order takeAny() {
    if (orders.isEmpty()) {
      return null;
    }
    int at = random.nextInt(orders.size());
    Order order = orders.get(at);
    Order last = orders.remove(orders.size() - 1);
    if (at < orders.size()) {
      orders.set(at, last);
    }
    return order;
  }
}
