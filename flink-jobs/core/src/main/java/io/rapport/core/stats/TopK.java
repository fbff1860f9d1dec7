package io.rapport.core.stats;

import java.util.Arrays;

/** Selection of the greatest numbers of many, without sorting the others. */
public final class TopK {

  private TopK() {}

  /**
   * Moves the greatest numbers to the front in descending order; the others follow in no order.
   * Quickselect (Hoare, CACM 1961) with the median of three, then a sort of the selected numbers.
   *
   * @param count of the numbers, from the beginning of {@code values}
   * @param most how many numbers to select
   */
  public static void first(long[] values, int count, int most) {
    int wanted = Math.min(count, most);
    int from = 0;
    int to = count - 1;
    while (from < to && wanted < count) {
      long pivot = median(values[from], values[(from + to) >>> 1], values[to]);
      int i = from;
      int j = to;
      while (i <= j) {
        while (values[i] > pivot) {
          i++;
        }
        while (values[j] < pivot) {
          j--;
        }
        if (i <= j) {
          swap(values, i++, j--);
        }
      }
      if (wanted - 1 <= j) {
        to = j;
      } else if (wanted - 1 >= i) {
        from = i;
      } else {
        break;
      }
    }
    Arrays.sort(values, 0, wanted);
    for (int i = 0; i < wanted / 2; i++) {
      swap(values, i, wanted - 1 - i);
    }
  }

  private static long median(long a, long b, long c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }

  private static void swap(long[] values, int i, int j) {
    long value = values[i];
    values[i] = values[j];
    values[j] = value;
  }
}
