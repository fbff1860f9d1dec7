package io.rapport.jobs.customer;

import io.rapport.core.customer.ProfileView;
import io.rapport.core.customer.rfm.Quintiles;
import io.rapport.jobs.state.Noted;
import io.rapport.jobs.state.StateNote;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.streaming.api.functions.co.BroadcastProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Adds RFM scores to profiles by the newest quintiles of their site.
 *
 * <pre>
 * in 1  {@link ProfileView}
 * in 2  {@link Quintiles}, broadcast
 * out   {@link ProfileView} with scores, or without where the site has no quintiles yet
 * </pre>
 */
final class ScoreFunction extends BroadcastProcessFunction<ProfileView, Quintiles, ProfileView>
    implements Noted {

  static final MapStateDescriptor<String, Quintiles> QUINTILES =
      new MapStateDescriptor<>(
          CustomerUids.QUINTILES_STATE, Types.STRING, TypeInformation.of(Quintiles.class));

  @Override
  public StateNote note() {
    return StateNote.per("task", "quintiles of all sites", "one a site").until("replaced");
  }

  @Override
  public void processElement(
      ProfileView profile, ReadOnlyContext context, Collector<ProfileView> out) throws Exception {
    Quintiles quintiles = context.getBroadcastState(QUINTILES).get(profile.site());
    out.collect(quintiles == null ? profile : quintiles.score(profile));
  }

  @Override
  public void processBroadcastElement(
      Quintiles quintiles, Context context, Collector<ProfileView> out) throws Exception {
    context.getBroadcastState(QUINTILES).put(quintiles.site(), quintiles);
  }
}
