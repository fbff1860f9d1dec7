package io.rapport.core.identity.compare;

import io.rapport.core.identity.person.Field;

/** Knowledge of all records seen: usual values, and values of many people. */
public interface Population {

  /** A population of which nothing is known. */
  Population UNKNOWN =
      new Population() {
        @Override
        public boolean usual(long hash) {
          return false;
        }

        @Override
        public boolean shared(Field field, long hash) {
          return false;
        }
      };

  /** Whether a value occurs so often that it is no typing error. */
  boolean usual(long hash);

  /** Whether a value belongs to more people than one household has, and so says nothing. */
  boolean shared(Field field, long hash);
}
