package io.rapport.jobs.customer;

import io.rapport.core.customer.Contribution;
import io.rapport.core.customer.CustomerProfile;
import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.Observation;
import io.rapport.core.customer.ObservationKind;
import io.rapport.core.customer.ProfileState;
import io.rapport.core.customer.ProfileStatus;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.customer.Subject;
import io.rapport.core.intake.Keys;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.api.common.state.ValueState;
import org.apache.flink.api.common.state.ValueStateDescriptor;
import org.apache.flink.api.common.typeinfo.PrimitiveArrayTypeInfo;
import org.apache.flink.streaming.api.functions.KeyedProcessFunction;
import org.apache.flink.util.Collector;

/**
 * Keyed by account: clicks, purchases, support events and records of one customer meet in one
 * profile, and so do the profiles of cookies that turn out to be the customer's.
 */
final class JoinFunction extends KeyedProcessFunction<String, Contribution, ProfileView> {

  private final CustomerSettings settings;

  private transient ValueState<byte[]> state;

  JoinFunction(CustomerSettings settings) {
    this.settings = settings;
  }

  @Override
  public void open(OpenContext context) {
    state =
        getRuntimeContext()
            .getState(
                new ValueStateDescriptor<>(
                    CustomerUids.PROFILE_STATE,
                    PrimitiveArrayTypeInfo.BYTE_PRIMITIVE_ARRAY_TYPE_INFO));
  }

  @Override
  public void processElement(Contribution added, Context context, Collector<ProfileView> out)
      throws Exception {
    ProfileState profile = ProfileState.fromBytes(state.value(), settings);
    if (added.profile() != null) {
      merge(CustomerProfile.fromBytes(added.profile(), settings), profile, context, out);
    } else if (added.observation().kind() == ObservationKind.ERASURE) {
      erase(added.observation(), profile, context, out);
    } else if (profile.profile().apply(added.observation())) {
      changed(profile, added.observation().eventTime(), context, out);
    }
    keep(profile, context);
  }

  private static void merge(
      CustomerProfile other, ProfileState profile, Context context, Collector<ProfileView> out) {
    profile.profile().merge(other);
    if (!profile.profile().isEmpty()) {
      changed(profile, other.newest(), context, out);
    }
  }

  private static void erase(
      Observation request, ProfileState profile, Context context, Collector<ProfileView> out) {
    boolean known = !profile.profile().isEmpty();
    profile.erase(request.eventTime());
    if (known) {
      out.collect(
          ProfileView.gone(subject(context), ProfileStatus.ERASED, null, request.eventTime()));
    }
    context.output(
        ProfileEmitter.ERASURES,
        new Erasure(request.requestId(), request.site(), request.eventTime(), known ? 1 : 0, 0, 0));
  }

  private static void changed(
      ProfileState profile, long time, Context context, Collector<ProfileView> out) {
    ProfileEmitter.changed(profile, subject(context), time, context.timerService(), out);
  }

  private void keep(ProfileState profile, Context context) throws Exception {
    long timer = profile.lease().keep(profile.profile().newest());
    if (timer != 0) {
      context.timerService().registerEventTimeTimer(timer);
    }
    state.update(profile.toBytes());
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<ProfileView> out)
      throws Exception {
    byte[] packed = state.value();
    if (packed == null) {
      return;
    }
    ProfileState profile = ProfileState.fromBytes(packed, settings);
    if (profile.lease().expired(time, profile.profile().newest())) {
      if (!profile.profile().isEmpty()) {
        out.collect(ProfileView.gone(subject(context), ProfileStatus.EXPIRED, null, time));
      }
      state.clear();
      return;
    }
    ProfileEmitter.fired(profile, subject(context), time, out);
    keep(profile, context);
  }

  private static Subject subject(Context context) {
    String key = context.getCurrentKey();
    return new Subject(Keys.site(key), Keys.id(key), true);
  }
}
