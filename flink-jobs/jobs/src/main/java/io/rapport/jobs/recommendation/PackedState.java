package io.rapport.jobs.recommendation;

import java.io.IOException;
import org.apache.flink.api.common.functions.RuntimeContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * One packed value a key: the only way this package touches keyed state. Everything goes through
 * {@link #read} and {@link #write}, so that a cache can stand between the functions and the state
 * backend without their knowing.
 *
 * <p>Shows, below {@code rapport.recommendation.<state>}, the size of the values written: {@code
 * bytes-per-key} (moving average of about the last thousand) and {@code bytes-per-key-max}.
 */
final class PackedState<T> {

  private static final double SMOOTHING = 0.001;

  private final ValueState<byte[]> state;
  private final PackedCodec<T> codec;
  // Written by the task's thread, read by the metric reporters.
  private volatile double meanBytes;
  private volatile int maxBytes;

  PackedState(RuntimeContext context, String name, PackedCodec<T> codec) {
    this.state =
        context.getState(
            new ValueStateDescriptor<>(
                name, PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    this.codec = codec;
    MetricGroup group = metrics(context).addGroup(name);
    group.gauge("bytes-per-key", (Gauge<Double>) () -> meanBytes);
    group.gauge("bytes-per-key-max", (Gauge<Integer>) () -> maxBytes);
  }

  /** The metric group of the domain. */
  static MetricGroup metrics(RuntimeContext context) {
    return context.getMetricGroup().addGroup("rapport").addGroup("recommendation");
  }

  /** The current key's state, or null when nothing is stored for it. */
  T read() throws IOException {
    byte[] bytes = state.value();
    return bytes == null ? null : codec.read().apply(bytes);
  }

  /** The state of a key nothing is stored for. */
  T create() {
    return codec.create().get();
  }

  /** Stores the current key's state; {@code value} may go on being used. */
  void write(T value) throws IOException {
    byte[] bytes = codec.write().apply(value);
    state.update(bytes);
    meanBytes = meanBytes == 0 ? bytes.length : meanBytes + SMOOTHING * (bytes.length - meanBytes);
    maxBytes = Math.max(maxBytes, bytes.length);
  }

  /** Forgets the current key. */
  void clear() {
    state.clear();
  }
}
