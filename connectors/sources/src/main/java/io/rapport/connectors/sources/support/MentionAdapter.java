package io.rapport.connectors.sources.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.avro.SupportEvent;
import io.rapport.connectors.sources.adapter.Draft;
import io.rapport.connectors.sources.adapter.Reception;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.adapter.SourceAdapter;
import io.rapport.connectors.sources.fields.Pick;
import io.rapport.connectors.sources.fields.Times;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * Mentions in social media as support events. A conversation is a ticket, named by {@code
 * conversation_id}, else by the post replied to, else by the post itself. The author's account
 * there is the requester's device: an identity link may tell later whose it is.
 */
public final class MentionAdapter implements SourceAdapter {

  @Override
  public String name() {
    return "mentions";
  }

  @Override
  public List<Draft> adapt(JsonNode post, Reception reception) throws RefusalException {
    String id = Pick.text(post, "id", "post_id");
    String platform = Pick.text(post, "platform", "network", "source");
    if (id == null || platform == null) {
      throw new RefusalException(
          "missing-field", "A mention has an id and a platform, such as mastodon.");
    }
    platform = platform.toLowerCase(Locale.ROOT);
    String reply = Pick.text(post, "in_reply_to", "in_reply_to_id", "reply_to", "parent_id");
    String conversation = Pick.text(post, "conversation_id", "thread_id");
    String root = conversation == null ? (reply == null ? id : reply) : conversation;
    ObjectNode event = JsonNodeFactory.instance.objectNode();
    event.put("eventId", platform + "-" + id);
    event.put("ticketId", platform + "-" + root);
    event.put("kind", reply == null ? "OPENED" : "CUSTOMER_MESSAGE");
    event.put("channel", platform);
    String author = Pick.text(post, "author.id", "user.id", "author_id", "author", "user");
    Pick.put(event, "visitorId", author == null ? null : platform + ":" + author);
    Pick.put(event, "requesterEmail", Pick.text(post, "author.email", "user.email"));
    Pick.put(event, "language", Pick.text(post, "lang", "language"));
    String html = Pick.text(post, "content");
    String text = Pick.text(post, "text", "message", "body");
    Pick.put(
        event,
        "body",
        text == null ? (html == null ? null : MailText.ofHtml(html)) : MailText.ofPlain(text));
    if (!event.has("body")) {
      throw new RefusalException("no-text", "The mention has no text.");
    }
    Instant time = Times.at(post, "created_at", "published_at", "timestamp");
    if (time != null) {
      event.put("eventTime", time.toEpochMilli());
    }
    return List.of(new Draft(SupportEvent.class, event));
  }
}
