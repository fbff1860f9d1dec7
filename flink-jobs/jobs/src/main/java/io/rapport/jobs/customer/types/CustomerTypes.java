package io.rapport.jobs.customer.types;

import io.rapport.core.customer.Contribution;
import io.rapport.core.customer.Observation;
import io.rapport.core.customer.ProfileView;
import io.rapport.core.customer.Signal;
import io.rapport.jobs.state.PackedTypeInfo;
import org.apache.flink.api.common.typeinfo.TypeInformation;

/** The types of the messages that every event causes. */
public final class CustomerTypes {

  public static final TypeInformation<Observation> OBSERVATION =
      new PackedTypeInfo<>(Observation.class, Observation::format);
  public static final TypeInformation<Contribution> CONTRIBUTION =
      new PackedTypeInfo<>(Contribution.class, Contribution::format);
  public static final TypeInformation<Signal> SIGNAL =
      new PackedTypeInfo<>(Signal.class, Signal::format);
  public static final TypeInformation<ProfileView> PROFILE =
      new PackedTypeInfo<>(ProfileView.class, ProfileView::format);

  private CustomerTypes() {}
}
