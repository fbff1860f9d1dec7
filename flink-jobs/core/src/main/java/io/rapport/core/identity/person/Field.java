package io.rapport.core.identity.person;

/**
 * A field by which two persons are compared. A role whose columns say different things, as two
 * lines of an address do, has a field for each.
 */
public enum Field {
  GIVEN_NAME("given name", Scope.PERSON),
  FAMILY_NAME("family name", Scope.HOUSEHOLD),
  BIRTH_DATE("birth date", Scope.PERSON),
  STREET("street", Scope.HOUSEHOLD),
  ADDRESS_LINE("second line of the address", Scope.HOUSEHOLD),
  NUMBER("house number", Scope.HOUSEHOLD),
  LOCALITY("locality", Scope.HOUSEHOLD),
  POSTCODE("postcode", Scope.HOUSEHOLD),
  REGION("region", Scope.HOUSEHOLD),
  E_MAIL("e-mail address", Scope.HOUSEHOLD),
  PHONE("telephone number", Scope.HOUSEHOLD),
  NATIONAL_ID("national id", Scope.PERSON),
  DEVICE("device", Scope.HOUSEHOLD),
  GENDER("gender", Scope.PERSON),
  OCCUPATION("occupation", Scope.PERSON),
  OTHER("other detail", Scope.PERSON),
  OTHER_2("second other detail", Scope.PERSON),
  OTHER_3("third other detail", Scope.PERSON);

  /** Those who have a value in common. */
  public enum Scope {
    PERSON,
    HOUSEHOLD
  }

  private static final Field[] ALL = values();

  private final String label;
  private final Scope scope;

  Field(String label, Scope scope) {
    this.label = label;
    this.scope = scope;
  }

  /** The noun of explanations. */
  public String label() {
    return label;
  }

  public Scope scope() {
    return scope;
  }

  /** The place of the field in arrays by field. */
  @SuppressWarnings("EnumOrdinal") // arrays by field live no longer than the process
  public int index() {
    return ordinal();
  }

  /** The number of fields. */
  public static int count() {
    return ALL.length;
  }

  /** The field at a place. */
  public static Field at(int index) {
    return ALL[index];
  }
}
