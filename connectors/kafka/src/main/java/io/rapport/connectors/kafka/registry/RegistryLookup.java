package io.rapport.connectors.kafka.registry;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry that callers wait for. While the registry is away, cached schemas still work;
 * any other request waits, with pauses that double up to a bound, until the registry answers or the
 * thread is interrupted. So an outage delays records and loses none.
 *
 * <p>For one thread; the two figures may be read by any thread.
 */
public final class RegistryLookup implements Closeable {

  private static final Logger LOG = LoggerFactory.getLogger(RegistryLookup.class);

  private final SchemaRegistry registry;
  private final Duration shortestPause;
  private final Duration longestPause;
  private volatile long failedAttempts;
  private volatile boolean waiting;

  /**
   * @param url base address of the registry's Confluent-compatible interface
   * @param shortestPause first wait after an attempt without an answer
   * @param longestPause longest wait between two attempts
   */
  public RegistryLookup(String url, Duration shortestPause, Duration longestPause) {
    this.registry = new SchemaRegistry(url);
    this.shortestPause = shortestPause;
    this.longestPause = longestPause;
  }

  /** The number of attempts that the registry did not answer. */
  public long failedAttempts() {
    return failedAttempts;
  }

  /** Whether a caller waits for the registry now. */
  public boolean waiting() {
    return waiting;
  }

  public Schema schema(int id) throws UnknownSchemaIdException, InterruptedException {
    return await("schema " + id, () -> registry.schema(id));
  }

  /**
   * Registers a schema, or finds it registered.
   *
   * @throws RefusedSchemaException when the registry refuses it
   */
  public int register(String subject, Schema schema) throws InterruptedException {
    return this.<Integer, RuntimeException>await(
        "subject " + subject, () -> registry.register(subject, schema));
  }

  private interface Attempt<R, X extends Exception> {
    R run() throws IOException, X;
  }

  private <R, X extends Exception> R await(String what, Attempt<R, X> attempt)
      throws X, InterruptedException {
    Duration pause = shortestPause;
    try {
      while (true) {
        try {
          return attempt.run();
        } catch (IOException e) {
          failed(what, pause, e);
        }
        Thread.sleep(pause.toMillis());
        pause = pause.multipliedBy(2);
        if (pause.compareTo(longestPause) > 0) {
          pause = longestPause;
        }
      }
    } finally {
      waiting = false;
    }
  }

  // Written by the owning thread only; volatile for the readers.
  @SuppressWarnings("NonAtomicVolatileUpdate")
  private void failed(String what, Duration pause, IOException cause) {
    failedAttempts++;
    waiting = true;
    LOG.warn(
        "The registry gives no answer about {} ({}); asking again in {} ms",
        what,
        cause.getMessage(),
        pause.toMillis());
  }

  @Override
  public void close() throws IOException {
    registry.close();
  }
}
