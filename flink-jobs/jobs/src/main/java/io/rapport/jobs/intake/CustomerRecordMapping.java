package io.rapport.jobs.intake;

import io.rapport.avro.CustomerRecord;
import io.rapport.core.cleaning.Cleaning;
import io.rapport.core.cleaning.Field;
import io.rapport.core.cleaning.FieldValues;
import io.rapport.core.cleaning.Source;
import io.rapport.core.intake.Cleaner;
import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.PersonDetails;
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
  private static final Field GIVEN_NAME = SOURCE.field("givenName");
  private static final Field FAMILY_NAME = SOURCE.field("familyName");
  private static final Field BIRTH_DATE = SOURCE.field("birthDate");
  private static final Field GENDER = SOURCE.field("gender");
  private static final Field STREET = SOURCE.field("street");
  private static final Field HOUSE_NUMBER = SOURCE.field("houseNumber");
  private static final Field LOCALITY = SOURCE.field("locality");
  private static final Field POSTCODE = SOURCE.field("postcode");
  private static final Field REGION = SOURCE.field("region");
  private static final Field NATIONAL_ID = SOURCE.field("nationalId");
  private static final Field OCCUPATION = SOURCE.field("occupation");

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
            .set(COUNTRY, record.getCountry())
            .set(GIVEN_NAME, record.getGivenName())
            .set(FAMILY_NAME, record.getFamilyName())
            .set(BIRTH_DATE, birthDate(record))
            .set(GENDER, record.getGender())
            .set(STREET, record.getStreet())
            .set(HOUSE_NUMBER, record.getHouseNumber())
            .set(LOCALITY, record.getLocality())
            .set(POSTCODE, record.getPostcode())
            .set(REGION, record.getRegion())
            .set(NATIONAL_ID, record.getNationalId())
            .set(OCCUPATION, record.getOccupation());
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
        consentTime(record, eventTime),
        person(record, values, cleaner),
        cleaning.changes());
  }

  /** A consent is part of the record, so that it is not younger. */
  private static long consentTime(CustomerRecord record, long eventTime) {
    return record.getConsentTime() == null
        ? eventTime
        : Math.min(record.getConsentTime().toEpochMilli(), eventTime);
  }

  private static String birthDate(CustomerRecord record) {
    boolean yearAlone = record.getBirthDate() == null && record.getBirthYear() != null;
    return yearAlone ? record.getBirthYear().toString() : record.getBirthDate();
  }

  private static PersonDetails person(CustomerRecord record, FieldValues values, Cleaner cleaner)
      throws RejectedEventException {
    return new PersonDetails(
        record.getSource(),
        values.text(GIVEN_NAME),
        values.text(FAMILY_NAME),
        values.text(BIRTH_DATE),
        values.text(GENDER),
        values.text(STREET),
        values.text(HOUSE_NUMBER),
        values.text(LOCALITY),
        values.text(POSTCODE),
        values.text(REGION),
        values.text(NATIONAL_ID),
        values.text(OCCUPATION),
        cleaner.optional("customerId", record.getSameAs()),
        record.getDeleted());
  }
}
