package io.rapport.benchmarks.purchases;

import it.unimi.dsi.fastutil.ints.Int2IntOpenHashMap;
import it.unimi.dsi.fastutil.ints.IntArrayList;
import it.unimi.dsi.fastutil.ints.IntList;
import it.unimi.dsi.fastutil.objects.Object2IntOpenHashMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A predictor by item-based nearest neighbours (Sarwar et al., WWW 2001), kept up to date. The
 * similarity of two items is the cosine of their users, of whom each remembers the last {@value
 * #REMEMBERED} items; an item's score is the sum of its similarities to the user's last {@value
 * #ASKED}.
 */
final class ItemKnn implements PurchasePredictor {

  private static final int REMEMBERED = 50;
  private static final int ASKED = 10;

  private final int size;
  private final Object2IntOpenHashMap<String> numbers = new Object2IntOpenHashMap<>();
  private final List<String> names = new ArrayList<>(); // by number
  private final IntArrayList counts = new IntArrayList();
  private final List<Int2IntOpenHashMap> pairs = new ArrayList<>();
  private final Map<String, IntArrayList> users = new HashMap<>(); // newest first

  ItemKnn(int size) {
    this.size = size;
  }

  @Override
  public List<String> predict(String user, long time) {
    double[] scores = new double[names.size()];
    IntArrayList scored = new IntArrayList();
    IntList items = users.getOrDefault(user, new IntArrayList());
    for (int item : items.subList(0, Math.min(ASKED, items.size()))) {
      double count = counts.getInt(item);
      pairs
          .get(item)
          .int2IntEntrySet()
          .fastForEach(
              pair -> {
                int other = pair.getIntKey();
                if (scores[other] == 0) {
                  scored.add(other);
                }
                scores[other] += pair.getIntValue() / Math.sqrt(count * counts.getInt(other));
              });
    }
    Map<String, Double> named = new HashMap<>();
    scored.forEach((int item) -> named.put(names.get(item), scores[item]));
    return Popularity.top(named, size);
  }

  @Override
  public void learn(ShopStep step) {
    if (step.kind() == ShopStep.Kind.RETURN || step.kind() == ShopStep.Kind.LISTED) {
      return;
    }
    IntArrayList items = users.computeIfAbsent(step.user(), any -> new IntArrayList());
    for (String name : step.items()) {
      int item = number(name);
      if (!items.rem(item)) {
        counts.set(item, counts.getInt(item) + 1);
        for (int other : items) {
          pairs.get(item).addTo(other, 1);
          pairs.get(other).addTo(item, 1);
        }
      }
      items.add(0, item);
      if (items.size() > REMEMBERED) {
        items.removeInt(REMEMBERED);
      }
    }
  }

  private int number(String name) {
    return numbers.computeIfAbsent(
        name,
        any -> {
          names.add(name);
          counts.add(0);
          pairs.add(new Int2IntOpenHashMap());
          return names.size() - 1;
        });
  }
}
