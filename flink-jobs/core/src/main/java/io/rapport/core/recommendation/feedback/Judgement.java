package io.rapport.core.recommendation.feedback;

import io.rapport.core.recommendation.blend.BlendExample;
import io.rapport.core.recommendation.blend.LoggedRecommendation;
import java.util.ArrayList;
import java.util.List;

/**
 * The outcome of a recommendation within its window. A list nobody saw is never judged.
 *
 * @param list as ranked
 * @param shown by slot
 * @param clicked by slot
 * @param bought by slot
 */
@SuppressWarnings("ArrayRecordComponent") // Read at once; never compared.
public record Judgement(
    LoggedRecommendation list, boolean[] shown, boolean[] clicked, boolean[] bought) {

  /** The weight of a purchase relative to a click. */
  private static final float PURCHASE_WEIGHT = 3;

  /** The number of items shown. */
  public int impressions() {
    return count(shown);
  }

  /** The number of items clicked. */
  public int clicks() {
    return count(clicked);
  }

  /** The number of items shown and bought. */
  public int purchases() {
    int both = 0;
    for (int slot = 0; slot < shown.length; slot++) {
      both += shown[slot] && bought[slot] ? 1 : 0;
    }
    return both;
  }

  private static int count(boolean[] flags) {
    int count = 0;
    for (boolean flag : flags) {
      count += flag ? 1 : 0;
    }
    return count;
  }

  /**
   * The training examples: one for each item chosen, among the items examined; one without a choice
   * when none was. Items below the last click were not examined (the cascade model: Craswell,
   * Zoeter, Taylor, Ramsey, WSDM 2008) and are no negative examples.
   */
  public List<BlendExample> examples() {
    int last = shown.length - 1;
    if (clicks() > 0) {
      while (!clicked[last]) {
        last--;
      }
    }
    int[] slots = new int[shown.length];
    int n = 0;
    for (int slot = 0; slot <= last; slot++) {
      if (shown[slot] && !list.items().get(slot).isEmpty()) {
        slots[n++] = slot;
      }
    }
    List<BlendExample> examples = new ArrayList<>();
    for (int row = 0; row < n; row++) {
      int slot = slots[row];
      if (clicked[slot] || bought[slot]) {
        float weight = bought[slot] ? PURCHASE_WEIGHT : 1;
        examples.add(BlendExample.of(list, slots, n, row, weight));
      }
    }
    if (examples.isEmpty() && n > 0 && clicks() == 0) {
      examples.add(BlendExample.of(list, slots, n, BlendExample.NONE, 1));
    }
    return examples;
  }
}
