package io.rapport.core.support.redaction;

import io.rapport.core.intake.TicketEvent;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A ticket event with redacted texts: the only form in which they are stored or sent on. */
public record RedactedMessage(
    TicketEvent event, String subject, String body, Redactions redactions) {

  /** Subject and body, one below the other; empty without either. */
  public String text() {
    return Stream.of(subject, body)
        .filter(part -> part != null && !part.isBlank())
        .collect(Collectors.joining("\n"));
  }
}
