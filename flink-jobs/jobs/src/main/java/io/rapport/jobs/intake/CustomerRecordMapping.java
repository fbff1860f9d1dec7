package io.rapport.jobs.intake;

import io.rapport.avro.CustomerRecord;
import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.cleaning.Field;
import io.rapport.core.cleaning.FieldValues;
import io.rapport.core.cleaning.Source;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.RejectedEventException;

/** Maps and cleans a {@link CustomerRecord} to a {@link CustomerEntry}. */
public final class CustomerRecordMapping {

  private static final Source SOURCE = Source.CUSTOMER;
  private static final Field EVENT_ID = SOURCE.field("eventId");
  private static final Field EVENT_TIME = SOURCE.field("eventTime");
  private static final Field CUSTOMER_ID = SOURCE.field("customerId");
  private static final Field NAME = SOURCE.field("name");
  private static final Field EMAIL = SOURCE.field("email");
  private static final Field PHONE = SOURCE.field("phone");
  private static final Field COUNTRY = SOURCE.field("country");

  private CustomerRecordMapping() {}

  public static CustomerEntry toDomain(CustomerRecord record, long brokerTime, Cleaning cleaning)
      throws RejectedEventException {
    Cleaner cleaner = cleaning.cleaner();
    String eventId = cleaner.required("eventId", record.getEventId());
    long eventTime = cleaner.eventTime(record.getEventTime().toEpochMilli(), brokerTime);
    String site = cleaner.site(record.getSite());
    String customerId = cleaner.required("customerId", record.getCustomerId());
    FieldValues values =
        cleaning
            .begin(SOURCE)
            .set(SOURCE.site(), site)
            .set(EVENT_ID, eventId)
            .set(EVENT_TIME, eventTime)
            .set(CUSTOMER_ID, customerId)
            .set(NAME, record.getName())
            .set(EMAIL, record.getEmail())
            .set(PHONE, record.getPhone())
            .set(COUNTRY, record.getCountry());
    cleaning.clean(values, eventTime);
    return new CustomerEntry(
        eventId,
        eventTime,
        site,
        customerId,
        values.text(NAME),
        values.text(EMAIL),
        values.text(PHONE),
        values.text(COUNTRY),
        record.getMarketingConsent(),
        record.getPersonalisationConsent(),
        cleaning.changes());
  }
}
