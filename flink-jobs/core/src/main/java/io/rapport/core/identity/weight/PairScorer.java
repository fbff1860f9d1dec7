package io.rapport.core.identity.weight;

import io.rapport.core.identity.compare.Level;
import io.rapport.core.identity.compare.PairComparer;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import io.rapport.core.identity.settings.IdentitySettings;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * Adds up what the fields of a pair say for or against one person.
 *
 * <p>An equal value is worth the more the rarer it is: u is then the share of other records with
 * the value.
 */
public final class PairScorer {

  /** Records beside which the expected share of an equal value still counts. */
  private static final double SMOOTHING = 100;

  /** Least share of a value: a quarter of one record of those seen, and of so many not seen. */
  private static final double LEAST_RECORDS = 0.25;

  private final PairComparer comparer;
  private final MatchWeights weights;
  private final TermFrequencies frequencies;
  private final Dependence dependence;
  private final IdentitySettings settings;
  private final byte[] levels = new byte[Field.count()];
  private final double[] bits = new double[Field.count()];
  private double correction;
  private long comparisons;

  /** A scorer over what was learned so far; weights and frequencies go on learning. */
  public PairScorer(
      PairComparer comparer,
      MatchWeights weights,
      TermFrequencies frequencies,
      Dependence dependence,
      IdentitySettings settings) {
    this.comparer = comparer;
    this.weights = weights;
    this.frequencies = frequencies;
    this.dependence = dependence;
    this.settings = settings;
  }

  /**
   * Compares two persons.
   *
   * @return the weight of the evidence in bits, without the prior
   */
  public double score(Person a, Person b) {
    comparisons++;
    comparer.compare(a, b, levels);
    double learned = 0;
    for (int at = 0; at < levels.length; at++) {
      bits[at] = bits(at, a, b);
      learned += weights.bits(at, levels[at]);
    }
    dependence.discount(levels, bits);
    Dependence.limitAddress(bits, settings.moveBits());
    double total = 0;
    for (double field : bits) {
      total += field;
    }
    correction = total - learned;
    return total;
  }

  private double bits(int at, Person a, Person b) {
    int level = levels[at];
    if (level == Level.MISSING) {
      return 0;
    }
    Field field = Field.at(at);
    double learned = weights.bits(at, level);
    double most = Math.min(settings.maxBits(), -MatchWeights.log2(least(field)));
    if (level != Level.SAME || a.hash(field) != b.hash(field)) {
      return Math.min(learned, most);
    }
    double equal = MatchWeights.log2(weights.m(field, level) / share(field, a.hash(field)));
    double worth = Math.max(-settings.maxBits(), Math.min(most, equal));
    return worth;
  }

  /** The share of records, other than the two compared, that have a value. */
  private double share(Field field, long hash) {
    double others = Math.max(0, frequencies.count(hash) - 2);
    double share =
        (others + SMOOTHING * weights.u(field, Level.SAME))
            / (frequencies.records(field) + SMOOTHING);
    return Math.max(least(field), share);
  }

  private double least(Field field) {
    return LEAST_RECORDS / (frequencies.records(field) + settings.population());
  }

  /** The levels of the last pair; overwritten by the next. */
  public byte[] levels() {
    return levels;
  }

  /** The bits of each field of the last pair; overwritten by the next. */
  public double[] bits() {
    return bits;
  }

  /** The bits of the last pair beyond the weights of its levels: of rare and dependent values. */
  public double correction() {
    return correction;
  }

  /** Pairs compared so far. */
  public long comparisons() {
    return comparisons;
  }

  /** Appends the number of comparisons; the rest belongs to others. */
  public void write(PackedWriter out) {
    out.writeVarlong(comparisons);
  }

  /** Reads the number of comparisons. */
  public void read(PackedReader in) {
    comparisons = in.readVarlong();
  }
}
