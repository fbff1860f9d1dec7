package io.rapport.core.identity.weight;

import io.rapport.core.identity.compare.Level;
import io.rapport.core.identity.person.Field;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * The shares of strangers with one equal value that have another equal value too. Whoever has the
 * same postcode mostly lives in the same town: two agreements of which one follows from the other
 * are one piece of evidence, and so are two differences.
 *
 * <p>Learned on pairs of strangers that were drawn because one value is equal, so that rare values
 * tell as much as usual ones.
 */
public final class Dependence {

  private static final Field[] FIELDS = {
    Field.GIVEN_NAME,
    Field.STREET,
    Field.LOCALITY,
    Field.POSTCODE,
    Field.REGION,
    Field.GENDER,
    Field.OCCUPATION,
    Field.OTHER,
    Field.OTHER_2,
    Field.OTHER_3
  };

  private static final Field[] ADDRESS = {
    Field.STREET, Field.ADDRESS_LINE, Field.NUMBER, Field.LOCALITY, Field.POSTCODE, Field.REGION
  };

  /** Pairs that independence counts for. */
  private static final double STRENGTH = 100;

  private final MatchWeights weights;
  private final double[][] both = new double[FIELDS.length][FIELDS.length];
  private final double[][] pairs = new double[FIELDS.length][FIELDS.length];
  private final int[] order = new int[FIELDS.length];

  /** Starts from independence. */
  public Dependence(MatchWeights weights) {
    this.weights = weights;
  }

  /** Counts a pair of strangers that was drawn because a field is equal. */
  public void observe(Field equal, byte[] levels) {
    int given = place(equal);
    for (int other = 0; other < FIELDS.length; other++) {
      int level = levels[FIELDS[other].index()];
      if (given >= 0 && other != given && level != Level.MISSING) {
        pairs[given][other]++;
        both[given][other] += level == Level.SAME ? 1 : 0;
      }
    }
  }

  /** The share of strangers with one field equal that have another equal too. */
  public double share(Field other, Field given) {
    return share(place(other), place(given));
  }

  /**
   * Takes from the bits of a pair what follows from others: of fields that agree, or that differ,
   * the one that says most counts in full.
   */
  public void discount(byte[] levels, double[] bits) {
    int present = ordered(levels, bits);
    for (int i = 1; i < present; i++) {
      int index = FIELDS[order[i]].index();
      for (int j = 0; j < i; j++) {
        double stronger = bits[FIELDS[order[j]].index()];
        if (bits[index] > 0 && stronger > 0) {
          double left = -MatchWeights.log2(share(order[i], order[j]));
          bits[index] = Math.min(bits[index], Math.max(0, left));
        } else if (bits[index] < 0 && stronger < 0) {
          bits[index] *= 1 - share(order[i], order[j]);
        }
      }
    }
  }

  /**
   * Limits what an address says against a pair: people move, and then all of it differs.
   *
   * @param most bits below zero, positive
   */
  static void limitAddress(double[] bits, double most) {
    double against = 0;
    for (Field field : ADDRESS) {
      against -= Math.min(0, bits[field.index()]);
    }
    if (against > most) {
      for (Field field : ADDRESS) {
        bits[field.index()] *= bits[field.index()] < 0 ? most / against : 1;
      }
    }
  }

  /** Places the fields that say something in the order of how much they say. */
  private int ordered(byte[] levels, double[] bits) {
    int present = 0;
    for (int place = 0; place < FIELDS.length; place++) {
      int index = FIELDS[place].index();
      if (levels[index] != Level.MISSING) {
        int at = present++;
        double size = Math.abs(bits[index]);
        while (at > 0 && Math.abs(bits[FIELDS[order[at - 1]].index()]) < size) {
          order[at] = order[at - 1];
          at--;
        }
        order[at] = place;
      }
    }
    return present;
  }

  private double share(int other, int given) {
    double independent = weights.u(FIELDS[other], Level.SAME);
    return (both[given][other] + STRENGTH * independent) / (pairs[given][other] + STRENGTH);
  }

  private static int place(Field field) {
    for (int place = 0; place < FIELDS.length; place++) {
      if (FIELDS[place] == field) {
        return place;
      }
    }
    return -1;
  }

  /** Appends what was learned. */
  public void write(PackedWriter out) {
    for (int field = 0; field < FIELDS.length; field++) {
      out.writeDoubles(both[field]);
      out.writeDoubles(pairs[field]);
    }
  }

  /** Reads what was learned. */
  public void read(PackedReader in) {
    for (int field = 0; field < FIELDS.length; field++) {
      both[field] = in.readDoubles();
      pairs[field] = in.readDoubles();
    }
  }
}
