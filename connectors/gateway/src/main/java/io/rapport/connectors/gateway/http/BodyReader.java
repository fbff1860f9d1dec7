package io.rapport.connectors.gateway.http;

import io.undertow.io.IoCallback;
import io.undertow.io.Sender;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.RequestTooBigException;
import io.undertow.util.Headers;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.xnio.IoUtils;
import org.xnio.XnioExecutor;

/**
 * Reads request bodies without holding a thread, up to a size and within a time: a client that is
 * too slow gets an answer and loses its connection.
 */
final class BodyReader {

  /**
   * The bytes of a too large body that are read and thrown away before the answer. A connection
   * closed with unread bytes is reset, and the client would lose the answer.
   */
  static long mostRead(HttpSettings settings) {
    return Math.max(4L << 20, 4L * settings.maxBody());
  }

  private final HttpSettings settings;

  BodyReader(HttpSettings settings) {
    this.settings = settings;
  }

  /**
   * Reads the body and hands it on, on the connection's thread.
   *
   * @param next gets the whole body
   */
  void read(HttpServerExchange exchange, Consumer<byte[]> next) {
    if (exchange.getRequestContentLength() > mostRead(settings)) {
      refuse(exchange, tooLarge());
      return;
    }
    AtomicBoolean ended = new AtomicBoolean();
    XnioExecutor.Key deadline =
        exchange
            .getIoThread()
            .executeAfter(
                () -> {
                  if (ended.compareAndSet(false, true)) {
                    refuse(exchange, tooSlow());
                  }
                },
                settings.bodyTimeout().toMillis(),
                TimeUnit.MILLISECONDS);
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    AtomicLong size = new AtomicLong();
    exchange
        .getRequestReceiver()
        .receivePartialBytes(
            (received, part, last) -> {
              if (size.addAndGet(part.length) <= settings.maxBody()) {
                body.writeBytes(part);
              }
              if (last && ended.compareAndSet(false, true)) {
                deadline.remove();
                if (size.get() <= settings.maxBody()) {
                  next.accept(body.toByteArray());
                } else {
                  refuse(exchange, tooLarge());
                }
              }
            },
            (failed, cause) -> {
              if (ended.compareAndSet(false, true)) {
                deadline.remove();
                failed(exchange, cause);
              }
            });
  }

  private void failed(HttpServerExchange exchange, IOException cause) {
    if (cause instanceof RequestTooBigException) {
      refuse(exchange, tooLarge());
    } else {
      IoUtils.safeClose(exchange.getConnection());
    }
  }

  private Problem tooLarge() {
    return Problem.of(
        413, "Body too large", "The body may have at most " + settings.maxBody() + " bytes.");
  }

  private Problem tooSlow() {
    return Problem.of(
        408,
        "Body too slow",
        "The body has to arrive within " + settings.bodyTimeout().toMillis() + " ms.");
  }

  /** Answers and closes the connection without waiting for the rest of the body. */
  private static void refuse(HttpServerExchange exchange, Problem problem) {
    Answer answer = problem.answer();
    exchange.setPersistent(false);
    exchange.setStatusCode(answer.status());
    exchange.getResponseHeaders().put(Headers.CONTENT_TYPE, answer.mediaType());
    exchange.getResponseHeaders().put(Headers.CONNECTION, "close");
    exchange
        .getResponseSender()
        .send(
            ByteBuffer.wrap(answer.body()),
            new IoCallback() {
              @Override
              public void onComplete(HttpServerExchange sent, Sender sender) {
                sent.endExchange();
                closeSoon(sent);
              }

              @Override
              public void onException(HttpServerExchange sent, Sender sender, IOException e) {
                IoUtils.safeClose(sent.getConnection());
              }
            });
  }

  /**
   * Closes the connection after a moment, so that the answer leaves before unread bytes make the
   * system reset it.
   */
  private static void closeSoon(HttpServerExchange exchange) {
    exchange
        .getIoThread()
        .executeAfter(
            () -> IoUtils.safeClose(exchange.getConnection()), 500, TimeUnit.MILLISECONDS);
  }
}
