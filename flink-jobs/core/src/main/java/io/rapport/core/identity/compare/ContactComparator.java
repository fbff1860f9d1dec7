package io.rapport.core.identity.compare;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares e-mail addresses, telephone numbers or devices. A person may have several: the best pair
 * counts. A value that many people share does not.
 */
final class ContactComparator extends SharedCodeComparator {

  static final int MAILBOX = 3;
  static final int ALIKE = 4;
  private static final int SHORTEST_MISTYPED = 7;
  private static final int SHORTEST_MAILBOX = 4;
  private static final double SIMILAR = 0.9;

  private ContactComparator(Field field, Population population, List<Level> levels) {
    super(field, population, levels);
  }

  static ContactComparator mail(Population population) {
    return new ContactComparator(
        Field.E_MAIL,
        population,
        List.of(
            new Level("same %s %v", 0.75, 0.0001),
            new Level("one character of the %s differs", 0.06, 0.0001),
            new Level("same mailbox name at another domain", 0.05, 0.0004),
            new Level("similar %ss", 0.03, 0.004),
            new Level("different %ss", 0.11, 0.9954)));
  }

  static ContactComparator phone(Population population) {
    return new ContactComparator(
        Field.PHONE,
        population,
        List.of(
            new Level("same %s %v", 0.75, 0.0001),
            new Level("one digit of the %s differs", 0.06, 0.0001),
            new Level("different %ss", 0.19, 0.9998)));
  }

  static ContactComparator device(Population population) {
    return new ContactComparator(
        Field.DEVICE,
        population,
        List.of(new Level("same %s", 0.7, 0.0001), new Level("different %ss", 0.3, 0.9999)));
  }

  @Override
  public int compare(Person a, Person b) {
    Field field = field();
    String[] left = a.alternatives(field);
    String[] right = b.alternatives(field);
    if (left == null && right == null) {
      return shared(a.hash(field)) || shared(b.hash(field))
          ? Level.MISSING
          : compare(a.value(field), b.value(field));
    }
    List<String> own = personal(a);
    List<String> others = personal(b);
    int best = own.isEmpty() || others.isEmpty() ? Level.MISSING : different();
    for (String one : own) {
      for (String other : others) {
        best = Math.min(best, compare(one, other));
      }
    }
    return best;
  }

  /** The values that say something about a person. */
  private List<String> personal(Person person) {
    Field field = field();
    String[] values = person.alternatives(field);
    if (values == null) {
      values = new String[] {person.value(field)};
    }
    long[] hashes = person.hashes(field);
    List<String> personal = new ArrayList<>();
    for (int i = 0; i < values.length; i++) {
      if (!shared(hashes[i])) {
        personal.add(values[i]);
      }
    }
    return personal;
  }

  private int compare(String left, String right) {
    int level = level(left, right, SHORTEST_MISTYPED);
    if (level != different() || field() != Field.E_MAIL) {
      return level;
    }
    int leftAt = left.lastIndexOf('@');
    int rightAt = right.lastIndexOf('@');
    if (leftAt == rightAt
        && leftAt >= SHORTEST_MAILBOX
        && left.regionMatches(0, right, 0, leftAt)) {
      return MAILBOX;
    }
    return TextSimilarity.jaroWinkler(left.substring(0, leftAt), right.substring(0, rightAt))
            >= SIMILAR
        ? ALIKE
        : different();
  }
}
