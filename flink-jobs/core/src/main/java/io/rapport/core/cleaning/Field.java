package io.rapport.core.cleaning;

/**
 * A field of a source that rules may name.
 *
 * @param index place among the fields of the source
 * @param unique whether each record is expected to have another value
 */
public record Field(
    String source, int index, String name, FieldType type, FieldRole role, boolean unique) {

  static Field text(String name) {
    return of(name, FieldType.TEXT, FieldRole.PLAIN);
  }

  static Field personal(String name) {
    return of(name, FieldType.TEXT, FieldRole.PERSONAL);
  }

  /** The date of something in a person's life. */
  static Field personalDate(String name) {
    return of(name, FieldType.DATE, FieldRole.PERSONAL);
  }

  static Field id(String name) {
    return of(name, FieldType.TEXT, FieldRole.IDENTIFIER);
  }

  static Field key(String name) {
    return of(name, FieldType.TEXT, FieldRole.KEY);
  }

  static Field number(String name) {
    return of(name, FieldType.NUMBER, FieldRole.PLAIN);
  }

  static Field whole(String name) {
    return of(name, FieldType.WHOLE, FieldRole.PLAIN);
  }

  static Field time(String name) {
    return of(name, FieldType.TIME, FieldRole.PLAIN);
  }

  private static Field of(String name, FieldType type, FieldRole role) {
    return new Field(null, -1, name, type, role, false);
  }

  /** The same field, expected to differ from record to record. */
  Field ofOne() {
    return new Field(source, index, name, type, role, true);
  }

  Field at(String ofSource, int place) {
    return new Field(ofSource, place, name, type, role, unique);
  }

  /** Whether rules may change the value. */
  public boolean changeable() {
    return role == FieldRole.PLAIN || role == FieldRole.PERSONAL;
  }

  /** The name in rules: source and field, such as {@code purchase.country}. */
  public String path() {
    return source + "." + name;
  }
}
