package io.rapport.core.identity.weight;

import io.rapport.core.identity.compare.Level;
import io.rapport.core.identity.compare.PairComparer;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.settings.IdentitySettings;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.List;
import java.util.function.Predicate;

/**
 * The weights of the levels of all fields (Fellegi and Sunter, 1969): log2 of the share m among
 * pairs of one person over the share u among pairs of two.
 *
 * <p>u is counted on random pairs, nearly all of which are of two persons. m is estimated by
 * expectation maximisation over a sample of candidate pairs. Candidates that are of two persons
 * agree more than random pairs do, because blocking chose them; so their shares are estimated
 * beside m, and a pair counts as a match only as far as it is one both among the candidates and
 * among all pairs. All start from the comparators' shares, which count as so many pairs.
 */
public final class MatchWeights {

  private static final double LOG2 = Math.log(2);

  /** Share of matches among candidates before any is seen. */
  private static final double MATCH_SHARE = 0.2;

  private final IdentitySettings settings;
  private final double[][] initialM = new double[Field.count()][];
  private final double[][] initialU = new double[Field.count()][];
  private final double[][] m = new double[Field.count()][];
  private final double[][] u = new double[Field.count()][];
  private final double[][] candidate = new double[Field.count()][];
  private final double[][] bits = new double[Field.count()][];
  private final double[][] random = new double[Field.count()][];
  private double matchShare = MATCH_SHARE;

  /** The initial weights of a comparer's levels. */
  public MatchWeights(PairComparer comparer, IdentitySettings settings) {
    this.settings = settings;
    for (int field = 0; field < m.length; field++) {
      List<Level> levels = comparer.levels(Field.at(field));
      initialM[field] = shares(levels.stream().mapToDouble(Level::m).toArray());
      initialU[field] = shares(levels.stream().mapToDouble(Level::u).toArray());
      m[field] = initialM[field].clone();
      u[field] = initialU[field].clone();
      candidate[field] = initialU[field].clone();
      bits[field] = new double[m[field].length];
      random[field] = new double[m[field].length];
    }
    weigh();
  }

  /** Counts a pair of two records drawn at random. */
  public void observeRandom(byte[] levels) {
    for (int field = 0; field < levels.length; field++) {
      random[field][levels[field]]++;
    }
  }

  /** The share of a level among pairs of one person that both have the field. */
  public double m(Field field, int level) {
    return m[field.index()][level];
  }

  /** The share of a level among pairs of two persons that both have the field. */
  public double u(Field field, int level) {
    return u[field.index()][level];
  }

  /** The weight of a level in bits; 0 for a missing value. */
  public double bits(int field, int level) {
    return bits[field][level];
  }

  /**
   * Learns from a sample of candidate pairs.
   *
   * @param priorBits log2 of the odds that a pair drawn at random is of one person
   * @param impossible whether levels are those of two persons for sure
   */
  public void learn(PairSample pairs, double priorBits, Predicate<byte[]> impossible) {
    boolean[] apart = new boolean[pairs.size()];
    for (int pair = 0; pair < apart.length; pair++) {
      apart[pair] = impossible.test(pairs.levels(pair));
    }
    for (int field = 0; field < u.length; field++) {
      u[field] = posterior(random[field], initialU[field], settings.priorRandomPairs());
    }
    weigh();
    for (int round = 0; round < settings.iterations(); round++) {
      double[][] sums = expectation(pairs, priorBits, apart);
      for (int field = 0; field < m.length; field++) {
        m[field] = posterior(sums[field], initialM[field], settings.priorPairs());
      }
      weigh();
    }
  }

  private double[][] expectation(PairSample pairs, double priorBits, boolean[] apart) {
    double[][] matches = new double[m.length][];
    double[][] others = new double[m.length][];
    for (int field = 0; field < m.length; field++) {
      matches[field] = new double[m[field].length];
      others[field] = new double[m[field].length];
    }
    double odds = log2(matchShare / (1 - matchShare));
    double sum = 0;
    for (int pair = 0; pair < pairs.size(); pair++) {
      byte[] levels = pairs.levels(pair);
      double amongAll = priorBits + pairs.correction(pair);
      double amongCandidates = odds;
      for (int field = 0; field < levels.length; field++) {
        int level = levels[field];
        if (level != Level.MISSING) {
          amongAll += bits[field][level];
          amongCandidates += log2(m[field][level] / candidate[field][level]);
        }
      }
      double match = apart[pair] ? 0 : probability(Math.min(amongAll, amongCandidates));
      sum += match;
      for (int field = 0; field < levels.length; field++) {
        matches[field][levels[field]] += match;
        others[field][levels[field]] += 1 - match;
      }
    }
    matchShare =
        (sum + MATCH_SHARE * settings.priorPairs()) / (pairs.size() + settings.priorPairs());
    for (int field = 0; field < m.length; field++) {
      candidate[field] = posterior(others[field], u[field], settings.priorPairs());
    }
    return matches;
  }

  /** The probability of odds given as their log2. */
  public static double probability(double oddsBits) {
    return 1 / (1 + Math.exp(-oddsBits * LOG2));
  }

  /** log2, the unit of all weights. */
  public static double log2(double value) {
    return Math.log(value) / LOG2;
  }

  private void weigh() {
    for (int field = 0; field < m.length; field++) {
      for (int level = Level.SAME; level < m[field].length; level++) {
        double weight = log2(m[field][level] / u[field][level]);
        bits[field][level] = Math.max(-settings.maxBits(), Math.min(settings.maxBits(), weight));
      }
    }
  }

  private static double[] posterior(double[] counts, double[] initial, double strength) {
    double total = strength;
    for (int level = Level.SAME; level < counts.length; level++) {
      total += counts[level];
    }
    double[] shares = new double[counts.length];
    for (int level = Level.SAME; level < counts.length; level++) {
      shares[level] = (counts[level] + strength * initial[level]) / total;
    }
    return shares;
  }

  /** Shares that add up to 1, with the missing level in front. */
  private static double[] shares(double[] raw) {
    double total = 0;
    for (double share : raw) {
      total += share;
    }
    double[] shares = new double[raw.length + 1];
    for (int i = 0; i < raw.length; i++) {
      shares[i + 1] = raw[i] / total;
    }
    return shares;
  }

  /** Appends what was learned. */
  public void write(PackedWriter out) {
    out.writeDouble(matchShare);
    for (int field = 0; field < m.length; field++) {
      out.writeDoubles(m[field]);
      out.writeDoubles(u[field]);
      out.writeDoubles(candidate[field]);
      out.writeDoubles(random[field]);
    }
  }

  /** Reads what was learned with the same comparer. */
  public void read(PackedReader in) {
    matchShare = in.readDouble();
    for (int field = 0; field < m.length; field++) {
      m[field] = in.readDoubles();
      u[field] = in.readDoubles();
      candidate[field] = in.readDoubles();
      random[field] = in.readDoubles();
    }
    weigh();
  }
}
