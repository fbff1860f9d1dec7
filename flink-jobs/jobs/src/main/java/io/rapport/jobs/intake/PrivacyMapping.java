package io.rapport.jobs.intake;

import io.rapport.avro.PrivacyRequest;
import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.PrivacyEvent;
import io.rapport.core.intake.PrivacyKind;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Rejection;

/** Maps and cleans a {@link PrivacyRequest} to a {@link PrivacyEvent}. */
public final class PrivacyMapping {

  private PrivacyMapping() {}

  public static PrivacyEvent toDomain(PrivacyRequest request, long brokerTime, Cleaning cleaning)
      throws RejectedEventException {
    Cleaner cleaner = cleaning.cleaner();
    String customerId = cleaner.optional("customerId", request.getCustomerId());
    String visitorId = cleaner.optional("visitorId", request.getVisitorId());
    cleaner.identified("customerId, visitorId", customerId, visitorId);
    return new PrivacyEvent(
        cleaner.required("eventId", request.getEventId()),
        cleaner.eventTime(request.getEventTime().toEpochMilli(), brokerTime),
        cleaner.site(request.getSite()),
        cleaner.required("requestId", request.getRequestId()),
        kind(request),
        customerId,
        visitorId,
        "");
  }

  private static PrivacyKind kind(PrivacyRequest request) throws RejectedEventException {
    return switch (request.getKind()) {
      case ERASURE -> PrivacyKind.ERASURE;
      case OPT_OUT -> PrivacyKind.OPT_OUT;
      case OPT_IN -> PrivacyKind.OPT_IN;
      case UNKNOWN ->
          throw new RejectedEventException(
              Rejection.UNKNOWN_KIND, "the kind is one this version does not know");
    };
  }
}
