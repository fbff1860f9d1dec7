package io.rapport.jobs.intake;

import io.rapport.avro.CustomerRecord;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.RejectedEventException;
import io.rapport.core.intake.Repairs;

/** Maps and cleans a {@link CustomerRecord} to a {@link CustomerEntry}. */
public final class CustomerRecordMapping {

  private CustomerRecordMapping() {}

  public static CustomerEntry toDomain(CustomerRecord record, long brokerTime, Cleaner cleaner)
      throws RejectedEventException {
    Repairs repairs = new Repairs();
    return new CustomerEntry(
        cleaner.required("eventId", record.getEventId()),
        cleaner.eventTime(record.getEventTime().toEpochMilli(), brokerTime),
        cleaner.site(record.getSite()),
        cleaner.required("customerId", record.getCustomerId()),
        cleaner.text(record.getName(), repairs),
        cleaner.standard().email(record.getEmail(), repairs),
        cleaner.standard().phone(record.getPhone(), repairs),
        cleaner.standard().country(record.getCountry(), repairs),
        record.getMarketingConsent(),
        record.getPersonalisationConsent(),
        repairs.codes());
  }
}
