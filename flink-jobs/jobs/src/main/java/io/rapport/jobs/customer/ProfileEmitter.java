package io.rapport.jobs.customer;

import io.rapport.core.customer.Erasure;
import io.rapport.core.customer.ProfileState;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.customer.Subject;
import io.rapport.core.intake.VisitorErased;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.streaming.api.TimerService;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;

/** Emits a changed profile, at once or by a timer when it was emitted a moment ago. */
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
   * @param timer the timer that fired
   */
  static void fired(ProfileState state, Subject subject, long timer, Collector<ProfileView> out) {
    if (state.due(timer)) {
      out.collect(state.profile().view(subject));
    }
  }
}
