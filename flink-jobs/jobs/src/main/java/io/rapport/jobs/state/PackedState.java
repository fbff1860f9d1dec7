package io.rapport.jobs.state;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.state.UnwrittenValues;
import io.rapport.core.state.WriteBehindCache;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * A packed value for each key, opened by {@link KeyedStates}.
 *
 * <p>A {@link WriteBehindCache} of unpacked values is between the function and the state backend.
 * The operator around the function adds its unflushed values to every snapshot. Without such an
 * operator there is no cache, and every write goes to the state backend.
 *
 * <p>The value that {@link #read} returns may be changed; the change counts only after {@link
 * #write}.
 *
 * <p>Metrics, below {@code rapport.<domain>.<state>}: of the packed values {@code bytes-per-key}
 * (moving average over about the last thousand) and {@code bytes-per-key-max}; of the cache {@code
 * cached-keys}, {@code cached-bytes}, {@code unwritten-keys}, {@code unwritten-bytes}, {@code
 * cache-hits}, {@code cache-misses} and {@code state-writes}.
 */
public final class PackedState<T> {

  private static final double SMOOTHING = 0.001;

  private final ValueState<byte[]> state;
  private final PackedFormat<T> format;
  private final StateCaches keys;
  private final WriteBehindCache<T> cache;
  // Metric reporters read them.
  private volatile double meanBytes;
  private volatile int maxBytes;

  /** The values in the state backend. */
  private final class Stored implements WriteBehindCache.Store<T> {

    private int loadedBytes;

    @Override
    public T load(String key) throws IOException {
      byte[] bytes = state.value();
      loadedBytes = bytes == null ? 0 : bytes.length;
      return bytes == null ? null : format.unpack(bytes);
    }

    @Override
    public int loadedSize() {
      return loadedBytes;
    }

    @Override
    public void pack(T value, PackedWriter out) {
      PackedState.this.pack(value, out);
    }

    @Override
    public void save(String key, byte[] packed) throws IOException {
      String current = keys.currentKey();
      boolean other = !key.equals(current);
      if (other) {
        keys.setCurrentKey(key);
      }
      state.update(packed);
      if (other && current != null) {
        keys.setCurrentKey(current);
      }
    }

    @Override
    public void delete(String key) {
      state.clear();
    }
  }

  /**
   * @param metrics of the domain
   * @param keys of the function, or null for no cache
   */
  PackedState(
      RuntimeContext context,
      MetricGroup metrics,
      StateCaches keys,
      String name,
      PackedFormat<T> format) {
    this.state =
        context.getState(
            new ValueStateDescriptor<>(
                name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    this.format = format;
    this.keys = keys;
    MetricGroup group = metrics.addGroup(name);
    group.gauge("bytes-per-key", (Gauge<Double>) () -> meanBytes);
    group.gauge("bytes-per-key-max", (Gauge<Integer>) () -> maxBytes);
    if (keys == null) {
      this.cache = null;
    } else {
      this.cache =
          new WriteBehindCache<>(
              new Stored(), keys.settings().bytes(), keys.settings().unwrittenBytes());
      restore(keys.add(name, this));
      group.gauge("cached-keys", (Gauge<Integer>) cache::entries);
      group.gauge("cached-bytes", (Gauge<Long>) cache::bytes);
      group.gauge("unwritten-keys", (Gauge<Integer>) cache::unwritten);
      group.gauge("unwritten-bytes", (Gauge<Long>) cache::unwrittenBytes);
      group.gauge("cache-hits", (Gauge<Long>) cache::hits);
      group.gauge("cache-misses", (Gauge<Long>) cache::misses);
      group.gauge("state-writes", (Gauge<Long>) cache::written);
    }
  }

  /** Writes the restored values that were unflushed at the snapshot. */
  private void restore(List<Unflushed> held) {
    for (Unflushed value : held) {
      keys.setCurrentKey(value.key());
      try {
        state.update(value.packed());
      } catch (IOException e) {
        throw new UncheckedIOException("Cannot restore an unflushed value", e);
      }
    }
  }

  /** The current key's state, or null when nothing is stored for it. */
  public T read() throws IOException {
    if (cache != null) {
      return cache.get(keys.currentKey());
    }
    byte[] bytes = state.value();
    return bytes == null ? null : format.unpack(bytes);
  }

  /** The current key's state, or a new one when nothing is stored for it. */
  public T readOrCreate() throws IOException {
    T stored = read();
    return stored != null ? stored : create();
  }

  /** The state of a key nothing is stored for. */
  T create() {
    return format.create().get();
  }

  /** Stores the current key's state. The caller may use {@code value} afterwards. */
  public void write(T value) throws IOException {
    if (cache != null) {
      cache.put(keys.currentKey(), value);
    } else {
      PackedWriter out = new PackedWriter(256);
      pack(value, out);
      state.update(out.toBytes());
    }
  }

  /** Clears the current key's state. */
  public void clear() throws IOException {
    if (cache != null) {
      cache.remove(keys.currentKey());
    } else {
      state.clear();
    }
  }

  /** Freezes the unflushed values as they are now. */
  UnwrittenValues<T> freeze() {
    return cache.freeze();
  }

  private void pack(T value, PackedWriter out) {
    int before = out.size();
    format.pack(value, out);
    measure(out.size() - before);
  }

  /** The task's thread and the snapshot's thread both call it. */
  private synchronized void measure(int bytes) {
    meanBytes = meanBytes == 0 ? bytes : meanBytes + SMOOTHING * (bytes - meanBytes);
    maxBytes = Math.max(maxBytes, bytes);
  }
}
