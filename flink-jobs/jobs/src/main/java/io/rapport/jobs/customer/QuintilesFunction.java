package io.rapport.jobs.customer;

import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.Quintiles;
import io.rapport.core.customer.RfmPoint;
import io.rapport.core.customer.RfmSample;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by site: samples the customers with an order and publishes the quintiles of their recency,
 * frequency and monetary value. A customer outside the sample costs one read of eight bytes.
 */
final class QuintilesFunction extends KeyedProcessFunction<String, RfmPoint, Quintiles> {

  private final CustomerSettings settings;

  private transient ValueState<byte[]> sample;
  private transient ValueState<Long> bound;
  private transient ValueState<Long> pending;
  private transient ValueState<Boolean> changed;

  QuintilesFunction(CustomerSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    sample =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    CustomerUids.SAMPLE_STATE,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
    bound = value(CustomerUids.BOUND_STATE);
    pending = value(CustomerUids.PENDING_STATE);
    changed =
        getRuntimeContext()
            .getState(new ValueStateDescriptor<>(CustomerUids.CHANGED_STATE, Types.BOOLEAN));
  }

  private ValueState<Long> value(String name) {
    return getRuntimeContext().getState(new ValueStateDescriptor<>(name, Types.LONG));
  }

  @Override
  public void processElement(RfmPoint point, Context context, Collector<Quintiles> out)
      throws Exception {
    Long limit = bound.value();
    if (limit != null && point.hash() > limit) {
      return;
    }
    RfmSample customers = load(context);
    if (!customers.add(point)) {
      return;
    }
    save(customers);
    if (pending.value() != null) {
      changed.update(true);
    } else {
      // Not the time of the profile: a future-dated one would hold the next quintiles back.
      publish(customers, context, context.timerService().currentWatermark(), out);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Quintiles> out)
      throws Exception {
    boolean due = changed.value() != null;
    pending.clear();
    changed.clear();
    if (due) {
      publish(load(context), context, time, out);
    }
  }

  private void publish(RfmSample customers, Context context, long time, Collector<Quintiles> out)
      throws Exception {
    Quintiles quintiles = customers.quintiles(context.getCurrentKey());
    if (quintiles == null) {
      return;
    }
    out.collect(quintiles);
    long next = time + settings.rfmInterval();
    pending.update(next);
    context.timerService().registerEventTimeTimer(next);
  }

  private RfmSample load(Context context) throws Exception {
    return RfmSample.fromBytes(sample.value(), context.getCurrentKey(), settings.rfmSample());
  }

  private void save(RfmSample customers) throws Exception {
    if (customers.size() == 0) {
      sample.clear();
      bound.clear();
    } else {
      sample.update(customers.toBytes());
      bound.update(customers.bound());
    }
  }
}
