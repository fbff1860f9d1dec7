package io.rapport.core.recommendation;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How a customer stands and which visitors know: kept only of customers who do not stand as usual.
 * Not thread-safe.
 */
public final class ToldStanding {

  /** More than a profile lists. */
  static final int MOST_TOLD = 256;

  private static final int VERSION = 1;

  private Standing standing = Standing.USUAL;
  private final Set<String> told = new LinkedHashSet<>();

  /**
   * What visitors have to be told after a profile has changed. A profile lists the cookies last
   * seen; earlier ones go on knowing, up to a bound, and are told the end as well.
   */
  public List<StandingChange> apply(CustomerStanding profile) {
    List<StandingChange> changes = new ArrayList<>();
    if (profile.standing() != standing) {
      told.forEach(visitor -> changes.add(change(profile, visitor, profile.standing())));
    }
    standing = profile.standing();
    if (standing == Standing.USUAL) {
      told.clear();
      return changes;
    }
    for (String visitor : profile.visitors()) {
      if (!told.remove(visitor)) {
        changes.add(change(profile, visitor, standing));
      }
      told.add(visitor); // As the one told last.
    }
    while (told.size() > MOST_TOLD) {
      String first = told.iterator().next();
      told.remove(first);
      changes.add(change(profile, first, Standing.USUAL));
    }
    return changes;
  }

  private static StandingChange change(
      CustomerStanding profile, String visitor, Standing standing) {
    return new StandingChange(profile.site(), visitor, profile.customerId(), standing);
  }

  /** Whether there is nothing to remember. */
  public boolean isUsual() {
    return standing == Standing.USUAL;
  }

  /** Packed; read back by {@link #fromBytes}. */
  public byte[] toBytes() {
    PackedWriter out = PackedWriter.versioned(VERSION);
    out.writeByte(standing.code());
    out.writeVarint(told.size());
    told.forEach(out::writeString);
    return out.toBytes();
  }

  /** The inverse of {@link #toBytes}. */
  public static ToldStanding fromBytes(byte[] bytes) {
    PackedReader in = PackedReader.open(bytes, VERSION, "A customer's standing");
    ToldStanding told = new ToldStanding();
    told.standing = Standing.of(in.readByte());
    for (int i = in.readVarint(); i > 0; i--) {
      told.told.add(in.readString());
    }
    return told;
  }
}
