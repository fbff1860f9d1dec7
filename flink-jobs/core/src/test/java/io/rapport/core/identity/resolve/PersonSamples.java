package io.rapport.core.identity.resolve;

import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.Role;

/** Records and decisions for tests. */
final class PersonSamples {

  static final Object[] ISABELLE = {
    Role.GIVEN_NAME, "Isabelle",
    Role.FAMILY_NAME, "Wexford",
    Role.BIRTH_DATE, "1980-03-04",
    Role.E_MAIL, "i.wexford@mail.example"
  };

  private PersonSamples() {}

  /** A record of a source; each role is followed by its value. */
  static PersonRecord record(String id, String source, long time, Object... rolesAndValues) {
    PersonRecord.Builder record = PersonRecord.builder(id).source(source).time(time);
    for (int i = 0; i < rolesAndValues.length; i += 2) {
      record.add((Role) rolesAndValues[i], (String) rolesAndValues[i + 1]);
    }
    return record.build();
  }

  static PersonRecord isabelle(String id, long time) {
    return record(id, "crm", time, ISABELLE);
  }

  static PairDecision decision(PairDecision.Kind kind, String a, String b, long time) {
    return new PairDecision(kind, a, b, time, "Ada", null);
  }
}
