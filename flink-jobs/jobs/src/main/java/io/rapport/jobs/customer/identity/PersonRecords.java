package io.rapport.jobs.customer.identity;

import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.Role;
import io.rapport.core.intake.CustomerEntry;
import io.rapport.core.intake.PersonDetails;

/** Makes records of persons out of customer records. */
final class PersonRecords {

  private PersonRecords() {}

  /** The values of a record that tell who a person is. */
  static PersonRecord of(CustomerEntry entry) {
    PersonDetails details = details(entry);
    PersonRecord.Builder record =
        PersonRecord.builder(entry.customerId())
            .source(details.source() == null ? "" : details.source())
            .time(entry.eventTime());
    add(record, Role.GIVEN_NAME, details.givenName());
    add(record, Role.FAMILY_NAME, details.familyName());
    add(record, Role.FULL_NAME, entry.name());
    add(record, Role.BIRTH_DATE, details.birthDate());
    add(record, Role.STREET, details.street());
    add(record, Role.NUMBER, details.houseNumber());
    add(record, Role.LOCALITY, details.locality());
    add(record, Role.POSTCODE, details.postcode());
    add(record, Role.REGION, details.region());
    add(record, Role.E_MAIL, entry.email());
    add(record, Role.PHONE, entry.phone());
    add(record, Role.NATIONAL_ID, details.nationalId());
    add(record, Role.GENDER, details.gender());
    add(record, Role.OCCUPATION, details.occupation());
    add(record, Role.OTHER, entry.country());
    return record.build();
  }

  static PersonDetails details(CustomerEntry entry) {
    return entry.person() == null ? PersonDetails.UNKNOWN : entry.person();
  }

  private static void add(PersonRecord.Builder record, Role role, String value) {
    if (value != null && !value.isBlank()) {
      record.add(role, value);
    }
  }
}
