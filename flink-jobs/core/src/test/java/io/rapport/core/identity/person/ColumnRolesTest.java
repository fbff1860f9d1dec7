package io.rapport.core.identity.person;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ColumnRolesTest {

  @ParameterizedTest
  @CsvSource({
    "given_name,GIVEN_NAME",
    " surname ,FAMILY_NAME",
    "Last Name,FAMILY_NAME",
    "firstName,GIVEN_NAME",
    "FULL-NAME,FULL_NAME",
    "date_of_birth,BIRTH_DATE",
    "DOB,BIRTH_DATE",
    "address_1,STREET",
    "address2,STREET",
    "street_number,NUMBER",
    "suburb,LOCALITY",
    "customer.city,LOCALITY",
    "postcode_fake,POSTCODE",
    "state,REGION",
    "E-Mail,E_MAIL",
    "email2,E_MAIL",
    "phone number,PHONE",
    "soc_sec_id,NATIONAL_ID",
    "sex,GENDER",
    "occupation,OCCUPATION",
    "birth_place,OTHER",
  })
  void tellsARoleByTheName(String column, Role role) {
    assertThat(ColumnRoles.guess(column)).contains(role);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"rec_id", "id", "", "last_login", "number_of_orders", "email_verified", "notes"})
  void saysNothingOfOtherNames(String column) {
    assertThat(ColumnRoles.guess(column)).isEmpty();
  }

  @Test
  void namesAllRoles() {
    assertThat(Role.of("E-MAIL")).isEqualTo(Role.E_MAIL);
    assertThatThrownBy(() -> Role.of("hobby"))
        .hasMessageContaining("'hobby'")
        .hasMessageContaining("given-name, family-name, full-name, birth-date");
  }
}
