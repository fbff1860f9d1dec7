package io.rapport.connectors.gateway.access;

import com.fasterxml.jackson.databind.JsonNode;
import io.rapport.connectors.sources.signature.FormSignature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Checks the signatures of forms that hold incoming e-mails. A signature covers a time and a token
 * alone. So one that is older than the window is refused, and so is a token that came with another
 * e-mail before; the same e-mail may come again, because services repeat what was not answered.
 * Tokens are remembered for the window, up to a bound; of more the oldest are forgotten. For any
 * number of threads.
 */
public final class MailSignatures {

  /** The most by which the service's clock may be ahead. */
  private static final Duration AHEAD = Duration.ofMinutes(5);

  @SuppressWarnings("ArrayRecordComponent") // Never compared as a record.
  private record Seen(Instant until, byte[] form) {}

  private final WebhookSecrets secrets;
  private final Duration window;
  private final int capacity;
  private final Clock clock;
  private final Map<String, Seen> tokens = new LinkedHashMap<>(); // the oldest first

  /**
   * @param secrets by the domain that e-mails are sent to
   * @param window the age at which a signature is no longer accepted
   * @param capacity most tokens remembered
   */
  public MailSignatures(WebhookSecrets secrets, Duration window, int capacity, Clock clock) {
    this.secrets = secrets;
    this.window = window;
    this.capacity = capacity;
    this.clock = clock;
  }

  /**
   * The outcome of a check.
   *
   * @param site of the e-mail; null when the signature is refused
   * @param problem the reason for a refusal and its remedy; null when there is none
   */
  public record Check(String site, String problem) {

    private static Check refused(String problem) {
      return new Check(null, problem);
    }
  }

  /** Checks the signature of a form, read as its fields. */
  public Check check(JsonNode form) {
    FormSignature signature = FormSignature.of(form).orElse(null);
    if (signature == null) {
      return Check.refused(
          "A form has a timestamp, a token and a signature: let the service sign what it posts.");
    }
    Optional<String> site = secrets.site(signature.domain(), signature::matches);
    if (site.isEmpty()) {
      return Check.refused(
          "The signature is not that of this timestamp and token with the secret of the domain that"
              + " the e-mail was sent to.");
    }
    Instant now = clock.instant();
    if (signature.time().isBefore(now.minus(window)) || signature.time().isAfter(now.plus(AHEAD))) {
      return Check.refused(
          "The signature is older than rapport.gateway.mail.replay-window, or of the future: are"
              + " the clocks right?");
    }
    return isFirst(signature, form, now)
        ? new Check(site.get(), null)
        : Check.refused("The token of the signature came with another e-mail before.");
  }

  private synchronized boolean isFirst(FormSignature signature, JsonNode form, Instant now) {
    Iterator<Seen> oldest = tokens.values().iterator();
    while (oldest.hasNext() && oldest.next().until().isBefore(now)) {
      oldest.remove();
    }
    byte[] digest = digest(form);
    Seen before = tokens.get(signature.token());
    if (before != null) {
      return MessageDigest.isEqual(before.form(), digest);
    }
    if (tokens.size() >= capacity) {
      tokens.remove(tokens.keySet().iterator().next());
    }
    tokens.put(signature.token(), new Seen(now.plus(window).plus(AHEAD), digest));
    return true;
  }

  private static byte[] digest(JsonNode form) {
    try {
      return MessageDigest.getInstance("SHA-256")
          .digest(form.toString().getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  /** The tokens remembered. */
  public synchronized int tokens() {
    return tokens.size();
  }
}
