package io.rapport.connectors.kafka.registry;

/** The registry answered that it has no schema of an id. */
public final class UnknownSchemaIdException extends Exception {

  UnknownSchemaIdException(int id) {
    super("the registry has no schema with id " + id);
  }
}
