package io.rapport.connectors.sources.adapter;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * A translator of one foreign format: it turns a record of another system into drafts of our
 * events, or says why not. It keeps no state, and works for any number of threads. Identifiers,
 * times, sites and contracts are checked by {@link SourceReader}, in the same way for all.
 */
public interface SourceAdapter {

  /** The name in addresses, metrics and messages: lower case, of letters and digits. */
  String name();

  /**
   * Splits a payload into its records, in order. By default it is JSON: one record, or an array of
   * them.
   *
   * @throws RefusalException when the payload as a whole cannot be read
   */
  default List<JsonNode> split(Payload payload) throws RefusalException {
    JsonNode json = payload.json();
    List<JsonNode> records = new ArrayList<>();
    if (json.isArray()) {
      json.forEach(records::add);
    } else {
      records.add(json);
    }
    return records;
  }

  /**
   * Turns a record into drafts.
   *
   * @return none for a sound record that tells nothing of use here
   * @throws RefusalException for a record that cannot be used
   */
  List<Draft> adapt(JsonNode record, Reception reception) throws RefusalException;
}
