package io.rapport.jobs.segment;

import io.rapport.core.intake.Keys;
import io.rapport.core.segment.Activity;
import io.rapport.core.segment.Assigner;
import io.rapport.core.segment.Assignment;
import io.rapport.core.segment.Centroids;
import io.rapport.core.segment.Membership;
import io.rapport.core.segment.SegmentSettings;
import io.rapport.core.segment.Shift;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulBroadcastFunction;
import io.rapport.jobs.state.StreamTime;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.state.ReadOnlyBroadcastState;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/**
 * Assigns each changed profile to the nearest segment of its site's model.
 *
 * <pre>
 * in 1  {@link Activity} by customer
 * in 2  {@link Centroids}, broadcast: the models of all sites
 * out   {@link Assignment} when the customer's segment changes or ends
 * side  {@link #SHIFTS}: {@link Shift} of the customer's point
 * </pre>
 *
 * <p>A customer seen before the site has a model is assigned by a timer soon after it has one.
 */
final class AssignFunction extends StatefulBroadcastFunction<Activity, Centroids, Assignment> {

  static final OutputTag<Shift> SHIFTS = new OutputTag<>("shifts", TypeInformation.of(Shift.class));
  static final MapStateDescriptor<String, Centroids> MODELS =
      new MapStateDescriptor<>(
          SegmentUids.MODELS_STATE, Types.STRING, TypeInformation.of(Centroids.class));

  /** Event time in milliseconds after which an unassigned customer looks for a model again. */
  private static final long ANOTHER_LOOK = 1_000;

  private final SegmentSettings settings;

  private transient ExpiringState<Membership> members;
  private transient StreamTime stream;
  private transient Map<String, Assigner> assigners;

  AssignFunction(SegmentSettings settings) {
    super(SegmentUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per("customer", "segment, and the doubt about it", "one segment")
        .until(settings.retention(), "profile")
        .and(StateNote.per("task", "segment models of all sites", "one a site").until("replaced"));
  }

  @Override
  protected void open(KeyedStates states) {
    assigners = new HashMap<>();
    stream = states.time();
    members = states.expiring(SegmentUids.MEMBERSHIP_STATE, Membership.format(settings));
  }

  @Override
  public void processElement(Activity activity, ReadOnlyContext context, Collector<Assignment> out)
      throws Exception {
    Membership membership = members.readOrCreate();
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
    String key = context.getCurrentKey();
    Membership membership = members.read();
    if (members.ended(membership, time, context.timerService())) {
      forget(membership, key, context, out);
      return;
    }
    if (membership == null || membership.segment() != Membership.NONE) {
      return;
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

  /** Emits the customer's segment, if it changed. */
  private static void report(
      Membership membership, int before, Assigner assigner, String key, Collector<Assignment> out) {
    if (membership.segment() != before) {
      out.collect(membership.assignment(Keys.site(key), Keys.id(key), before, assigner));
    }
  }

  private void leave(
      Activity activity, Membership membership, ReadOnlyContext context, Collector<Assignment> out)
      throws IOException {
    Shift shift = membership.leave(activity.site(), activity.customerKey());
    if (shift != null) {
      context.output(SHIFTS, shift);
      out.collect(Assignment.gone(activity.site(), activity.customerId(), membership));
      members.clear();
    }
  }

  private void forget(
      Membership membership, String key, OnTimerContext context, Collector<Assignment> out)
      throws IOException {
    context.output(SHIFTS, membership.leave(Keys.site(key), key));
    out.collect(Assignment.gone(Keys.site(key), Keys.id(key), membership));
    members.clear();
  }

  private void keep(Membership membership, TimerService timers) throws IOException {
    if (membership.segment() == Membership.NONE) {
      // Rounded up, so that an unassigned customer has one such timer for all its changes.
      long now = Math.max(membership.time(), stream.now(timers));
      timers.registerEventTimeTimer((now / ANOTHER_LOOK + 1) * ANOTHER_LOOK);
    }
    members.write(membership, timers);
  }

  /** The assigner of the site's newest model; null before the first. */
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
