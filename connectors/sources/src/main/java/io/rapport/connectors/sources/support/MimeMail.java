package io.rapport.connectors.sources.support;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.connectors.sources.adapter.RefusalException;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Properties;

/**
 * Reads a message of RFC 5322 with its MIME parts as the JSON that {@link Mail} understands: its
 * headers, decoded, and the first plain and the first HTML text that are no attachments.
 */
final class MimeMail {

  private static final int DEEPEST = 10;
  private static final int MOST_PARTS = 200;

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private int parts;

  private MimeMail() {}

  static ObjectNode read(byte[] message) throws RefusalException {
    try {
      MimeMessage mime =
          new MimeMessage(Session.getInstance(new Properties()), new ByteArrayInputStream(message));
      MimeMail mail = new MimeMail();
      ObjectNode headers = mail.json.putObject("headers");
      for (Header header : Collections.list(mime.getAllHeaders())) {
        if (headers.size() < Mail.MOST_HEADERS) {
          headers.put(header.getName(), decoded(header.getValue()));
        }
      }
      if (headers.isEmpty()) {
        throw new RefusalException("not-mail", "The body is no message of RFC 5322.");
      }
      mail.texts(mime, 0);
      return mail.json;
    } catch (MessagingException | IOException | RuntimeException e) {
      throw new RefusalException(
          "not-mail", "The body is no message of RFC 5322 with MIME parts that can be read.");
    }
  }

  static String decoded(String header) {
    try {
      return MimeUtility.decodeText(MimeUtility.unfold(header)).strip();
    } catch (UnsupportedEncodingException e) {
      return header;
    }
  }

  private void texts(Part part, int depth) throws MessagingException, IOException {
    if (depth > DEEPEST || ++parts > MOST_PARTS) {
      return;
    }
    if (part.isMimeType("multipart/*")) {
      if (part.getContent() instanceof Multipart multipart) {
        for (int i = 0; i < multipart.getCount(); i++) {
          BodyPart inside = multipart.getBodyPart(i);
          texts(inside, depth + 1);
        }
      }
    } else if (!Part.ATTACHMENT.equalsIgnoreCase(part.getDisposition())) {
      if (part.isMimeType("text/plain")) {
        putFirst("text", part);
      } else if (part.isMimeType("text/html")) {
        putFirst("html", part);
      }
    }
  }

  private void putFirst(String field, Part part) throws MessagingException, IOException {
    if (!json.has(field)) {
      json.put(field, text(part));
    }
  }

  private static String text(Part part) throws MessagingException, IOException {
    try {
      if (part.getContent() instanceof String text) {
        return text;
      }
    } catch (UnsupportedEncodingException e) {
      // A character set that nobody knows: ASCII at least is the same in most.
    }
    try (InputStream in = part.getInputStream()) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
