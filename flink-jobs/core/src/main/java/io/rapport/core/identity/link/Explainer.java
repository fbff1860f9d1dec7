package io.rapport.core.identity.link;

import io.rapport.core.identity.compare.Level;
import io.rapport.core.identity.compare.PairComparer;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Writes one sentence on a pair: what speaks for one person, then what speaks against. */
final class Explainer {

  /** Less says too little to be named. */
  private static final double LEAST_BITS = 0.5;

  private final PairComparer comparer;

  Explainer(PairComparer comparer) {
    this.comparer = comparer;
  }

  /**
   * The sentence of a pair.
   *
   * @param verdict its beginning
   * @param levels of the pair's fields
   * @param bits of the pair's fields
   */
  String explain(String verdict, Person person, byte[] levels, double[] bits) {
    List<Integer> fields = new ArrayList<>();
    for (int at = 0; at < levels.length; at++) {
      if (levels[at] != Level.MISSING && Math.abs(bits[at]) >= LEAST_BITS) {
        fields.add(at);
      }
    }
    fields.sort(Comparator.comparingDouble(at -> -Math.abs(bits[at])));
    String pro = listed(fields.stream().filter(at -> bits[at] > 0).toList(), person, levels, bits);
    String con = listed(fields.stream().filter(at -> bits[at] < 0).toList(), person, levels, bits);
    StringBuilder sentence = new StringBuilder(verdict).append(": ");
    sentence.append(pro.isEmpty() ? "nothing speaks for it" : pro);
    if (!con.isEmpty()) {
      sentence.append("; against it: ").append(con);
    }
    return sentence.append('.').toString();
  }

  private String listed(List<Integer> fields, Person person, byte[] levels, double[] bits) {
    List<String> phrases = new ArrayList<>();
    for (int at : fields) {
      Field field = Field.at(at);
      String phrase =
          comparer
              .levels(field)
              .get(levels[at] - 1)
              .phrase()
              .replace("%ss", field.label() + (field.label().endsWith("s") ? "es" : "s"))
              .replace("%s", field.label())
              .replace("%v", String.valueOf(person.value(field)));
      phrases.add("%s (%s)".formatted(phrase, signed(bits[at])));
    }
    return String.join(", ", phrases);
  }

  private static String signed(double bits) {
    return String.format(Locale.ROOT, "%+.1f", bits);
  }
}
