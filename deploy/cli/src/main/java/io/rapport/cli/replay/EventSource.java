package io.rapport.cli.replay;

import io.rapport.avro.Click;
import io.rapport.avro.ClickAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The file that events come from. It gives them identifiers that depend on the file's name and the
 * line alone, so that a second replay gives duplicates and not more events.
 *
 * @param fileName without its directory
 * @param mark the first eight hexadecimal digits of the name's SHA-256
 * @param site in every event
 */
record EventSource(String fileName, String mark, String site) {

  static EventSource of(Path file, String site) {
    String name = file.getFileName().toString();
    return new EventSource(name, mark(name), site);
  }

  private static String mark(String name) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(name.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 4);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** An identifier unique to a line of the file. */
  String id(long line) {
    return "replay-" + mark + '-' + line;
  }

  /** An identifier unique to one of several events of a line. */
  String id(long line, String which) {
    return id(line) + '-' + which;
  }

  /** A click with the fields that every click has. */
  Click click(String eventId, long time, String visitorId, ClickAction action, String itemId) {
    Click click = new Click();
    click.setEventId(eventId);
    click.setEventTime(Instant.ofEpochMilli(time));
    click.setSite(site);
    click.setVisitorId(visitorId);
    click.setAction(action);
    click.setItemId(itemId);
    return click;
  }
}
