package io.rapport.connectors.sources.adapter;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * The circumstances under which a record came.
 *
 * @param site the site of its events
 * @param receivedAt the time of its receipt: that of events that name none
 * @param id the identifier of events that have none
 * @param headers what was said beside the record, by lower-case names
 */
public record Reception(String site, Instant receivedAt, String id, Map<String, String> headers) {

  /** A header; empty when absent or blank. */
  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name)).filter(value -> !value.isBlank());
  }
}
