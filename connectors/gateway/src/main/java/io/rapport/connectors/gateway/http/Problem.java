package io.rapport.connectors.gateway.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rapport.connectors.sources.contract.FieldError;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A problem document (RFC 9457): the reason why a request was not answered as asked.
 *
 * @param status the HTTP status
 * @param title the kind of problem
 * @param detail the cause in this case, and the remedy
 * @param errors the errors of single fields
 * @param retryAfterSeconds seconds after which a retry may succeed; 0 for unknown
 */
public record Problem(
    int status, String title, String detail, List<FieldError> errors, long retryAfterSeconds) {

  public static final String MEDIA_TYPE = "application/problem+json";

  public static Problem of(int status, String title, String detail) {
    return new Problem(status, title, detail, List.of(), 0);
  }

  public static Problem badParameter(String name, String expected, String got) {
    return new Problem(
        400,
        "Bad parameter",
        "The parameter " + name + " should be " + expected + ".",
        List.of(new FieldError(name, expected, shortened(got))),
        0);
  }

  public static Problem notFound(String detail) {
    return of(404, "Not found", detail);
  }

  public static Problem unavailable(String detail) {
    return new Problem(503, "Not available now", detail, List.of(), 1);
  }

  /**
   * Status 429.
   *
   * @param reason without a full stop
   * @param nanos time to wait
   */
  public static Problem tooMany(String reason, long nanos) {
    long seconds = TimeUnit.NANOSECONDS.toSeconds(nanos) + 1;
    return new Problem(
        429, "Too many", reason + "; go on in " + seconds + " s.", List.of(), seconds);
  }

  public static String shortened(String text) {
    return FieldError.shortened(text);
  }

  /** The answer with this problem. */
  public Answer answer() {
    ObjectNode body = Json.object();
    body.put("type", "about:blank").put("title", title).put("status", status);
    body.put("detail", detail);
    if (!errors.isEmpty()) {
      ArrayNode list = body.putArray("errors");
      errors.forEach(
          e ->
              list.addObject()
                  .put("field", e.field())
                  .put("expected", e.expected())
                  .put("got", e.got()));
    }
    Answer answer = new Answer(status, MEDIA_TYPE, Json.bytes(body));
    return retryAfterSeconds == 0
        ? answer
        : answer.with("Retry-After", Long.toString(retryAfterSeconds));
  }
}
