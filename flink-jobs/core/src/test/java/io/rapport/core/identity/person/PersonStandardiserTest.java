package io.rapport.core.identity.person;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonStandardiserTest {

  private final PersonStandardiser standardiser = new PersonStandardiser();

  private String read(Role role, Field field, String value) {
    return standardiser
        .standardise(PersonRecord.builder("r").add(role, value).build())
        .value(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "19560409|19560409",
        "1956-04-09|19560409",
        "1956/4/9|19560409",
        "1956-04-09T00:00:00Z|19560409",
        "1956-04-09 00:00:00|19560409",
        "09.04.1956|19560409",
        "9/4/1956|19560409",
        "9/4/56|19560409",
        "25/12/05|20051225",
        "12/25/1956|19561225",
        "9 Apr 1956|19560409",
        "9th April 1956|19560409",
        "April 9, 1956|19560409",
        "9. März 1956|19560309",
        "09-APR-1956|19560409",
        "1956|19560000",
        "1956-04|19560400",
        "09041956|19560409",
        "19561399|19561399",
      })
  void readsDates(String text, String date) {
    assertThat(read(Role.BIRTH_DATE, Field.BIRTH_DATE, text)).isEqualTo(date);
  }

  @Test
  void learnsWhetherTheMonthComesFirst() {
    assertThat(read(Role.BIRTH_DATE, Field.BIRTH_DATE, "3/4/1980")).isEqualTo("19800403");
    read(Role.BIRTH_DATE, Field.BIRTH_DATE, "3/24/1980");
    assertThat(read(Role.BIRTH_DATE, Field.BIRTH_DATE, "3/4/1980")).isEqualTo("19800304");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "John Smith|john|smith",
        "Smith, John|john|smith",
        "Dr. Anna-Maria  O'Neil|annamaria|oneil",
        "Sir John Smith, 3rd Baronet|john|smith",
        "Ludwig van Beethoven|ludwig|vanbeethoven",
        "Prof. Dr. Jürgen von der Heide|jurgen|vonderheide",
        "John of Gaunt|-|john",
        "Mary Jane Watson PhD|maryjane|watson",
        "Madonna|-|madonna",
        "Mr|-|mr",
        "Martin Luther King Jr.|martinluther|king",
        "King Charles|king|charles",
        "Earl John Smith II|john|smith",
        "Earl|-|earl",
      })
  void readsFullNames(String full, String given, String family) {
    Person person =
        standardiser.standardise(PersonRecord.builder("r").add(Role.FULL_NAME, full).build());
    assertThat(person.value(Field.GIVEN_NAME)).isEqualTo(given);
    assertThat(person.value(Field.FAMILY_NAME)).isEqualTo(family);
  }

  @Test
  void aFullNameOnlyFillsWhatIsMissing() {
    Person both =
        standardiser.standardise(
            PersonRecord.builder("r")
                .add(Role.FULL_NAME, "sir thomas chaloner")
                .add(Role.GIVEN_NAME, "Tom")
                .add(Role.FAMILY_NAME, "Chaloner")
                .build());
    assertThat(both.value(Field.GIVEN_NAME)).isEqualTo("tom");
    Person one =
        standardiser.standardise(
            PersonRecord.builder("r")
                .add(Role.FULL_NAME, "sir thomas chaloner")
                .add(Role.GIVEN_NAME, "")
                .add(Role.FAMILY_NAME, "Chaloner")
                .build());
    assertThat(one.value(Field.GIVEN_NAME)).isEqualTo("thomas");
  }

  @Test
  void takesTheNumberOutOfTheStreet() {
    assertThat(read(Role.STREET, Field.NUMBER, "12a High Street")).isEqualTo("12a");
    assertThat(read(Role.STREET, Field.STREET, "12a High Street")).isEqualTo("highst");
    assertThat(read(Role.STREET, Field.NUMBER, "Hauptstr. 7")).isEqualTo("7");
    assertThat(read(Role.STREET, Field.STREET, "maltby circuit")).isEqualTo("maltbycct");
  }

  @ParameterizedTest
  @CsvSource({
    "+44 20 7946 0958,079460958",
    "020 7946 0958,079460958",
    "(555) 123-9876,551239876",
    "0000000000,",
    "999 999 9999,",
    "1234567890,",
    "12,",
  })
  void readsTelephoneNumbers(String text, String number) {
    assertThat(read(Role.PHONE, Field.PHONE, text)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "info@shop.example",
        "No-Reply@shop.example",
        "support@a.b",
        "n/a",
        "nobody",
        "@x"
      })
  void theMailboxOfAnOfficeIsNobodys(String mail) {
    assertThat(read(Role.E_MAIL, Field.E_MAIL, mail)).isNull();
  }

  @Test
  void aTagIsNoPartOfAnAddress() {
    assertThat(read(Role.E_MAIL, Field.E_MAIL, " Ann+shop@Mail.example"))
        .isEqualTo("ann@mail.example");
  }

  @Test
  void readsPostcodesAndIds() {
    assertThat(read(Role.POSTCODE, Field.POSTCODE, "sw1a 1aa")).isEqualTo("sw1a1aa");
    assertThat(read(Role.POSTCODE, Field.POSTCODE, "12345-6789")).isEqualTo("12345");
    assertThat(read(Role.POSTCODE, Field.POSTCODE, "4011.0")).isEqualTo("4011");
    assertThat(read(Role.NATIONAL_ID, Field.NATIONAL_ID, "123-45-6780")).isEqualTo("123456780");
    assertThat(read(Role.NATIONAL_ID, Field.NATIONAL_ID, "000-00-0000")).isNull();
  }

  @Test
  void severalAddressesAreOneFieldAndTwoLinesAreTwo() {
    Person person =
        standardiser.standardise(
            PersonRecord.builder("r")
                .add(Role.STREET, "mill road")
                .add(Role.STREET, "rosewood village")
                .add(Role.E_MAIL, "a@x.example")
                .add(Role.E_MAIL, "b@x.example")
                .build());
    assertThat(person.value(Field.ADDRESS_LINE)).isEqualTo("rosewoodvlge");
    assertThat(person.alternatives(Field.E_MAIL)).containsExactly("a@x.example", "b@x.example");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "N/A", "null", "unknown", "-", "NaN"})
  void aPlaceholderIsMissing(String value) {
    assertThat(read(Role.GIVEN_NAME, Field.GIVEN_NAME, value)).isNull();
  }
}
