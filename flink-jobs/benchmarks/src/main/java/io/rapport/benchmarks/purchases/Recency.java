package io.rapport.benchmarks.purchases;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A predictor by the user's own cart, then by the items touched before, each the latest first; it
 * learns nothing of anybody else. A purchase mostly follows its own cart, so this is hard to beat;
 * and it never finds anything new.
 */
final class Recency implements PurchasePredictor {

  private final int size;
  private final Map<String, Set<String>> carts = new HashMap<>(); // in order, oldest first
  private final Map<String, Set<String>> touched = new HashMap<>();

  Recency(int size) {
    this.size = size;
  }

  @Override
  public List<String> predict(String user, long time) {
    Set<String> list = new LinkedHashSet<>(latestFirst(carts, user));
    list.addAll(latestFirst(touched, user));
    return list.stream().limit(size).toList();
  }

  private static List<String> latestFirst(Map<String, Set<String>> lists, String user) {
    List<String> latest = new ArrayList<>(lists.getOrDefault(user, Set.of()));
    Collections.reverse(latest);
    return latest;
  }

  @Override
  public void learn(ShopStep step) {
    if (step.kind() == ShopStep.Kind.LISTED || step.kind() == ShopStep.Kind.RETURN) {
      return;
    }
    for (String item : step.items()) {
      append(touched, step.user(), item);
      if (step.kind() == ShopStep.Kind.CART) {
        append(carts, step.user(), item);
      } else if (step.kind() == ShopStep.Kind.ORDER && carts.containsKey(step.user())) {
        carts.get(step.user()).remove(item);
      }
    }
  }

  private static void append(Map<String, Set<String>> lists, String user, String item) {
    Set<String> list = lists.computeIfAbsent(user, any -> new LinkedHashSet<>());
    list.remove(item);
    list.add(item);
  }
}
