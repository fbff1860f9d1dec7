package io.rapport.connectors.gateway.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** A role of a caller. {@link Access} says what each may do. */
public enum Role {
  /** A page of the shop. Its key is public, so it proves a place and no person. */
  BROWSER,
  /** The shop's server: sends events, and vouches for visitors. */
  INGEST,
  /** A reader of all products. */
  READ,
  /** An agent of the desk: reads, writes tickets and teaches the classifier. */
  DESK,
  /** An administrator: everything. */
  ADMIN;

  /** The name as it is written. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static Optional<Role> of(String word) {
    return Arrays.stream(values()).filter(role -> role.word().equals(word)).findFirst();
  }

  /** All names, for messages. */
  public static String words() {
    return Arrays.stream(values()).map(Role::word).collect(Collectors.joining(", "));
  }
}
