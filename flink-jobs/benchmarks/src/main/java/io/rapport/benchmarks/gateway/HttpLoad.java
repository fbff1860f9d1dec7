package io.rapport.benchmarks.gateway;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntFunction;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Sends requests over kept connections as fast as the answers come, one at a time on each. It does
 * as little as it can with an answer, because it shares the machine with the server.
 */
final class HttpLoad {

  private static final long MAX_NANOS = Duration.ofMinutes(1).toNanos();
  private static final double NANOS_A_SECOND = 1e9;

  /**
   * The measures of one load.
   *
   * @param perSecond answers a second
   * @param nanos how long each took
   */
  record Result(double perSecond, Histogram nanos) {}

  private final URI server;
  private final int connections;

  HttpLoad(URI server, int connections) {
    this.server = server;
    this.connections = connections;
  }

  /**
   * Sends GET requests for a time.
   *
   * @param path the path of the n-th request of a connection
   * @throws UncheckedIOException when a connection breaks or an answer is not 200
   */
  Result get(IntFunction<String> path, Duration length) {
    return get(path, i -> "", length);
  }

  /**
   * Sends GET requests for a time.
   *
   * @param headers further headers of the n-th request of a connection, each with its line's end
   */
  Result get(IntFunction<String> path, IntFunction<String> headers, Duration length) {
    return load(
        i -> "GET " + path.apply(i) + " HTTP/1.1\r\nHost: x\r\n" + headers.apply(i) + "\r\n",
        length);
  }

  /**
   * Sends POST requests for a time.
   *
   * @param body the JSON of the n-th request of a connection, in ASCII
   */
  Result post(String path, IntFunction<String> body, Duration length) {
    return load(
        i -> {
          String json = body.apply(i);
          return "POST "
              + path
              + " HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: "
              + json.length()
              + "\r\n\r\n"
              + json;
        },
        length);
  }

  private Result load(IntFunction<String> request, Duration length) {
    Histogram nanos = new ConcurrentHistogram(MAX_NANOS, 3);
    AtomicReference<IOException> failure = new AtomicReference<>();
    long start = System.nanoTime();
    long end = start + length.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < connections; i++) {
      int first = i * 7919;
      Thread thread =
          new Thread(
              () -> {
                try {
                  ask(request, first, end, nanos);
                } catch (IOException e) {
                  failure.compareAndSet(null, e);
                }
              },
              "load-" + i);
      thread.start();
      threads.add(thread);
    }
    threads.forEach(HttpLoad::join);
    if (failure.get() != null) {
      throw new UncheckedIOException(failure.get());
    }
    double seconds = (System.nanoTime() - start) / NANOS_A_SECOND;
    return new Result(nanos.getTotalCount() / seconds, nanos);
  }

  private void ask(IntFunction<String> request, int first, long end, Histogram nanos)
      throws IOException {
    try (Socket socket = new Socket(server.getHost(), server.getPort())) {
      socket.setTcpNoDelay(true);
      OutputStream out = socket.getOutputStream();
      InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
      byte[] line = new byte[1 << 12];
      for (int i = first; System.nanoTime() < end; i++) {
        long start = System.nanoTime();
        out.write(request.apply(i).getBytes(StandardCharsets.US_ASCII));
        readAnswer(in, line);
        nanos.recordValue(Math.min(MAX_NANOS, System.nanoTime() - start));
      }
    }
  }

  private static void readAnswer(InputStream in, byte[] line) throws IOException {
    String status = readLine(in, line);
    if (!status.startsWith("HTTP/1.1 200")) {
      throw new IOException("answered with " + status);
    }
    long length = 0;
    for (String header = readLine(in, line); !header.isEmpty(); header = readLine(in, line)) {
      if (header.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        length = Long.parseLong(header.substring(header.indexOf(':') + 1).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String readLine(InputStream in, byte[] line) throws IOException {
    int length = 0;
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the connection ended within an answer");
      }
      if (b != '\r' && length < line.length) {
        line[length++] = (byte) b;
      }
    }
    return new String(line, 0, length, StandardCharsets.US_ASCII);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
