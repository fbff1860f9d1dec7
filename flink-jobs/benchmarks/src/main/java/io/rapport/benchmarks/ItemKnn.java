package io.rapport.benchmarks;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Item-based nearest neighbours (Sarwar et al., WWW 2001), kept up to date: the similarity of two
 * items is the cosine of their users, of whom each remembers the last {@value #REMEMBERED} items;
 * an item's score is the sum of its similarities to the user's last {@value #ASKED}.
 */
final class ItemKnn implements PurchasePredictor {

  private static final int REMEMBERED = 50;
  private static final int ASKED = 10;

  private final int size;
  private final Map<String, Deque<String>> users = new HashMap<>(); // newest first
  private final Map<String, Map<String, Integer>> pairs = new HashMap<>();
  private final Map<String, Integer> counts = new HashMap<>();

  ItemKnn(int size) {
    this.size = size;
  }

  @Override
  public List<String> predict(String user, long time) {
    Map<String, Double> scores = new HashMap<>();
    users.getOrDefault(user, new ArrayDeque<>()).stream()
        .limit(ASKED)
        .forEach(
            item ->
                pairs
                    .getOrDefault(item, Map.of())
                    .forEach(
                        (other, both) ->
                            scores.merge(
                                other,
                                both / Math.sqrt((double) counts.get(item) * counts.get(other)),
                                Double::sum)));
    return Popularity.top(scores, size);
  }

  @Override
  public void learn(ShopStep step) {
    if (step.kind() == ShopStep.Kind.RETURN) {
      return;
    }
    Deque<String> items = users.computeIfAbsent(step.user(), any -> new ArrayDeque<>());
    for (String item : step.items()) {
      if (!items.remove(item)) {
        counts.merge(item, 1, Integer::sum);
        for (String other : items) {
          pair(item, other);
          pair(other, item);
        }
      }
      items.addFirst(item);
      if (items.size() > REMEMBERED) {
        items.removeLast();
      }
    }
  }

  private void pair(String a, String b) {
    pairs.computeIfAbsent(a, any -> new HashMap<>()).merge(b, 1, Integer::sum);
  }
}
