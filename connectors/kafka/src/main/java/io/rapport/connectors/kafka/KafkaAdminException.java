package io.rapport.connectors.kafka;

/** A request about topics that the broker refused or did not answer. */
public final class KafkaAdminException extends RuntimeException {

  KafkaAdminException(String what, Throwable cause) {
    super("Could not " + what + ": " + cause.getMessage(), cause);
  }
}
