package io.rapport.benchmarks.throughput;

import java.io.Serializable;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Reads one number of the event's key, writes the one that follows, and passes the event on if the
 * number has changed.
 */
final class ReadAndWrite<E> extends KeyedProcessFunction<String, E, E> {

  /** The number of a key after an event. */
  @FunctionalInterface
  interface Step<E> extends Serializable {

    /**
     * @param before 0 for a new key
     */
    long after(long before, E event);
  }

  private final Step<E> step;

  private transient ValueState<Long> number;

  ReadAndWrite(Step<E> step) {
    this.step = step;
  }

  @Override
  public void open(OpenContext context) {
    number = getRuntimeContext().getState(new ValueStateDescriptor<>("number", Types.LONG));
  }

  @Override
  public void processElement(E event, Context context, Collector<E> out) throws Exception {
    Long stored = number.value();
    long before = stored == null ? 0 : stored;
    long after = step.after(before, event);
    number.update(after);
    if (after != before) {
      out.collect(event);
    }
  }
}
