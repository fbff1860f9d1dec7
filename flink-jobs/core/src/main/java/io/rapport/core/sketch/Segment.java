package io.rapport.core.sketch;

import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The values of one segment in the present window of event time and in the one before. When a
 * window begins, the older one is forgotten, so that a statistic follows the stream: it covers one
 * to two windows. Not thread-safe.
 *
 * @param <S> summary of the values
 */
public final class Segment<S extends Sketch<S>> {

  private static final long NEVER = Long.MIN_VALUE;

  private long window = NEVER;
  private S current;
  private S previous; // null without values
  private long last = NEVER;
  private long updates;
  private long due; // updates at which low and high are computed again
  private double low = Double.NaN;
  private double high = Double.NaN;

  Segment() {}

  /**
   * The sketch to which a value of a time belongs, or null for one older than both windows.
   *
   * @param index of the window of the value's time
   */
  S at(long index, long time, Supplier<S> create) {
    if (window == NEVER || index > window) {
      previous = window != NEVER && index == window + 1 ? current : null;
      window = index;
      current = create.get();
    }
    last = Math.max(last, time);
    if (index == window) {
      updates++;
      return current;
    }
    if (index == window - 1) {
      updates++;
      previous = previous == null ? create.get() : previous;
      return previous;
    }
    return null;
  }

  /** The number of values in both windows. */
  public long count() {
    return (current == null ? 0 : current.count()) + (previous == null ? 0 : previous.count());
  }

  /** The values of both windows; a sketch not to be changed. Null without values. */
  public S merged(Supplier<S> create) {
    if (previous == null) {
      return current;
    }
    S both = create.get();
    both.merge(previous);
    both.merge(current);
    return both;
  }

  /** Whether the bounds are old: a thirtieth of the values came after them. */
  public boolean stale() {
    return updates >= due;
  }

  /** Keeps two numbers computed from the present values, until enough others have come. */
  public void keep(double newLow, double newHigh) {
    low = newLow;
    high = newHigh;
    due = updates + 1 + count() / 30;
  }

  /** The lower of the numbers kept. */
  public double low() {
    return low;
  }

  /** The higher of the numbers kept. */
  public double high() {
    return high;
  }

  /** Event time of the newest value, milliseconds since the epoch. */
  long last() {
    return last;
  }

  void merge(Segment<S> other, Supplier<S> create) {
    if (other.window == NEVER) {
      return;
    }
    if (window == NEVER || other.window > window) {
      previous = window != NEVER && other.window == window + 1 ? current : null;
      window = other.window;
      current = create.get();
    }
    add(other.current, other.window, create);
    add(other.previous, other.window - 1, create);
    last = Math.max(last, other.last);
    updates += other.updates;
    due = 0;
  }

  private void add(S sketch, long of, Supplier<S> create) {
    if (sketch == null) {
      return;
    }
    if (of == window) {
      current.merge(sketch);
    } else if (of == window - 1) {
      previous = previous == null ? create.get() : previous;
      previous.merge(sketch);
    }
  }

  void write(PackedWriter out) {
    out.writeLong(window);
    out.writeLong(last);
    out.writeVarlong(updates);
    out.writeVarlong(due);
    out.writeDouble(low);
    out.writeDouble(high);
    write(current, out);
    write(previous, out);
  }

  private static void write(Sketch<?> sketch, PackedWriter out) {
    out.writeByte(sketch == null ? 0 : 1);
    if (sketch != null) {
      sketch.write(out);
    }
  }

  static <S extends Sketch<S>> Segment<S> read(PackedReader in, Function<PackedReader, S> sketch) {
    Segment<S> segment = new Segment<>();
    segment.window = in.readLong();
    segment.last = in.readLong();
    segment.updates = in.readVarlong();
    segment.due = in.readVarlong();
    segment.low = in.readDouble();
    segment.high = in.readDouble();
    segment.current = in.readByte() == 0 ? null : sketch.apply(in);
    segment.previous = in.readByte() == 0 ? null : sketch.apply(in);
    return segment;
  }
}
