package io.rapport.core.support.ticket;

import io.rapport.core.hash.RecentIds;
import io.rapport.core.intake.Keys;
import io.rapport.core.intake.Outcome;
import io.rapport.core.intake.TicketEvent;
import io.rapport.core.intake.TicketEventKind;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.support.classifier.Prediction;
import io.rapport.core.support.redaction.RedactedMessage;
import io.rapport.core.support.settings.SupportSettings;
import io.rapport.core.support.training.TrainingExample;

/**
 * The state of one ticket: its redacted text, an agent's label that waits for a text, the triage
 * until a label judges it, whether a person has answered, and the event ids already seen.
 */
public final class TicketState implements Expiring {

  private static final int FORMAT = 1;

  private final SupportSettings settings;
  private RecentIds seen;
  private long newest = Long.MIN_VALUE;
  private String text = "";
  private boolean answered;
  private boolean closed;
  private TrainingExample waiting;
  private Triage triage;
  private long erased = Long.MIN_VALUE;

  /**
   * The last triage of the ticket, until a label judges it.
   *
   * @param intent null when none was known
   */
  record Triage(String intent, double confidence, boolean abstained) {}

  /** The state of a ticket never seen. */
  public TicketState(SupportSettings settings) {
    this.settings = settings;
    this.seen = new RecentIds(settings.duplicates());
  }

  /**
   * The outcome of an event, decided before the event is applied; a duplicate changes nothing. Only
   * messages can be late by their order: a label or verdict is as useful late. Any event from
   * before an erasure is late.
   */
  public Outcome admit(TicketEvent event) {
    if (seen.seen(event.eventId())) {
      return Outcome.DUPLICATE;
    }
    boolean late =
        event.eventTime() <= erased
            || (isMessage(event.kind())
                && newest != Long.MIN_VALUE
                && event.eventTime() < newest - settings.allowedLatenessMillis());
    newest = Math.max(newest, event.eventTime());
    return late ? Outcome.LATE : Outcome.PROCESSED;
  }

  private static boolean isMessage(TicketEventKind kind) {
    return kind == TicketEventKind.OPENED || kind == TicketEventKind.CUSTOMER_MESSAGE;
  }

  /**
   * Applies an admitted event.
   *
   * @return the example to learn, or null
   */
  TrainingExample apply(RedactedMessage message) {
    TicketEvent event = message.event();
    switch (event.kind()) {
      case OPENED, CUSTOMER_MESSAGE -> {
        closed = false;
        append(message.text());
        return taught(waiting);
      }
      case AGENT_MESSAGE -> answered = true;
      case CLOSED -> closed = true;
      case LABELLED -> {
        append(message.text());
        return taught(label(event));
      }
      case ANSWER_ACCEPTED, ANSWER_REJECTED -> {
        return verdict(event);
      }
    }
    return null;
  }

  /**
   * Erases everything except the time of the erasure.
   *
   * @return false if it was erased before
   */
  public boolean erase(long time) {
    if (time <= erased) {
      return false;
    }
    erased = time;
    newest = Math.max(newest, time);
    seen = new RecentIds(settings.duplicates());
    text = "";
    waiting = null;
    triage = null;
    answered = false;
    closed = true; // Nothing more is expected; a new message would open the ticket again.
    return true;
  }

  /** Records the triage of the ticket. */
  void triaged(Prediction prediction) {
    triage = new Triage(prediction.intent(), prediction.confidence(), prediction.abstained());
  }

  /** Returns and removes the last triage; null if there is none. */
  Triage takeTriage() {
    Triage last = triage;
    triage = null;
    return last;
  }

  private void append(String message) {
    String longer = text.isEmpty() || message.isEmpty() ? text + message : text + "\n" + message;
    int most = settings.encoder().maxCharacters();
    text = longer.substring(0, Math.min(longer.length(), most));
  }

