package io.rapport.core.cleaning;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A change that a rule made to a record.
 *
 * @param field the field's name
 * @param value the new value, at most {@value #LONGEST} characters; null where there is none, and
 *     for every personal field
 */
public record Change(String rule, ChangeKind kind, String field, String value) {

  /** Longest value kept, in characters. */
  public static final int LONGEST = 100;

  private static final String BETWEEN = ",";
  private static final char PART = ':';
  private static final char VALUE = '=';

  /** Rule and kind, by which changes are counted: {@code country:standardised}. */
  public String code() {
    return rule + PART + kind.code();
  }

  /** The form on an event: {@code rule:kind:field}, and {@code =value} where there is one. */
  String encoded() {
    String head = code() + PART + field;
    return value == null ? head : head + VALUE + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  /** The changes in the text that an event keeps; none in an empty one. */
  public static List<Change> parse(String changes) {
    List<Change> all = new ArrayList<>();
    if (changes != null && !changes.isEmpty()) {
      for (String change : changes.split(BETWEEN, -1)) {
        all.add(decoded(change));
      }
    }
    return all;
  }

  private static Change decoded(String change) {
    String[] parts = change.split(String.valueOf(PART), 3);
    int end = parts[2].indexOf(VALUE);
    return new Change(
        parts[0],
        ChangeKind.of(parts[1]),
        end < 0 ? parts[2] : parts[2].substring(0, end),
        end < 0 ? null : URLDecoder.decode(parts[2].substring(end + 1), StandardCharsets.UTF_8));
  }

  static String join(List<Change> changes) {
    StringBuilder text = new StringBuilder();
    for (Change change : changes) {
      text.append(text.isEmpty() ? "" : BETWEEN).append(change.encoded());
    }
    return text.toString();
  }
}
