package io.rapport.core.identity.compare;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.StringLength;

class TextSimilarityTest {

  @Property(tries = 5000)
  void oneEditIsADistanceOfAtMostOne(
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 6) String a,
      @ForAll @CharRange(from = 'a', to = 'c') @StringLength(max = 6) String b) {
    assertThat(TextSimilarity.oneEdit(a, b)).isEqualTo(distance(a, b) <= 1);
  }

  @Property(tries = 5000)
  void whatIsRuledOutIsUnlike(
      @ForAll @CharRange(from = 'a', to = 'f') @StringLength(min = 1, max = 9) String a,
      @ForAll @CharRange(from = 'a', to = 'f') @StringLength(min = 1, max = 9) String b) {
    if (TextSimilarity.surelyBelow(a.length(), b.length(), letters(a), letters(b), 0.85)) {
      assertThat(TextSimilarity.jaroWinkler(a, b)).isLessThan(0.85);
    }
  }

  /** Optimal string alignment by its recursion. */
  private static int distance(String a, String b) {
    int[][] table = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          table[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        table[i][j] =
            Math.min(table[i - 1][j - 1] + change, 1 + Math.min(table[i - 1][j], table[i][j - 1]));
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          table[i][j] = Math.min(table[i][j], table[i - 2][j - 2] + 1);
        }
      }
    }
    return table[a.length()][b.length()];
  }

  private static int letters(String text) {
    return text.chars().map(c -> 1 << (c & 31)).reduce(0, (x, y) -> x | y);
  }
}
