package io.rapport.cli.replay;

import io.rapport.avro.SupportEvent;
import io.rapport.avro.SupportEventKind;
import io.rapport.cli.lines.BadLineException;
import io.rapport.cli.lines.Columns;
import io.rapport.cli.lines.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * The format {@code tickets}: a ticket a row. It is opened, then labelled where the file says with
 * what, then answered where the file holds an answer. There are no times: tickets are a second
 * apart.
 */
final class TicketsFormat implements ReplayFormat {

  private static final long STEP_MILLIS = 1_000;
  private static final long LABEL_AFTER = 300;
  private static final long ANSWER_AFTER = 600;

  @Override
  public String name() {
    return "tickets";
  }

  @Override
  public List<String> headers() {
    return List.of(
        "text[,label] (or category, intent in place of label)",
        "[subject,]body[,answer][,intent][,queue][,priority][,language]");
  }

  @Override
  public Map<String, String> aliases() {
    return Map.of("text", "body", "label", "intent", "category", "intent");
  }

  @Override
  public Class<? extends SpecificRecord> contract() {
    return SupportEvent.class;
  }

  @Override
  public boolean timed() {
    return false;
  }

  @Override
  public RowMapper mapper(Columns columns, EventSource source) {
    return columns.has("body") ? (row, out) -> map(row, source, out) : null;
  }

  private static void map(Row row, EventSource source, Consumer<SpecificRecord> out)
      throws BadLineException {
    String subject = row.text("subject");
    String body = row.text("body");
    if (subject == null && body == null) {
      throw new BadLineException("missing-field", "the ticket has no text");
    }
    String intent = row.columns().has("intent") ? label(row, "intent") : null;
    String queue = row.columns().has("queue") ? label(row, "queue") : null;
    long time = row.line() * STEP_MILLIS;

    SupportEvent opened = event(row, SupportEventKind.OPENED, time, source);
    opened.setSubject(subject);
    opened.setBody(body);
    out.accept(opened);

    String priority = row.optional("priority");
    if (intent != null || queue != null || priority != null) {
      SupportEvent labelled = event(row, SupportEventKind.LABELLED, time + LABEL_AFTER, source);
      labelled.setIntent(intent);
      labelled.setQueue(queue);
      labelled.setPriority(priority);
      out.accept(labelled);
    }
    String answer = row.text("answer");
    if (answer != null) {
      SupportEvent answered =
          event(row, SupportEventKind.AGENT_MESSAGE, time + ANSWER_AFTER, source);
      answered.setBody(answer);
      out.accept(answered);
    }
  }

  /** A label that may be missing, but not be longer than an identifier. */
  private static String label(Row row, String column) throws BadLineException {
    return row.optional(column) == null ? null : row.identifier(column);
  }

  private static SupportEvent event(Row row, SupportEventKind kind, long time, EventSource source) {
    SupportEvent event = new SupportEvent();
    event.setEventId(source.id(row.line(), kind.name().toLowerCase(java.util.Locale.ROOT)));
    event.setEventTime(Instant.ofEpochMilli(time));
    event.setSite(source.site());
    event.setTicketId("ticket-" + source.mark() + '-' + row.line());
    event.setKind(kind);
    event.setLanguage(row.optional("language"));
    return event;
  }
}
