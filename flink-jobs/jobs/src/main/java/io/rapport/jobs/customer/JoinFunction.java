package io.rapport.jobs.customer;

import io.rapport.core.customer.Contribution;
import io.rapport.core.customer.CustomerProfile;
import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.Observation;
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
import java.util.Objects;
import org.apache.flink.util.Collector;

/**
 * Joins the events of all channels into one profile for each account.
 *
 * <pre>
 * in    {@link Contribution} by account: an event, the profile of a newly linked identifier, or the
 *       customer that the account is part of
 * out   {@link ProfileView} of a customer with an account; of an account that is part of another
 *       customer, the packed profile as a part of that one's, and the view of the account alone
 * side  {@link ProfileEmitter#ERASURES}: {@link Erasure}, counts of removed entries
 * </pre>
 *
 * <p>The profile of an account never holds events of another account, whatever customer it is part
 * of. So an account that leaves a customer is as if it had never been part of it.
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
    if (added.membership() != null) {
      join(added.membership(), profile, context, out);
    } else if (added.profile() != null) {
      merge(profiles.unpack(added.profile()), profile, context, out);
    } else if (added.observation().kind().erases()) {
      erase(added.observation(), profile, context, out);
    } else if (profile.profile().apply(added.observation())) {
      changed(profile, added.observation().eventTime(), context, out);
    } else {
      return; // What changes nothing keeps nobody's profile any longer.
    }
    accounts.write(profile, context.timerService());
  }

  private void merge(
      CustomerProfile other, ProfileState profile, Context context, Collector<ProfileView> out) {
    profile.profile().merge(other);
    if (!profile.profile().isEmpty()) {
      changed(profile, other.newest(), context, out);
    }
  }

  /** Moves the profile from the customer that the account was part of to another. */
  private void join(
      Contribution.Membership to,
      ProfileState profile,
      Context context,
      Collector<ProfileView> out) {
    String before = profile.customer();
    String now = to.customer();
    if (!profile.join(now, to.version()) || Objects.equals(before, now)) {
      return;
    }
    boolean known = !profile.profile().isEmpty();
    if (before != null) {
      // Where the account gave the customer its id, its own profile follows under the same key.
      ProfileStatus status = known ? ProfileStatus.MERGED : ProfileStatus.EXPIRED;
      out.collect(
          ProfileView.gone(subject(context), status, null, to.time())
              .asPart(new ProfileView.Part(before, null)));
    }
    if (known) {
      changed(profile, to.time(), context, out);
    } else if (now != null) {
      out.collect(part(ProfileStatus.EXPIRED, to.time(), profile, context));
    }
  }

  private void erase(
      Observation request, ProfileState profile, Context context, Collector<ProfileView> out) {
    boolean known = !profile.profile().isEmpty();
    profile.erase(request.eventTime());
    if (known) {
      gone(ProfileStatus.ERASED, request.eventTime(), profile, context, out);
    }
    context.output(
        ProfileEmitter.ERASURES,
        new Erasure(request.requestId(), request.site(), request.eventTime(), known ? 1 : 0, 0, 0));
  }

  private void changed(
      ProfileState profile, long time, Context context, Collector<ProfileView> out) {
    if (profile.changed(time)) {
      publish(profile, context, out);
    } else {
      context.timerService().registerEventTimeTimer(profile.emitTimer());
    }
  }

  /** Emits the profile: as a customer's, or as part of one and, beside that, as the account's. */
  private void publish(ProfileState profile, Context context, Collector<ProfileView> out) {
    ProfileView view = profile.profile().view(subject(context));
    String customer = profile.customer();
    if (customer == null) {
      out.collect(view);
      return;
    }
    if (!customer.equals(context.getCurrentKey())) {
      out.collect(view.merged(Keys.id(customer)));
    }
    out.collect(view.asPart(packed(profile)));
  }

  /** Emits the end of a profile, which is empty now. */
  private void gone(
      ProfileStatus status,
      long time,
      ProfileState profile,
      Context context,
      Collector<ProfileView> out) {
    String customer = profile.customer();
    if (customer == null || !customer.equals(context.getCurrentKey())) {
      out.collect(ProfileView.gone(subject(context), status, null, time));
    }
    if (customer != null) {
      out.collect(part(status, time, profile, context));
    }
  }

  /** The part of an account without a profile. */
  private ProfileView part(ProfileStatus status, long time, ProfileState profile, Context context) {
    return ProfileView.gone(subject(context), status, null, time).asPart(packed(profile));
  }

  private ProfileView.Part packed(ProfileState profile) {
    return new ProfileView.Part(profile.customer(), profiles.pack(profile.profile()));
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<ProfileView> out)
      throws IOException {
    ProfileState profile = accounts.read();
    if (accounts.ended(profile, time, context.timerService())) {
      boolean known = !profile.profile().isEmpty();
      profile.expire();
      if (known) {
        gone(ProfileStatus.EXPIRED, time, profile, context, out);
      }
      if (profile.isEmpty()) {
        accounts.clear();
      } else {
        accounts.write(profile, context.timerService());
      }
    } else if (profile != null && profile.due(time)) {
      publish(profile, context, out);
      accounts.write(profile, context.timerService());
    }
  }

  private static Subject subject(Context context) {
    String key = context.getCurrentKey();
    return new Subject(Keys.site(key), Keys.id(key), true);
  }
}
