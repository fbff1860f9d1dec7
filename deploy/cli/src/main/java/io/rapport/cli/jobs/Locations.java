package io.rapport.cli.jobs;

import java.nio.file.Path;

/** Turns the places of savepoints, as people write them, into such as a cluster understands. */
final class Locations {
  private Locations() {}

  /** The location as it is if it has a scheme, else the absolute path on this machine. */
  static String absolute(String location) {
    return location.matches("[a-zA-Z][a-zA-Z0-9+.-]+:/.*")
        ? location
        : Path.of(location).toAbsolutePath().normalize().toUri().toString();
  }
}
