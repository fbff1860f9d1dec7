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
import io.rapport.core.state.PackedFormat;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulFunction;
import java.io.IOException;
import org.apache.flink.util.Collector;

/**
 * Joins the events of all channels into one profile for each account.
 *
 * <pre>
 * in    {@link Contribution} by account: an event, or the profile of a newly linked identifier
 * out   {@link ProfileView} of a customer with an account
 * side  {@link ProfileEmitter#ERASURES}: {@link Erasure}, counts of removed entries
 * </pre>
 */
final class JoinFunction extends StatefulFunction<Contribution, ProfileView> {

  private final CustomerSettings settings;

  private transient ExpiringState<ProfileState> accounts;
  private transient PackedFormat<CustomerProfile> profiles;

  JoinFunction(CustomerSettings settings) {
    super(CustomerUids.DOMAIN);
    this.settings = settings;
  }

  @Override
  public StateNote note() {
    return StateNote.per(
            "account",
            "profile",
            "%d event ids, %d categories, %d items, %d open tickets",
            settings.recentIds(),
            settings.maxCategories(),
            settings.maxItems(),
            settings.maxTickets())
        .until(settings.retention(), "event");
  }

  @Override
  protected void open(KeyedStates states) {
    accounts = states.expiring(CustomerUids.PROFILE_STATE, ProfileState.format(settings));
    profiles = CustomerProfile.format(settings);
  }

  @Override
  public void processElement(Contribution added, Context context, Collector<ProfileView> out)
      throws IOException {
    ProfileState profile = accounts.readOrCreate();
    if (added.profile() != null) {
      merge(profiles.unpack(added.profile()), profile, context, out);
    } else if (added.observation().kind() == ObservationKind.ERASURE) {
      erase(added.observation(), profile, context, out);
    } else if (profile.profile().apply(added.observation())) {
      changed(profile, added.observation().eventTime(), context, out);
    } else {
      return; // What changes nothing keeps nobody's profile any longer.
    }
    accounts.write(profile, context.timerService());
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

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<ProfileView> out)
      throws IOException {
    ProfileState profile = accounts.read();
    if (accounts.ended(profile, time, context.timerService())) {
      ProfileEmitter.expired(profile, subject(context), time, out);
      accounts.clear();
    } else if (profile != null && ProfileEmitter.fired(profile, subject(context), time, out)) {
      accounts.write(profile, context.timerService());
    }
  }

  private static Subject subject(Context context) {
    String key = context.getCurrentKey();
    return new Subject(Keys.site(key), Keys.id(key), true);
  }
}
