package io.rapport.core.identity.person;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The meaning of a value in a person's record. */
public enum Role {
  GIVEN_NAME,
  FAMILY_NAME,
  FULL_NAME,
  BIRTH_DATE,
  STREET,
  NUMBER,
  LOCALITY,
  POSTCODE,
  REGION,
  E_MAIL,
  PHONE,
  NATIONAL_ID,
  DEVICE,
  GENDER,
  OCCUPATION,
  OTHER;

  /** The name that users write: in lower case, with hyphens. */
  public String label() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The role of a label.
   *
   * @throws IllegalArgumentException if there is none, naming all
   */
  public static Role of(String label) {
    return Arrays.stream(values())
        .filter(role -> role.label().equals(label.strip().toLowerCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no role '%s'. The roles are %s.".formatted(label, labels())));
  }

  private static String labels() {
    return Arrays.stream(values()).map(Role::label).collect(Collectors.joining(", "));
  }
}
