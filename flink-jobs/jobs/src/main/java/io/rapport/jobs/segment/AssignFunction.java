package io.rapport.jobs.segment;

import io.rapport.core.intake.Keys;
import io.rapport.core.segment.Activity;
import io.rapport.core.segment.Assigner;
import io.rapport.core.segment.Assignment;
import io.rapport.core.segment.Centroids;
import io.rapport.core.segment.Membership;
import io.rapport.core.segment.SegmentSettings;
import io.rapport.core.segment.Shift;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.streaming.api.functions.co.KeyedBroadcastProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Keyed by customer, with the models of all sites broadcast: assigns each changed profile to the
 * nearest segment and passes on how the customer's point moved. A customer seen before there was a
 * model is assigned by a timer soon after there is one.
 */
final class AssignFunction
    extends KeyedBroadcastProcessFunction<String, Activity, Centroids, Assignment> {

  static final OutputTag<Shift> SHIFTS = new OutputTag<>("shifts", TypeInformation.of(Shift.class));
  static final MapStateDescriptor<String, Centroids> MODELS =
      new MapStateDescriptor<>(
          SegmentUids.MODELS_STATE, Types.STRING, TypeInformation.of(Centroids.class));

  private final SegmentSettings settings;

  private transient ValueState<byte[]> state;
  private transient Map<String, Assigner> assigners;

  AssignFunction(SegmentSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    assigners = new HashMap<>();
    state =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    SegmentUids.MEMBERSHIP_STATE,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(Activity activity, ReadOnlyContext context, Collector<Assignment> out)
      throws Exception {
    Membership membership = Membership.fromBytes(state.value(), settings);
    if (!activity.active()) {
      leave(activity, membership, context, out);
      return;
    }
    if (membership.outdated(activity)) {
      return;
    }
    Assigner assigner = assigner(activity.site(), context.getBroadcastState(MODELS));
    int before = membership.segment();
    context.output(SHIFTS, membership.move(activity, assigner));
    report(membership, before, assigner, context.getCurrentKey(), out);
    keep(membership, context.timerService());
  }

  @Override
  public void processBroadcastElement(Centroids model, Context context, Collector<Assignment> out)
      throws Exception {
    Centroids known = context.getBroadcastState(MODELS).get(model.site());
    if (known == null || known.version() < model.version()) {
      context.getBroadcastState(MODELS).put(model.site(), model);
    }
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<Assignment> out)
      throws Exception {
    byte[] packed = state.value();
    if (packed == null) {
      return;
    }
    Membership membership = Membership.fromBytes(packed, settings);
    String key = context.getCurrentKey();
    if (time == membership.timer()) {
      membership.timer(0);
      if (membership.time() + settings.retention() <= time) {
        forget(membership, key, context, out);
        return;
      }
    }
    Assigner assigner = assigner(Keys.site(key), context.getBroadcastState(MODELS));
    if (assigner != null) {
      settle(membership, assigner, key, context, out);
    }
    keep(membership, context.timerService());
  }

  private static void settle(
      Membership membership,
      Assigner assigner,
      String key,
      OnTimerContext context,
      Collector<Assignment> out) {
    Shift shift = membership.settle(Keys.site(key), key, assigner);
    if (shift != null) {
      context.output(SHIFTS, shift);
      report(membership, Membership.NONE, assigner, key, out);
    }
  }

  /** Says which segment the customer belongs to, when that changed. */
  private static void report(
      Membership membership, int before, Assigner assigner, String key, Collector<Assignment> out) {
    if (membership.segment() != before) {
      out.collect(membership.assignment(Keys.site(key), Keys.id(key), before, assigner));
    }
  }

  private void leave(
      Activity activity,
      Membership membership,
      ReadOnlyContext context,
      Collector<Assignment> out) {
    Shift shift = membership.leave(activity.site(), activity.customerKey());
    if (shift != null) {
      context.output(SHIFTS, shift);
      out.collect(Assignment.gone(activity.site(), activity.customerId(), membership));
      state.clear();
    }
  }

  private void forget(
      Membership membership, String key, OnTimerContext context, Collector<Assignment> out) {
    context.output(SHIFTS, membership.leave(Keys.site(key), key));
    out.collect(Assignment.gone(Keys.site(key), Keys.id(key), membership));
    state.clear();
  }

  private void keep(Membership membership, TimerService timers) throws Exception {
    if (membership.timer() == 0) {
      membership.timer(membership.time() + settings.retention());
      timers.registerEventTimeTimer(membership.timer());
    }
    if (membership.segment() == Membership.NONE) {
      // Rounded up, so that an unassigned customer has one such timer however often it changes.
      long now = Math.max(membership.time(), timers.currentWatermark());
      timers.registerEventTimeTimer(
          (now / settings.publishInterval() + 1) * settings.publishInterval());
    }
    state.update(membership.toBytes());
  }

  /** Of the site's newest model; null before the first. */
  private Assigner assigner(String site, ReadOnlyBroadcastState<String, Centroids> models)
      throws Exception {
    Centroids model = models.get(site);
    if (model == null) {
      return null;
    }
    Assigner assigner = assigners.get(site);
    if (assigner == null || assigner.model().version() != model.version()) {
      assigner = new Assigner(model, FlinkMlDistance.EUCLIDEAN);
      assigners.put(site, assigner);
    }
    return assigner;
  }
}
