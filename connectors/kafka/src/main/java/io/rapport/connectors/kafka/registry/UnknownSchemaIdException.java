package io.rapport.connectors.kafka.registry;

/** An id for which the registry has no schema. */
public final class UnknownSchemaIdException extends Exception {

  UnknownSchemaIdException(int id) {
    super("the registry has no schema with id " + id);
  }
}
