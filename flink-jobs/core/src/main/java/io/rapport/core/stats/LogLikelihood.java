package io.rapport.core.stats;

/** A test of whether two things occur together more often than by chance. */
public final class LogLikelihood {

  private LogLikelihood() {}

  /**
   * The log-likelihood ratio of a two by two table (Dunning, Computational Linguistics 19, 1993),
   * by unnormalised entropies: 2 (H(rows) + H(columns) - H(cells)) in natural units.
   *
   * @param both occurrences of both together
   * @param first occurrences of the first without the second
   * @param second occurrences of the second without the first
   * @param neither cases with neither
   * @return at least 0; under independence distributed as chi-squared with one degree of freedom
   */
  public static double ratio(double both, double first, double second, double neither) {
    double rows = entropy(both + first, second + neither);
    double columns = entropy(both + second, first + neither);
    double total = both + first + second + neither;
    double cells = term(total) - term(both) - term(first) - term(second) - term(neither);
    return Math.max(0, 2 * (rows + columns - cells));
  }

  private static double entropy(double a, double b) {
    return term(a + b) - term(a) - term(b);
  }

  private static double term(double x) {
    return x <= 0 ? 0 : x * Math.log(x);
  }
}
