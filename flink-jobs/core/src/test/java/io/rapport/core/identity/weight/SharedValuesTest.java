package io.rapport.core.identity.weight;

import static io.rapport.core.identity.Persons.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import io.rapport.core.identity.person.Role;
import org.junit.jupiter.api.Test;

class SharedValuesTest {

  private static Person caller(String given, String family, String phone) {
    return person("r", Role.GIVEN_NAME, given, Role.FAMILY_NAME, family, Role.PHONE, phone);
  }

  private static boolean shared(SharedValues values, Person person) {
    return values.shared(Field.PHONE, person.hash(Field.PHONE));
  }

  @Test
  void aNumberOfMoreNamesThanAHouseholdHasIsShared() {
    SharedValues values = new SharedValues(3);
    Person first = caller("anna", "berg", "030 5551234");
    values.add(first);
    values.add(caller("carl", "dorn", "030 5551234"));
    values.add(caller("emil", "falk", "030 5551234"));
    assertThat(shared(values, first)).isFalse();
    values.add(caller("gerd", "hahn", "030 5551234"));
    assertThat(shared(values, first)).isTrue();
    values.remove(caller("carl", "dorn", "030 5551234"));
    assertThat(shared(values, first)).isFalse();
    assertThat(values.shared(Field.FAMILY_NAME, first.hash(Field.FAMILY_NAME))).isFalse();
  }

  @Test
  void mistypedAndExchangedNamesAreTheSame() {
    SharedValues values = new SharedValues(1);
    Person first = caller("anna", "berg", "030 5551234");
    values.add(first);
    values.add(caller("ana", "bergh", "030 5551234"));
    values.add(caller("berg", "anna", "030 5551234"));
    values.add(person("r", Role.PHONE, "030 5551234"));
    assertThat(shared(values, first)).isFalse();
  }

  @Test
  void recordsThatLeaveTakeTheirNamesAlong() {
    SharedValues values = new SharedValues(1);
    for (int i = 0; i < 50; i++) {
      values.add(caller("anna", "berg", "0305551" + (100 + i)));
      values.add(caller("carl", "dorn", "0305551" + (100 + i)));
    }
    assertThat(values.size()).isEqualTo(50);
    for (int i = 0; i < 50; i++) {
      values.remove(caller("carl", "dorn", "0305551" + (100 + i)));
      values.remove(caller("anna", "berg", "0305551" + (100 + i)));
    }
    assertThat(values.size()).isZero();
  }
}
