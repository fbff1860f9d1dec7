package io.rapport.core.identity.weight;

import static io.rapport.core.identity.Persons.person;
import static org.assertj.core.api.Assertions.assertThat;

import io.rapport.core.identity.compare.PairComparer;
import io.rapport.core.identity.compare.Population;
import io.rapport.core.identity.person.Field;
import io.rapport.core.identity.person.Person;
import io.rapport.core.identity.person.Role;
import io.rapport.core.identity.settings.IdentitySettings;
import org.junit.jupiter.api.Test;

class HouseholdGuardTest {

  private final PairComparer comparer = new PairComparer(Population.UNKNOWN);
  private final HouseholdGuard guard = new HouseholdGuard(IdentitySettings.DEFAULT);

  private byte[] levels(Person a, Person b) {
    byte[] levels = new byte[Field.count()];
    comparer.compare(a, b, levels);
    return levels;
  }

  private static Person member(String given, Role role, String value) {
    return person("r", Role.GIVEN_NAME, given, Role.FAMILY_NAME, "Wexford", role, value);
  }

  private boolean forbids(String given, String other, Role role, String value, String otherValue) {
    return guard.forbids(levels(member(given, role, value), member(other, role, otherValue)));
  }

  private void observe(int same, int different) {
    double[] bits = household();
    byte[] alike = levels(member("anna", Role.OTHER, "x"), member("anna", Role.OTHER, "x"));
    byte[] unlike = levels(member("anna", Role.OTHER, "x"), member("robert", Role.OTHER, "x"));
    for (int i = 0; i < same; i++) {
      guard.observe(alike, bits, 15);
      guard.observe(unlike, bits, 25); // not enough of a household
    }
    for (int i = 0; i < different; i++) {
      guard.observe(unlike, bits, 15);
    }
  }

  @Test
  void twoDifferencesOfPersonsAreEnough() {
    assertThat(forbids("anna", "robert", Role.BIRTH_DATE, "1980-01-02", "1951-10-30")).isTrue();
    assertThat(forbids("anna", "robert", Role.GENDER, "f", "m")).isTrue();
    assertThat(forbids("anna", "robert", Role.E_MAIL, "anna@a.example", "bob77@b.example"))
        .isTrue();
    assertThat(forbids("anna", "anne", Role.BIRTH_DATE, "1980-01-02", "1951-10-30")).isFalse();
  }

  @Test
  void theNationalIdOutweighsNames() {
    assertThat(forbids("anna", "robert", Role.NATIONAL_ID, "7364009", "7364009")).isFalse();
    assertThat(forbids("anna", "robert", Role.NATIONAL_ID, "7364009", "1253187")).isTrue();
  }

  @Test
  void contradictingNamesAreEnoughUntilNamesTurnOutToBeWrongAtRandom() {
    assertThat(forbids("anna", "robert", Role.PHONE, "0305551234", "0305551234")).isTrue();
    observe(190, 10);
    assertThat(guard.differingShare()).isEqualTo(0.05);
    assertThat(forbids("anna", "robert", Role.PHONE, "0305551234", "0305551234")).isFalse();
  }

  @Test
  void withCautionADifferentNameIsEnoughUntilNamesTurnOutToBeWrong() {
    HouseholdGuard cautious =
        new HouseholdGuard(IdentitySettings.DEFAULT.with(s -> s.cautious(true)));
    byte[] rare =
        levels(member("xyqqo", Role.PHONE, "0305551234"), member("vrrm", Role.PHONE, "0305551234"));
    byte[] same =
        levels(member("anna", Role.PHONE, "0305551234"), member("anna", Role.PHONE, "0305551234"));
    assertThat(guard.forbids(rare)).isFalse();
    assertThat(cautious.forbids(rare)).isTrue();
    assertThat(cautious.forbids(same)).isFalse();
    for (int i = 0; i < 200; i++) {
      cautious.observe(same, household(), 15);
    }
    assertThat(cautious.forbids(rare)).isFalse();
  }

  @Test
  void whereHouseholdsHaveSeveralPeopleARareNameIsNoMistake() {
    assertThat(forbids("xyqqo", "vrrm", Role.PHONE, "0305551234", "0305551234")).isFalse();
    observe(60, 60);
    assertThat(forbids("xyqqo", "vrrm", Role.PHONE, "0305551234", "0305551234")).isTrue();
    assertThat(forbids("anna", "", Role.PHONE, "0305551234", "0305551234")).isTrue();
    assertThat(forbids("anna", "", Role.E_MAIL, "anna@a.example", "anna@a.example")).isFalse();
  }

  @Test
  void birthDatesTellWhetherNamesAreWrongOrPeopleAreSeveral() {
    byte[] sameDate = levels(born("anna", "1980-01-02"), born("robert", "1980-01-02"));
    byte[] otherDate = levels(born("anna", "1980-01-02"), born("robert", "1951-10-30"));
    byte[] undated = levels(born("anna", ""), born("robert", ""));
    observe(1000, 0);
    for (int i = 0; i < 50; i++) {
      guard.observe(sameDate, household(), 15);
    }
    assertThat(guard.forbids(undated)).isFalse();
    for (int i = 0; i < 60; i++) {
      guard.observe(otherDate, household(), 15);
    }
    assertThat(guard.forbids(undated)).isTrue();
  }

  private static Person born(String given, String date) {
    return member(given, Role.BIRTH_DATE, date);
  }

  private static double[] household() {
    double[] bits = new double[Field.count()];
    bits[Field.FAMILY_NAME.index()] = 20;
    return bits;
  }
}
