package io.rapport.core.identity.compare;

import static io.rapport.core.identity.Persons.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import io.rapport.core.identity.person.Role;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CorroborationTest {

  @ParameterizedTest
  @CsvSource({
    "E_MAIL, anna@a.example, anna@a.example, FULL",
    "E_MAIL, anna.berg1@a.example, anna.berg2@a.example, NEAR",
    "E_MAIL, anna.berg@a.example, anna.berg@other.example, NEAR",
    "E_MAIL, anna.bergmann17@a.example, anna.bergmann4@b.example, NONE",
    "PHONE, 0305551287, 0305551287, FULL",
    "PHONE, 0305551287, 0305551288, NEAR",
    "PHONE, 0305551287, 0409992001, NONE",
    "BIRTH_DATE, 1980-03-04, 1980-03-04, FULL",
    "BIRTH_DATE, 1980-03-04, 1980-04-03, FULL",
    "BIRTH_DATE, 1980-03-04, 1980-03-05, NEAR",
    "BIRTH_DATE, 1980, 1980, NONE",
    "BIRTH_DATE, 1980-03-04, 1951-10-30, NONE",
    "NATIONAL_ID, 7364009, 7364009, FULL",
    "STREET, Mill Lane 12, Mill Lane 12, FULL",
    "STREET, Mill Lane 12, Mill Lane 44, NEAR",
    "POSTCODE, 4011, 4011, NEAR",
    "LOCALITY, Oxbridge, Oxbridge, NONE",
    "OTHER, de, de, NONE"
  })
  void namesNeedSomethingBesideThem(Role role, String one, String other, Corroboration expected) {
    assertThat(of(role, one, other, null, null)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"E_MAIL, anna@a.example", "PHONE, 0305551287", "STREET, Mill Lane 12"})
  void aContactOfTwoBirthDatesIsNotEnough(Role role, String value) {
    assertThat(of(role, value, value, "1980-03-04", "1951-10-30")).isEqualTo(Corroboration.NEAR);
    assertThat(of(role, value, value, "1980-03-04", "1980-03-05")).isEqualTo(Corroboration.FULL);
  }

  private static Corroboration of(
      Role role, String one, String other, String birthDate, String otherDate) {
    Person a = named(role, one, birthDate);
    Person b = named(role, other, otherDate);
    byte[] levels = new byte[Field.count()];
    new PairComparer(Population.UNKNOWN).compare(a, b, levels);
    return Corroboration.of(a, b, levels);
  }

  private static Person named(Role role, String value, String birthDate) {
    return birthDate == null
        ? person("p", Role.FAMILY_NAME, "Berg", role, value)
        : person("p", Role.FAMILY_NAME, "Berg", role, value, Role.BIRTH_DATE, birthDate);
  }
}
