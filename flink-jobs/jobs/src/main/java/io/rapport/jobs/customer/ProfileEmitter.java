package io.rapport.jobs.customer;

import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.ProfileState;
import io.rapport.core.customer.ProfileStatus;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.customer.Subject;
import io.rapport.core.intake.VisitorErased;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Emits changed profiles, at once or, within the publish interval of the last one, by a timer. */
final class ProfileEmitter {

  static final OutputTag<Erasure> ERASURES =
      new OutputTag<>("erasures", TypeInformation.of(Erasure.class));

  static final OutputTag<VisitorErased> ERASED_VISITORS =
      new OutputTag<>("erased-visitors", TypeInformation.of(VisitorErased.class));

  private ProfileEmitter() {}

  /**
   * @param time event time of the change
   */
  static void changed(
      ProfileState state,
      Subject subject,
      long time,
      TimerService timers,
      Collector<ProfileView> out) {
    if (state.changed(time)) {
      out.collect(state.profile().view(subject));
    } else {
      timers.registerEventTimeTimer(state.emitTimer());
    }
  }

  /**
   * Emits a delayed change, if it is due.
   *
   * @param timer the timer that fired
   * @return whether it was due
   */
  static boolean fired(
      ProfileState state, Subject subject, long timer, Collector<ProfileView> out) {
    boolean due = state.due(timer);
    if (due) {
      out.collect(state.profile().view(subject));
    }
    return due;
  }

  /** Emits the expiry of a profile, unless the profile was empty. */
  static void expired(ProfileState state, Subject subject, long time, Collector<ProfileView> out) {
    if (!state.profile().isEmpty()) {
      out.collect(ProfileView.gone(subject, ProfileStatus.EXPIRED, null, time));
    }
  }
}
