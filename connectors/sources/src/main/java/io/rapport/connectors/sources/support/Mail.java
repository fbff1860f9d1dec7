package io.rapport.connectors.sources.support;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.connectors.sources.adapter.RefusalException;
import io.rapport.connectors.sources.fields.Pick;
import io.rapport.connectors.sources.fields.Times;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MailDateFormat;
import java.text.ParseException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An e-mail, read from JSON as {@link MimeMail}, {@link MailForm} or a service for incoming mail
 * writes it.
 *
 * @param messageId without angle brackets; null when it has none
 * @param thread the id of the conversation's first message; null for the first one itself
 * @param from the sender's address alone; null when there is none
 * @param to the first receiver's address; null when there is none
 * @param text what the sender wrote, without what was quoted
 * @param date when it was sent; null when unknown
 */
record Mail(
    String messageId,
    String thread,
    String from,
    String to,
    String subject,
    String text,
    Instant date,
    Map<String, String> headers) {

  /** Most headers that are read. */
  static final int MOST_HEADERS = 200;

  private static final Pattern ID = Pattern.compile("<([^<>\\s]+)>|([^<>\\s,]+)");

  /** A header, by its lower-case name; null when absent. */
  String header(String name) {
    return headers.get(name);
  }

  static Mail of(JsonNode json) throws RefusalException {
    Map<String, String> headers = headers(json);
    String messageId =
        firstId(or(headers.get("message-id"), json, "Message-Id", "message-id", "MessageID"));
    String thread = firstId(or(headers.get("references"), json, "References", "references"));
    if (thread == null) {
      thread = firstId(or(headers.get("in-reply-to"), json, "In-Reply-To", "in-reply-to"));
    }
    String plain =
        Pick.text(
            json,
            "StrippedTextReply",
            "stripped-text",
            "reply_plain",
            "TextBody",
            "body-plain",
            "plain",
            "text");
    String html = Pick.text(json, "HtmlBody", "body-html", "html");
    return new Mail(
        messageId,
        thread == null || thread.equals(messageId) ? null : thread,
        address(or(null, json, "FromFull.Email", "From", "from", "sender"), headers.get("from")),
        address(or(null, json, "To", "to", "recipient"), headers.get("to")),
        or(headers.get("subject"), json, "Subject", "subject"),
        plain == null ? (html == null ? null : MailText.ofHtml(html)) : MailText.ofPlain(plain),
        date(headers.get("date"), json),
        headers);
  }

  private static String or(String value, JsonNode json, String... paths) {
    return value == null ? Pick.text(json, paths) : value;
  }

  /** The headers, given as an object, or as a list of names with values. */
  private static Map<String, String> headers(JsonNode json) {
    Map<String, String> headers = new HashMap<>();
    JsonNode given = Pick.value(json, "headers", "Headers");
    if (given == null) {
      return headers;
    }
    if (given.isObject()) {
      given.properties().stream()
          .limit(MOST_HEADERS)
          .forEach(field -> put(headers, field.getKey(), Pick.text(given, field.getKey())));
    } else {
      for (JsonNode header : given) {
        if (headers.size() < MOST_HEADERS) {
          put(headers, Pick.text(header, "Name", "name"), Pick.text(header, "Value", "value"));
        }
      }
    }
    return headers;
  }

  private static void put(Map<String, String> headers, String name, String value) {
    if (name != null && value != null) {
      headers.putIfAbsent(name.toLowerCase(Locale.ROOT).replace('_', '-'), value);
    }
  }

  private static String firstId(String text) {
    if (text == null) {
      return null;
    }
    Matcher matcher = ID.matcher(text);
    return matcher.find() ? (matcher.group(1) == null ? matcher.group(2) : matcher.group(1)) : null;
  }

  private static String address(String field, String header) {
    String text = field == null ? header : field;
    if (text == null) {
      return null;
    }
    try {
      InternetAddress[] addresses = InternetAddress.parseHeader(text, false);
      String address = addresses.length == 0 ? null : addresses[0].getAddress();
      return address == null || address.indexOf('@') < 1 ? null : address.strip();
    } catch (AddressException e) {
      return null;
    }
  }

  private static Instant date(String header, JsonNode json) throws RefusalException {
    String text = header == null ? Pick.text(json, "Date", "date") : header;
    if (text == null) {
      return Times.at(json, "timestamp");
    }
    try {
      return new MailDateFormat().parse(text).toInstant();
    } catch (ParseException e) {
      return null; // Dates of mails are often wrong: the receipt counts.
    }
  }
}
