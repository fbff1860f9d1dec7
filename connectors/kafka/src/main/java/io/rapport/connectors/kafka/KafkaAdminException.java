package io.rapport.connectors.kafka;

/** The broker refused a request about its topics, or did not answer it. */
public final class KafkaAdminException extends RuntimeException {

  KafkaAdminException(String what, Throwable cause) {
    super("Could not " + what + ": " + cause.getMessage(), cause);
  }
}