  /** The label with the ticket's text, or null; a label without a text waits for one. */
  private TrainingExample taught(TrainingExample label) {
    if (label == null || text.isEmpty()) {
      waiting = label;
      return null;
    }
    waiting = null;
    return new TrainingExample(
        label.site(),
        label.ticketKey(),
        label.eventId(),
        label.eventTime(),
        text,
        label.intent(),
        label.queue(),
        label.priority(),
        null,
        false);
  }

  private static TrainingExample label(TicketEvent event) {
    String intent = event.intent() == null ? event.queue() : event.intent();
    if (intent == null && event.priority() == null) {
      return null;
    }
    return new TrainingExample(
        event.site(),
        event.ticketKey(),
        event.eventId(),
        event.eventTime(),
        null,
        intent,
        event.queue(),
        event.priority(),
        null,
        false);
  }

  private static TrainingExample verdict(TicketEvent event) {
    return event.answerId() == null
        ? null
        : TrainingExample.verdict(
            event.site(),
            event.ticketKey(),
            event.eventId(),
            event.eventTime(),
            event.answerId(),
            event.kind() == TicketEventKind.ANSWER_ACCEPTED);
  }

  /** The redacted text so far, the oldest first, cut at the encoder's maximum length. */
  public String text() {
    return text;
  }

  /** Whether a person has answered; no answers are suggested from then on. */
  public boolean answered() {
    return answered;
  }

  /** Whether the ticket was closed and has no newer message. */
  public boolean closed() {
    return closed;
  }

  @Override
  public long newest() {
    return newest;
  }

  @Override
  public long expiry() {
    long retention = closed ? settings.closedRetentionMillis() : settings.ticketRetentionMillis();
    return newest + retention;
  }

  /** The packed form. */
  public static PackedFormat<TicketState> format(SupportSettings settings) {
    return new PackedFormat<>(
        "The state of a ticket",
        FORMAT,
        () -> new TicketState(settings),
        TicketState::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLongs(seen.hashes());
    out.writeLong(newest);
    out.writeString(text);
    out.writeByte(
        (answered ? 1 : 0)
            | (closed ? 2 : 0)
            | (waiting != null ? 4 : 0)
            | (triage != null ? 8 : 0)
            | (erased != Long.MIN_VALUE ? 16 : 0));
    if (waiting != null) {
      out.writeString(waiting.ticketKey());
      out.writeString(waiting.eventId());
      out.writeLong(waiting.eventTime());
      out.writeNullableString(waiting.intent());
      out.writeNullableString(waiting.queue());
      out.writeNullableString(waiting.priority());
    }
    if (triage != null) {
      out.writeNullableString(triage.intent());
      out.writeDouble(triage.confidence());
      out.writeByte(triage.abstained() ? 1 : 0);
    }
    if (erased != Long.MIN_VALUE) {
      out.writeLong(erased);
    }
  }

  private static TicketState read(PackedReader in, SupportSettings settings) {
    TicketState state = new TicketState(settings);
    state.seen = RecentIds.of(settings.duplicates(), in.readLongs());
    state.newest = in.readLong();
    state.text = in.readString();
    int flags = in.readByte();
    state.answered = (flags & 1) != 0;
    state.closed = (flags & 2) != 0;
    state.waiting = (flags & 4) != 0 ? readWaiting(in) : null;
    state.triage =
        (flags & 8) != 0
            ? new Triage(in.readNullableString(), in.readDouble(), in.readByte() != 0)
            : null;
    state.erased = (flags & 16) != 0 ? in.readLong() : Long.MIN_VALUE;
    return state;
  }

  private static TrainingExample readWaiting(PackedReader in) {
    String ticketKey = in.readString();
    String eventId = in.readString();
    long eventTime = in.readLong();
    String intent = in.readNullableString();
    String queue = in.readNullableString();
    String priority = in.readNullableString();
    return new TrainingExample(
        Keys.site(ticketKey),
        ticketKey,
        eventId,
        eventTime,
        null,
        intent,
        queue,
        priority,
        null,
        false);
  }
}
