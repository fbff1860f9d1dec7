package io.rapport.jobs.recommendation;

import io.rapport.core.recommendation.visit.CustomerStatus;
import io.rapport.core.recommendation.visit.SegmentChange;
import io.rapport.core.recommendation.visit.StatusChange;
import io.rapport.core.recommendation.visit.StatusFanout;
import io.rapport.jobs.recommendation.state.RecommendationUids;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.co.KeyedCoProcessFunction;
import org.apache.flink.util.Collector;

/**
 * What profiles say that recommendations have to heed, and customers' segments, keyed by customer,
 * in; what changes for each of the customer's visitors out. The end of a customer's profile and of
 * their segment, two tombstones, is the state's.
 */
final class StatusFunction
    extends KeyedCoProcessFunction<String, CustomerStatus, SegmentChange, StatusChange> {

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
  public void processElement1(CustomerStatus profile, Context context, Collector<StatusChange> out)
      throws Exception {
    apply(told -> told.apply(profile), out);
  }

  @Override
  public void processElement2(SegmentChange change, Context context, Collector<StatusChange> out)
      throws Exception {
    apply(told -> told.apply(change), out);
  }

  private void apply(Function<StatusFanout, List<StatusChange>> news, Collector<StatusChange> out)
      throws IOException {
    byte[] stored = state.value();
    StatusFanout told = stored == null ? new StatusFanout() : StatusFanout.fromBytes(stored);
    news.apply(told).forEach(out::collect);
    byte[] packed = told.isEmpty() ? null : told.toBytes();
    if (!Arrays.equals(packed, stored)) { // Most profiles say nothing new here.
      state.update(packed);
    }
  }
}
