package io.rapport.jobs.customer;

import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.customer.ProfileStatus;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.customer.Subject;
import io.rapport.core.customer.UnitedProfile;
import io.rapport.core.customer.rfm.Quintiles;
import io.rapport.core.identity.resolve.ResolverSettings;
import io.rapport.core.intake.Keys;
import io.rapport.jobs.state.ExpiringState;
import io.rapport.jobs.state.KeyedStates;
import io.rapport.jobs.state.StateNote;
import io.rapport.jobs.state.StatefulBroadcastFunction;
import java.io.IOException;
import org.apache.flink.api.common.state.MapStateDescriptor;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.util.Collector;

/**
 * Unites the profiles of the accounts of one person, and adds RFM scores to all profiles by the
 * newest quintiles of their site.
 *
 * <pre>
 * in 1  {@link ProfileView} by the customer whose profile it changes: a profile to pass on, or an
 *       account's part of a customer's
 * in 2  {@link Quintiles}, broadcast
 * out   {@link ProfileView} with scores, or without where the site has no quintiles yet
 * </pre>
 *
 * <p>A profile of one account passes without any state. Of a customer's own account, profiles and
 * parts come from one task and in order, so that neither overtakes the other when a customer forms
 * or dissolves.
 */
final class UniteFunction extends StatefulBroadcastFunction<ProfileView, Quintiles, ProfileView> {

  static final MapStateDescriptor<String, Quintiles> QUINTILES =
      new MapStateDescriptor<>(
          CustomerUids.QUINTILES_STATE, Types.STRING, TypeInformation.of(Quintiles.class));

  private final CustomerSettings settings;
  private final int maxAccounts;
  private final long retention;

  private transient ExpiringState<UnitedProfile> customers;

  /**
   * @param persons bounds a customer's accounts, and the time for which they are one
   */
  UniteFunction(CustomerSettings settings, ResolverSettings persons) {
    super(CustomerUids.DOMAIN);
    this.settings = settings;
    this.maxAccounts = persons.linking().maxCustomer();
    this.retention = persons.retention();
  }

  @Override
  public StateNote note() {
    return StateNote.per("customer of several accounts", "profile of each", "%d", maxAccounts)
        .until(retention, "event")
        .and(StateNote.per("task", "quintiles of all sites", "one a site").until("replaced"));
  }

  @Override
  protected void open(KeyedStates states) {
    customers =
        states.expiring(CustomerUids.UNITED_STATE, UnitedProfile.format(settings, retention));
  }

  @Override
  public void processElement(
      ProfileView profile, ReadOnlyContext context, Collector<ProfileView> out) throws Exception {
    ProfileView published = profile.part() == null ? profile : unite(profile, context);
    if (published != null) {
      Quintiles quintiles = context.getBroadcastState(QUINTILES).get(published.site());
      boolean scored = quintiles != null && published.active();
      out.collect(scored ? quintiles.score(published) : published);
    }
  }

  /** The profile to publish, or null for none. */
  private ProfileView unite(ProfileView part, ReadOnlyContext context) throws IOException {
    UnitedProfile united = customers.readOrCreate();
    boolean shown = united.shown();
    if (part.part().profile() == null) {
      united.remove(part.customerId());
    } else {
      united.put(part.customerId(), part.part().profile(), part.eventTime());
    }
    String key = context.getCurrentKey();
    Subject subject = new Subject(Keys.site(key), Keys.id(key), true);
    ProfileView view = united.view(subject);
    customers.write(united, context.timerService());
    if (view != null || !shown) {
      return view;
    }
    // Unless the account has no profile, its own one comes next, under the same key.
    return part.status() == ProfileStatus.MERGED
        ? null
        : ProfileView.gone(subject, part.status(), null, part.eventTime());
  }

  @Override
  public void processBroadcastElement(
      Quintiles quintiles, Context context, Collector<ProfileView> out) throws Exception {
    context.getBroadcastState(QUINTILES).put(quintiles.site(), quintiles);
  }

  @Override
  public void onTimer(long time, OnTimerContext context, Collector<ProfileView> out)
      throws IOException {
    if (customers.ended(customers.read(), time, context.timerService())) {
      customers.clear();
    }
  }
}
