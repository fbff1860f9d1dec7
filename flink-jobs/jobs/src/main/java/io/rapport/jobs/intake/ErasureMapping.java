package io.rapport.jobs.intake;

import io.rapport.avro.VisitorErasure;
import io.rapport.core.intake.VisitorErased;

/** Maps the erasures that the customer job publishes to the domain of the other jobs. */
public final class ErasureMapping {

  private ErasureMapping() {}

  public static VisitorErased toDomain(VisitorErasure erasure) {
    return new VisitorErased(
        erasure.getRequestId(),
        erasure.getSite(),
        erasure.getVisitorId(),
        erasure.getEventTime().toEpochMilli());
  }
}
