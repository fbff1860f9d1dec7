package io.rapport.jobs.state;

import io.rapport.core.state.Parted;
import io.rapport.core.state.PartedFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.MapState;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * A large value for each of a few keys, opened by {@link KeyedStates}. The value lives on the heap;
 * the state backend has its parts. A part is written when it has changed: at the barrier of a
 * checkpoint, or as soon as many have changed. So a checkpoint costs what has changed since the
 * last, and the synchronous part of it no more than the bound.
 *
 * <p>After a restore a value is read and made anew on its first use. Beyond a number of keys the
 * value not used for longest leaves the heap; it is read again when it is needed.
 *
 * <p>Metrics, below {@code rapport.<domain>.<state>}: {@code live-keys}, {@code unwritten-parts},
 * {@code parts-written} and {@code bytes-written}.
 */
public final class PartedState<T extends Parted> {

  /** Changed parts of a value that wait for the barrier. */
  private static final int MOST_UNWRITTEN = 1_024;

  private final MapState<Integer, byte[]> state;
  private final PartedFormat<T> format;
  private final StateCaches keys;
  private final int maxLive;
  private final Map<String, T> live = new LinkedHashMap<>(16, 0.75f, true);
  private final Parted.Parts parts = new Stored();
  // Metric reporters read them.
  private volatile int liveKeys;
  private volatile int unwritten;
  private volatile long partsWritten;
  private volatile long bytesWritten;

  /** The parts of the current key in the state backend. */
  private final class Stored implements Parted.Parts {

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // Only the task writes.
    public void put(int part, byte[] packed) throws IOException {
      try {
        state.put(part, packed);
      } catch (Exception e) {
        throw new IOException("Cannot write part " + part, e);
      }
      partsWritten++;
      bytesWritten += packed.length;
    }

    @Override
    public void remove(int part) throws IOException {
      try {
        state.remove(part);
      } catch (Exception e) {
        throw new IOException("Cannot remove part " + part, e);
      }
    }
  }

  /**
   * @param metrics of the domain
   * @param keys of the function
   * @param maxLive keys whose value is on the heap
   */
  PartedState(
      RuntimeContext context,
      MetricGroup metrics,
      StateCaches keys,
      String name,
      PartedFormat<T> format,
      int maxLive) {
    this.state =
        context.getMapState(
            new MapStateDescriptor<>(
                name, Types.INT, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    this.format = format;
    this.keys = keys;
    this.maxLive = maxLive;
    keys.add(this);
    MetricGroup group = metrics.addGroup(name);
    group.gauge("live-keys", (Gauge<Integer>) () -> liveKeys);
    group.gauge("unwritten-parts", (Gauge<Integer>) () -> unwritten);
    group.gauge("parts-written", (Gauge<Long>) () -> partsWritten);
    group.gauge("bytes-written", (Gauge<Long>) () -> bytesWritten);
  }

  /** The current key's value, or null when nothing is stored for it. */
  public T read() throws IOException {
    String key = keys.currentKey();
    T value = live.get(key);
    if (value == null) {
      value = load();
      if (value != null) {
        add(key, value);
      }
    }
    return value;
  }

  /** The current key's value, or a new one when nothing is stored for it. */
  public T readOrCreate() throws IOException {
    T value = read();
    if (value == null) {
      value = format.create().get();
      add(keys.currentKey(), value);
    }
    return value;
  }

  /** Notes that the current key's value has changed. */
  public void changed(T value) throws IOException {
    unwritten = value.unwritten();
    if (unwritten > MOST_UNWRITTEN) {
      value.write(parts);
    }
  }

  /** Clears the current key's value. */
  public void clear() {
    live.remove(keys.currentKey());
    liveKeys = live.size();
    state.clear();
  }

  /** Writes all changed parts, so that the state backend is complete. */
  void flush() throws IOException {
    String current = keys.currentKey();
    for (Map.Entry<String, T> entry : live.entrySet()) {
      flush(entry.getKey(), entry.getValue());
    }
    if (current != null) {
      keys.setCurrentKey(current);
    }
    unwritten = 0;
  }

  private void flush(String key, T value) throws IOException {
    if (value.unwritten() > 0) {
      keys.setCurrentKey(key);
      value.write(parts);
    }
  }

  private T load() throws IOException {
    Map<Integer, byte[]> packed = new HashMap<>();
    try {
      state.entries().forEach(entry -> packed.put(entry.getKey(), entry.getValue()));
    } catch (Exception e) {
      throw new IOException("Cannot read the parts of " + keys.currentKey(), e);
    }
    return packed.isEmpty() ? null : format.read().apply(packed);
  }

  private void add(String key, T value) throws IOException {
    live.put(key, value);
    if (live.size() > maxLive) {
      Map.Entry<String, T> oldest = live.entrySet().iterator().next();
      flush(oldest.getKey(), oldest.getValue());
      keys.setCurrentKey(key);
      live.remove(oldest.getKey());
    }
    liveKeys = live.size();
  }
}
