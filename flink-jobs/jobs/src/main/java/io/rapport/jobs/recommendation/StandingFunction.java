package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.CustomerStanding;
import io.rapport.core.recommendation.StandingChange;
import io.rapport.core.recommendation.ToldStanding;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * What profiles say that recommendations have to heed, keyed by customer, in; what changes for each
 * of the customer's visitors out. Keeps state only of customers who do not stand as usual: the
 * profile's end, a tombstone, is the state's.
 */
final class StandingFunction
    extends KeyedProcessFunction<String, CustomerStanding, StandingChange> {

  private transient ValueState<byte[]> state;

  @Override
  public void open(OpenContext context) {
    state =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    RecommendationUids.STANDING_STATE,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(
      CustomerStanding profile, Context context, Collector<StandingChange> out) throws Exception {
    byte[] stored = state.value();
    ToldStanding told = stored == null ? new ToldStanding() : ToldStanding.fromBytes(stored);
    told.apply(profile).forEach(out::collect);
    if (!told.isUsual()) {
      state.update(told.toBytes());
    } else if (stored != null) {
      state.clear();
    }
  }
}
