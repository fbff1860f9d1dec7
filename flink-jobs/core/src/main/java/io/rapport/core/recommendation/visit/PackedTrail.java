package io.rapport.core.recommendation.visit;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A bounded trail of one visitor's visits or orders, oldest first. It is packed, because it is
 * appended to at every step and read only for a retraction: an identifier and one to five bytes an
 * entry, as long as less than a month passes between two. When full, the older half is dropped. Not
 * thread-safe.
 */
final class PackedTrail {

  private static final byte[] NONE = {};
  private static final int BEGINS = 1;
  private static final int BACKWARDS = 2;
  private static final int FAR = 4;
  private static final int MARKS = 3; // bits
  private static final long NEAR = 1L << (63 - MARKS);

  private final int capacity;
  private byte[] bytes = NONE;
  private int length;
  private int size;
  private long last; // time of the entry last added
  private long newest = Long.MIN_VALUE;

  /**
   * One entry.
   *
   * @param time event time, milliseconds since the epoch
   * @param begins whether the entry starts a session
   */
  record Entry(String id, long time, boolean begins) {}

  PackedTrail(int capacity) {
    this.capacity = capacity;
  }

  void add(String id, long time, boolean begins) {
    if (capacity == 0) {
      return;
    }
    if (size == capacity) {
      halve();
    }
    append(new Entry(id, time, begins));
  }

  private void append(Entry entry) {
    PackedWriter out = new PackedWriter(32);
    long passed = size == 0 ? 0 : entry.time() - last;
    int begins = entry.begins() ? BEGINS : 0;
    if (passed > -NEAR && passed < NEAR) {
      out.writeVarlong(Math.abs(passed) << MARKS | (passed < 0 ? BACKWARDS : 0) | begins);
    } else {
      // A far-off clock: the difference may overflow 64 bits, but adds up again.
      out.writeVarlong(FAR | begins);
      out.writeLong(passed);
    }
    out.writeString(entry.id());
    byte[] packed = out.toBytes();
    if (length + packed.length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(length + packed.length, length + length / 2));
    }
    System.arraycopy(packed, 0, bytes, length, packed.length);
    length += packed.length;
    size++;
    last = entry.time();
    newest = Math.max(newest, entry.time());
  }

  private void halve() {
    List<Entry> entries = entries();
    clear();
    entries.subList(entries.size() - capacity / 2, entries.size()).forEach(this::append);
  }

  /** All entries, oldest first. */
  List<Entry> entries() {
    List<Entry> entries = new ArrayList<>(size);
    PackedReader in = new PackedReader(bytes);
    long[] steps = new long[size];
    for (int i = 0; i < size; i++) {
      long distance = in.readVarlong();
      long passed = (distance & FAR) != 0 ? in.readLong() : distance >>> MARKS;
      steps[i] = (distance & BACKWARDS) != 0 ? -passed : passed;
      entries.add(new Entry(in.readString(), 0, (distance & BEGINS) != 0));
    }
    // Times are differences back from the last one, the only one stored in full.
    long time = last;
    for (int i = size - 1; i >= 0; i--) {
      Entry entry = entries.get(i);
      entries.set(i, new Entry(entry.id(), time, entry.begins()));
      time -= steps[i];
    }
    return entries;
  }

  int size() {
    return size;
  }

  /** The time of the newest entry; {@link Long#MIN_VALUE} for none. */
  long newest() {
    return newest;
  }

  void clear() {
    bytes = NONE;
    length = 0;
    size = 0;
    newest = Long.MIN_VALUE;
  }

  void write(PackedWriter out) {
    out.writeVarint(size);
    if (size > 0) {
      out.writeLong(last);
      out.writeLong(newest);
      out.writeBlock(bytes, 0, length);
    }
  }

  /** Reads the output of {@link #write}, cut to the capacity. */
  static PackedTrail read(PackedReader in, int capacity) {
    PackedTrail trail = new PackedTrail(capacity);
    trail.size = in.readVarint();
    if (trail.size > 0) {
      trail.last = in.readLong();
      trail.newest = in.readLong();
      trail.bytes = in.readBlock();
      trail.length = trail.bytes.length;
    }
    if (trail.size > capacity) {
      trail.halve();
    }
    return trail;
  }
}
