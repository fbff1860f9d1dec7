package io.rapport.core.recommendation.visit;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A customer's status and segment, and the visitors they are, whose histories are told of changes.
 * Not thread-safe.
 */
public final class StatusFanout {

  /** More than a profile lists. */
  static final int MOST_VISITORS = 256;

  private static final int VERSION = 2;
  private static final int WITHOUT_SEGMENT = 1;

  private VisitorStatus status = VisitorStatus.USUAL;
  private String segment; // null for none
  private final Set<String> visitors = new LinkedHashSet<>(); // all of whom know; newest last

  /**
   * What visitors have to be told after a profile has changed. A profile lists the cookies last
   * seen; earlier ones go on knowing, up to a bound. One without visitors is the profile's end.
   */
  public List<StatusChange> apply(CustomerStatus profile) {
    List<StatusChange> changes = new ArrayList<>();
    boolean gone = profile.visitors().isEmpty();
    if (profile.status() != status || (gone && segment != null)) {
      status = profile.status();
      String left = gone ? null : segment;
      visitors.forEach(visitor -> changes.add(change(profile, visitor, status, left)));
    }
    if (gone) {
      visitors.clear();
      return changes;
    }
    for (String visitor : profile.visitors()) {
      if (!visitors.remove(visitor) && isUnusual()) {
        changes.add(change(profile, visitor, status, segment));
      }
      visitors.add(visitor); // As the one seen last.
    }
    while (visitors.size() > MOST_VISITORS) {
      String first = visitors.iterator().next();
      visitors.remove(first);
      if (isUnusual()) {
        changes.add(change(profile, first, VisitorStatus.USUAL, null));
      }
    }
    return changes;
  }

  /** What visitors have to be told after the customer's segment has changed. */
  public List<StatusChange> apply(SegmentChange change) {
    if (Objects.equals(segment, change.segment())) {
      return List.of();
    }
    segment = change.segment();
    return visitors.stream()
        .map(
            visitor ->
                new StatusChange(change.site(), visitor, change.customerId(), status, segment))
        .toList();
  }

  private boolean isUnusual() {
    return status != VisitorStatus.USUAL || segment != null;
  }

  private static StatusChange change(
      CustomerStatus profile, String visitor, VisitorStatus status, String segment) {
    return new StatusChange(profile.site(), visitor, profile.customerId(), status, segment);
  }

  /** Whether there is nothing to remember. */
  public boolean isEmpty() {
    return visitors.isEmpty() && !isUnusual();
  }

  /** Packed; read back by {@link #fromBytes}. */
  public byte[] toBytes() {
    PackedWriter out = PackedWriter.versioned(VERSION);
    out.writeByte(status.code());
    out.writeVarint(visitors.size());
    visitors.forEach(out::writeString);
    out.writeNullableString(segment);
    return out.toBytes();
  }

  /** The inverse of {@link #toBytes}. */
  public static StatusFanout fromBytes(byte[] bytes) {
    int version = bytes[0] == WITHOUT_SEGMENT ? WITHOUT_SEGMENT : VERSION;
    PackedReader in = PackedReader.open(bytes, version, "A customer's status");
    StatusFanout told = new StatusFanout();
    told.status = VisitorStatus.of(in.readByte());
    for (int i = in.readVarint(); i > 0; i--) {
      told.visitors.add(in.readString());
    }
    told.segment = version > WITHOUT_SEGMENT ? in.readNullableString() : null;
    return told;
  }
}
