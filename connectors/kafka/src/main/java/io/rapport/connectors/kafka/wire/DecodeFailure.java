package io.rapport.connectors.kafka.wire;

import java.util.Locale;

/**
 * The reason why bytes did not become a value.
 *
 * @param reason the kind of failure
 * @param detail one sentence, without any of the record's own content
 */
public record DecodeFailure(Reason reason, String detail) {

  /** The kinds of failure. Names are serialised: never rename one. */
  public enum Reason {
    /** The value is null, which on a compacted topic removes the key. */
    TOMBSTONE,
    /** Not the byte 0 followed by a schema id. */
    NOT_WIRE_FORMAT,
    /** The registry says that it has no schema of this id. */
    UNKNOWN_SCHEMA_ID,
    /** The registered schema cannot be read as this type. */
    INCOMPATIBLE_SCHEMA,
    /** The bytes end in the middle of the record. */
    TRUNCATED,
    /** Bytes are left over after the record. */
    TRAILING_BYTES,
    /** The bytes do not fit the schema they name. */
    MALFORMED;

    /** The reason as dead letters and metrics name it: lower-case words joined by '-'. */
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
