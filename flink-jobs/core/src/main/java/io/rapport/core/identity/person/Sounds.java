package io.rapport.core.identity.person;

import org.apache.commons.codec.language.DoubleMetaphone;

/** The phonetic codes of names: double metaphone, or the first letters of a name it cannot read. */
final class Sounds {

  private static final int LENGTH = 5;
  private static final DoubleMetaphone METAPHONE = metaphone();

  private Sounds() {}

  static String of(String name) {
    String code = METAPHONE.doubleMetaphone(name);
    return code == null || code.isEmpty()
        ? name.substring(0, Math.min(LENGTH, name.length()))
        : code;
  }

  private static DoubleMetaphone metaphone() {
    DoubleMetaphone coder = new DoubleMetaphone();
    coder.setMaxCodeLen(LENGTH);
    return coder;
  }
}
