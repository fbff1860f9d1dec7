package io.rapport.connectors.sources.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.SupportEvent;
import io.rapport.connectors.sources.adapter.Draft;
import io.rapport.connectors.sources.adapter.Payload;
import io.rapport.connectors.sources.adapter.Reception;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.adapter.SourceAdapter;
import io.rapport.connectors.sources.fields.Pick;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;

/**
 * E-mails as support events: a message of RFC 5322, or the JSON or form that services for incoming
 * mail send. A conversation is a ticket. Its id is made of the first message's, which every reply
 * names: first among its References, else as In-Reply-To. Answers of machines, such as absence
 * notices, bounces and lists, are sound and tell nothing of use here.
 */
public final class MailAdapter implements SourceAdapter {

  private static final Set<String> BULK = Set.of("bulk", "junk", "list", "auto_reply");

  private final Set<String> agents;

  /**
   * @param agents addresses of the shop's own desk, and its domains with an {@code @} before them,
   *     in lower case: what comes from there are agents' messages
   */
  public MailAdapter(Set<String> agents) {
    this.agents = Set.copyOf(agents);
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public List<JsonNode> split(Payload payload) throws RefusalException {
    if (payload.isForm()) {
      return List.of(MailForm.read(payload));
    }
    return payload.is("message/rfc822")
        ? List.of(MimeMail.read(payload.body()))
        : SourceAdapter.super.split(payload);
  }

  @Override
  public List<Draft> adapt(JsonNode record, Reception reception) throws RefusalException {
    Mail mail = Mail.of(record);
    if (isAutomatic(mail)) {
      return List.of();
    }
    if (mail.from() == null) {
      throw new RefusalException("missing-sender", "An e-mail has a sender's address: From.");
    }
    if (mail.subject() == null && mail.text() == null) {
      throw new RefusalException("no-text", "The e-mail has neither a subject nor a text.");
    }
    String messageId = mail.messageId() == null ? reception.id() : mail.messageId();
    boolean agent = isAgent(mail.from());
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("eventId", "mail-" + hash(messageId));
    event.put("ticketId", "mail-" + hash(mail.thread() == null ? messageId : mail.thread()));
    event.put("channel", "email");
    event.put(
        "kind", agent ? "AGENT_MESSAGE" : mail.thread() == null ? "OPENED" : "CUSTOMER_MESSAGE");
    Pick.put(event, "requesterEmail", agent ? mail.to() : mail.from());
    Pick.put(event, "subject", mail.subject());
    Pick.put(event, "body", mail.text());
    if (mail.date() != null && !mail.date().isAfter(reception.receivedAt())) {
      event.put("eventTime", mail.date().toEpochMilli());
    }
    return List.of(new Draft(SupportEvent.class, event));
  }

  private boolean isAgent(String address) {
    String lower = address.toLowerCase(Locale.ROOT);
    return agents.contains(lower) || agents.contains(lower.substring(lower.lastIndexOf('@')));
  }

  /** RFC 3834, and the headers that were usual before it. */
  private static boolean isAutomatic(Mail mail) {
    String automatic = mail.header("auto-submitted");
    String precedence = mail.header("precedence");
    return (automatic != null && !automatic.toLowerCase(Locale.ROOT).startsWith("no"))
        || (precedence != null && BULK.contains(precedence.toLowerCase(Locale.ROOT)))
        || mail.header("x-autoreply") != null
        || mail.header("list-id") != null
        || (mail.from() != null
            && mail.from().toLowerCase(Locale.ROOT).startsWith("mailer-daemon@"));
  }

  /** A short name of a message: its id may be long, and names hosts. */
  private static UUID hash(String messageId) {
    return UUID.nameUUIDFromBytes(messageId.getBytes(StandardCharsets.UTF_8));
  }
}
