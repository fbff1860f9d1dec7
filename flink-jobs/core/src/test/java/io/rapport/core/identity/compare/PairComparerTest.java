package io.rapport.core.identity.compare;

import static io.rapport.core.identity.Persons.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.identity.Persons;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import io.rapport.core.identity.person.PersonRecord;
import io.rapport.core.identity.person.PersonStandardiser;
import io.rapport.core.identity.person.Role;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PairComparerTest {

  private final PairComparer comparer = new PairComparer(Population.UNKNOWN);

  private String phrase(Field field, Person a, Person b) {
    byte[] levels = new byte[Field.count()];
    comparer.compare(a, b, levels);
    int level = levels[field.index()];
    return level == Level.MISSING ? "missing" : comparer.levels(field).get(level - 1).phrase();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "GIVEN_NAME|GIVEN_NAME|Robert|robert|same %s '%v'",
        "GIVEN_NAME|GIVEN_NAME|Robert|Bob|a short form of the %s",
        "GIVEN_NAME|GIVEN_NAME|Isabelle|Isabele|one letter of the %s differs",
        "GIVEN_NAME|GIVEN_NAME|elki|elk i|same %s '%v'",
        "GIVEN_NAME|GIVEN_NAME|J|John|an initial or a part of the %s",
        "GIVEN_NAME|GIVEN_NAME|Anna|Robert|different %ss",
        "FAMILY_NAME|FAMILY_NAME|Meyer|Maier|similar %s",
        "FAMILY_NAME|FAMILY_NAME|Smith|Miller|%s unlike, one of them rare",
        "FAMILY_NAME|FAMILY_NAME|Smith|n/a|missing",
        "BIRTH_DATE|BIRTH_DATE|1980-03-04|1980-04-03|day and month of the %s exchanged",
        "BIRTH_DATE|BIRTH_DATE|1980-03-04|1980-03-05|one digit of the %s differs",
        "BIRTH_DATE|BIRTH_DATE|1980-03-04|1980-03-28|two parts of the %s agree",
        "BIRTH_DATE|BIRTH_DATE|1980-03-04|1980|same year of birth",
        "BIRTH_DATE|BIRTH_DATE|1980-03-04|1931-07-15|different %ss",
        "POSTCODE|POSTCODE|4011|4101|one digit of the %s differs",
        "POSTCODE|POSTCODE|4011|4099|%s of the same area",
        "NATIONAL_ID|NATIONAL_ID|7364009|7364090|one digit of the %s differs",
        "STREET|STREET|tullaroop street|tullarop st|one letter of the %s differs",
        "STREET|STREET|the old mill lane|old mill lane|similar %s",
        "E_MAIL|E_MAIL|ann.lee@mail.example|ann.lee@post.example|same mailbox name at another domain",
        "PHONE|PHONE|+49 30 5551234|030 5551234|same %s %v",
      })
  void tellsTheLevel(Role role, Field field, String a, String b, String phrase) {
    assertThat(phrase(field, person("a", role, a), person("b", role, b))).isEqualTo(phrase);
  }

  @Test
  void exchangedNamesAreOnePieceOfEvidence() {
    Person a = person("a", Role.GIVEN_NAME, "wesley", Role.FAMILY_NAME, "crane");
    Person b = person("b", Role.GIVEN_NAME, "crane", Role.FAMILY_NAME, "wesly");
    assertThat(phrase(Field.GIVEN_NAME, a, b)).isEqualTo("given and family name exchanged");
    assertThat(phrase(Field.FAMILY_NAME, a, b)).isEqualTo("missing");
    Person one = person("c", Role.GIVEN_NAME, "crane");
    assertThat(phrase(Field.GIVEN_NAME, a, one)).doesNotContain("exchanged");
  }

  @Test
  void oneOfSeveralNumbersIsEnough() {
    Person a = person("a", Role.PHONE, "030 5551234", Role.PHONE, "040 7771234");
    Person b = person("b", Role.PHONE, "040 7771234");
    assertThat(phrase(Field.PHONE, a, b)).isEqualTo("same %s %v");
  }

  @Property(tries = 50)
  void isSymmetric(@ForAll long seed) {
    PersonStandardiser standardiser = new PersonStandardiser();
    List<Person> people =
        Persons.population(6, 2, seed).stream()
            .map((PersonRecord record) -> standardiser.standardise(record))
            .toList();
    byte[] there = new byte[Field.count()];
    byte[] back = new byte[Field.count()];
    for (Person a : people) {
      for (Person b : people) {
        comparer.compare(a, b, there);
        comparer.compare(b, a, back);
        assertThat(there).isEqualTo(back);
      }
    }
  }
}
