package io.rapport.core.cleaning;

import io.rapport.core.hash.Hash64;
import java.util.List;

/**
 * Names the segment of a record: its site and the values of the fields that tell segments apart. A
 * record without one of these values belongs to no segment.
 */
final class SegmentKey {

  /** The name of no segment. */
  static final long NONE = 0;

  private final int[] fields;

  /**
   * @param by names of the fields that tell segments apart
   */
  SegmentKey(Source source, List<String> by) {
    this.fields = new int[by.size() + 1]; // the first is the site
    for (int i = 1; i < fields.length; i++) {
      fields[i] = source.field(by.get(i - 1)).index();
    }
  }

  /** The hash of the segment's name, or {@link #NONE}. */
  long of(FieldValues values) {
    long key = 1;
    for (int field : fields) {
      String value = values.text(field);
      if (value == null) {
        return NONE;
      }
      key = Hash64.mix(31 * key + Hash64.of(value));
    }
    return key;
  }
}
