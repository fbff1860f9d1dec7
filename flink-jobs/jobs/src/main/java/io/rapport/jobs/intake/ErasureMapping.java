package io.rapport.jobs.intake;

import io.rapport.avro.VisitorErasure;
import io.rapport.core.intake.VisitorErased;

/** Who is to be forgotten, as the customer job tells the others. */
public final class ErasureMapping {

  private ErasureMapping() {}

  /** The contract as what it says. */
  public static VisitorErased toDomain(VisitorErasure erasure) {
    return new VisitorErased(
        erasure.getRequestId(),
        erasure.getSite(),
        erasure.getVisitorId(),
        erasure.getEventTime().toEpochMilli());
  }
}
