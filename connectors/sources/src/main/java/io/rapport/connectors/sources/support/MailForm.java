package io.rapport.connectors.sources.support;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.connectors.sources.adapter.Payload;
import io.rapport.connectors.sources.adapter.RefusalException;
import jakarta.mail.BodyPart;
import jakarta.mail.Header;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.ContentDisposition;
import jakarta.mail.internet.ContentType;
import jakarta.mail.internet.InternetHeaders;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.ParseException;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Collections;

/**
 * Reads an e-mail that a service for incoming mail posts as a form, such as Mailgun and SendGrid,
 * as the JSON that {@link Mail} understands: a text for each field, and the headers as an object. A
 * form is URL-encoded or multipart; its files are left out, and so is what is beyond {@value
 * #MOST_FIELDS} fields.
 */
final class MailForm {

  /** Most fields that are read. */
  static final int MOST_FIELDS = 200;

  private static final String HEADERS = "headers";

  private final ObjectNode json = JsonNodeFactory.instance.objectNode();
  private final Payload form;

  private MailForm(Payload form) {
    this.form = form;
  }

  static ObjectNode read(Payload form) throws RefusalException {
    MailForm mail = new MailForm(form);
    try {
      if (form.is(Payload.MULTIPART)) {
        mail.parts();
      } else {
        mail.pairs();
      }
    } catch (MessagingException | IOException | RuntimeException e) {
      throw notAForm();
    }
    if (mail.json.isEmpty()) {
      throw notAForm();
    }
    return mail.json;
  }

  private static RefusalException notAForm() {
    return new RefusalException(
        "not-a-form",
        "The body is no form of the type that its Content-Type names, with fields in UTF-8.");
  }

  private void pairs() throws MessagingException {
    String body = new String(form.body(), StandardCharsets.UTF_8);
    for (String pair : body.split("&", MOST_FIELDS + 1)) {
      int end = pair.indexOf('=');
      if (end > 0 && pair.indexOf('&') < 0) {
        put(decoded(pair.substring(0, end)), decoded(pair.substring(end + 1)));
      }
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private void parts() throws MessagingException, IOException {
    if (new ContentType(form.mediaType()).getParameter("boundary") == null) {
      throw new ParseException("a multipart form names its boundary");
    }
    MimeMultipart parts = new MimeMultipart(new ByteArrayDataSource(form.body(), form.mediaType()));
    for (int i = 0; i < Math.min(parts.getCount(), MOST_FIELDS); i++) {
      BodyPart part = parts.getBodyPart(i);
      String[] disposition = part.getHeader("Content-Disposition");
      if (disposition != null) {
        ContentDisposition field = new ContentDisposition(disposition[0]);
        if (field.getParameter("name") != null && field.getParameter("filename") == null) {
          put(field.getParameter("name"), text(part));
        }
      }
    }
  }

  private static String text(BodyPart part) throws MessagingException, IOException {
    try (InputStream in = part.getInputStream()) {
      return new String(in.readAllBytes(), charset(part.getHeader("Content-Type")));
    }
  }

  /** UTF-8 for a field that names none: HTML says so, and MIME would have ASCII. */
  private static Charset charset(String[] type) {
    try {
      String name = type == null ? null : new ContentType(type[0]).getParameter("charset");
      return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
    } catch (ParseException | IllegalArgumentException e) {
      return StandardCharsets.UTF_8;
    }
  }

  /** Adds a field; of several of one name the first. */
  private void put(String name, String value) throws MessagingException {
    if (name.equals("message-headers")) {
      listed(form.json(value));
    } else if (name.equals(HEADERS)) {
      written(value);
    } else if (!json.has(name)) {
      json.put(name, value);
    }
  }

  /** Headers as a list of pairs in JSON. */
  private void listed(JsonNode pairs) {
    if (pairs != null && pairs.isArray() && !json.has(HEADERS)) {
      ObjectNode headers = json.putObject(HEADERS);
      for (JsonNode pair : pairs) {
        if (headers.size() < Mail.MOST_HEADERS && pair.path(0).isTextual()) {
          header(headers, pair.path(0).textValue(), pair.path(1).asText());
        }
      }
    }
  }

  /** Headers as they stood in the message. */
  private void written(String text) throws MessagingException {
    if (json.has(HEADERS)) {
      return;
    }
    ObjectNode headers = json.putObject(HEADERS);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    InternetHeaders all = new InternetHeaders(new ByteArrayInputStream(bytes), true);
    for (Header header : Collections.list(all.getAllHeaders())) {
      if (headers.size() < Mail.MOST_HEADERS) {
        header(headers, header.getName(), MimeMail.decoded(header.getValue()));
      }
    }
  }

  private static void header(ObjectNode headers, String name, String value) {
    if (!headers.has(name)) {
      headers.put(name, value);
    }
  }
}
