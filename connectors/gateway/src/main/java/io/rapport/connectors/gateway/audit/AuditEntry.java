package io.rapport.connectors.gateway.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;

/**
 * An entry of the audit record: identifiers and no other content.
 *
 * @param caller id of the key, never the key
 * @param client address of the client
 * @param action name of the route, or of the event
 * @param site the subject's site; null when there is none
 * @param subject id of the customer, visitor, ticket or key; {@code *} for a list
 * @param outcome HTTP status, or done
 */
public record AuditEntry(
    Instant time,
    String caller,
    String roles,
    String client,
    String action,
    String site,
    String subject,
    String outcome) {

  private static final int LONGEST = 256;

  String line() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("time", time.toString());
    put(json, "caller", caller);
    put(json, "roles", roles);
    put(json, "client", client);
    put(json, "action", action);
    put(json, "site", site);
    put(json, "subject", subject);
    put(json, "outcome", outcome);
    return json.toString() + "\n";
  }

  private static void put(ObjectNode json, String name, String text) {
    json.put(
        name, text == null || text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…");
  }

  /** The entry without its time, by which repetitions are known. */
  AuditEntry withoutTime() {
    return new AuditEntry(Instant.EPOCH, caller, roles, client, action, site, subject, outcome);
  }
}
