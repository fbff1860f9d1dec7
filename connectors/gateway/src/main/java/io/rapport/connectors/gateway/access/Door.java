package io.rapport.connectors.gateway.access;

import io.rapport.connectors.gateway.rate.RateLimiter;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Identifies callers: by a key, a JSON Web Token or a session of the console. Where neither keys
 * nor tokens are set up, everybody may do everything. For any number of threads.
 */
public final class Door implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Door.class);
  private static final double SECONDS_A_MINUTE = 60;
  private static final double GIVEN_BACK_A_MINUTE = 0.1;

  /** Seconds of its rate that a key may use at once. */
  private static final double BURST_SECONDS = 2;

  private final AccessSettings settings;
  private final Clock clock;
  private final KeyRing ring;
  private final Optional<JwtCallers> jwt;
  private final Sessions sessions;
  private final VisitorTokens visitors;
  private final Semaphore verifying;
  private final RateLimiter failures;
  private final RateLimiter rates;
  private final ScheduledExecutorService looks =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "gateway-keys");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @throws IllegalArgumentException when the file of keys is broken
   */
  public Door(AccessSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.ring = new KeyRing(settings.keys(), clock);
    this.jwt = settings.jwt().map(s -> new JwtCallers(s, clock));
    this.sessions = new Sessions(settings.sessions(), settings.sessionLifetime(), clock);
    this.visitors =
        new VisitorTokens(ring::keys, settings.visitorLifetime(), settings.visitorMaxAge(), clock);
    this.verifying = new Semaphore(settings.verifications());
    this.failures =
        new RateLimiter(
            settings.loginAttempts() * GIVEN_BACK_A_MINUTE / SECONDS_A_MINUTE,
            settings.loginAttempts(),
            settings.addresses(),
            System::nanoTime);
    this.rates = new RateLimiter(1, 1, Keys.MOST_KEYS, System::nanoTime);
  }

  /**
   * Looks for changes of the file from now on.
   *
   * @param after called after each look
   */
  public void start(Runnable after) {
    long millis = settings.reload().toMillis();
    var unused =
        looks.scheduleWithFixedDelay(
            () -> {
              try {
                ring.reload();
                after.run();
              } catch (RuntimeException e) {
                // An exception would end the looking for good.
                LOG.error("The look at the file of keys failed", e);
              }
            },
            millis,
            millis,
            TimeUnit.MILLISECONDS);
  }

  public KeyRing ring() {
    return ring;
  }

  public VisitorTokens visitors() {
    return visitors;
  }

  /** Whether a page may say that its visitor is a customer. */
  public boolean visitorsMayClaim() {
    return settings.visitorClaims();
  }

  /** Whether nobody is asked for a key. */
  public boolean isOpen() {
    return jwt.isEmpty() && !ring.isPresent();
  }

  /** Whether identifying by this text may take long, because an identity provider is asked. */
  public boolean maySlow(String text) {
    return jwt.isPresent() && JwtCallers.isToken(text) && jwt.get().remembered(text).isEmpty();
  }

  /**
   * The caller with this key or token; empty for one that does not count.
   *
   * @throws UnavailableException when the identity provider cannot be asked, or too many tokens are
   *     being verified
   */
  public Optional<Caller> identify(String text) throws UnavailableException {
    if (jwt.isPresent() && JwtCallers.isToken(text)) {
      Optional<Caller> remembered = jwt.get().remembered(text);
      return remembered.isPresent() ? remembered : verify(jwt.get(), text);
    }
    return ring.caller(text);
  }

  /**
   * Verifies a token, unless as many as may are being verified, which may wait for the provider.
   */
  private Optional<Caller> verify(JwtCallers callers, String token) throws UnavailableException {
    if (!verifying.tryAcquire()) {
      throw new UnavailableException("Too many tokens are being verified.");
    }
    try {
      return callers.verify(token);
    } finally {
      verifying.release();
    }
  }

  /** Tokens being verified. */
  public int verifying() {
    return settings.verifications() - verifying.availablePermits();
  }

  /** The caller of a session whose key still counts. */
  public Optional<Caller> session(String secret) {
    return sessions.find(secret).filter(this::isLive);
  }

  /** Begins a session and returns its secret. */
  public String begin(Caller caller) {
    return sessions.begin(caller);
  }

  public void end(String secret) {
    sessions.end(secret);
  }

  public Duration sessionLifetime() {
    return settings.sessionLifetime();
  }

  public long sessions() {
    return sessions.size();
  }

  /** Whether the caller would still be let in, for answers that last. */
  public boolean isLive(Caller caller) {
    if (caller.equals(Caller.ANYBODY)) {
      return isOpen();
    }
    return clock.instant().isBefore(caller.expires())
        && (caller.id().startsWith("jwt:") || ring.isLive(caller.id()));
  }

  /** Whether pages of this origin have a key. */
  public boolean hasOrigin(String origin) {
    return ring.hasOrigin(origin);
  }

  /**
   * Counts an attempt of an address with a key that may be wrong.
   *
   * @return nanoseconds until the address may try again; 0 when it may now
   */
  public long attempt(String address) {
    return failures.take(address, 1);
  }

  /** Nanoseconds until an address may try again; 0 when it may now. Counts nothing. */
  public long blocked(String address) {
    return failures.until(address, 1);
  }

  /** Takes back the attempt of an address whose key was right. */
  public void succeeded(String address) {
    failures.giveBack(address, 1);
  }

  /**
   * Takes from a caller's rate.
   *
   * @return nanoseconds to wait; 0 when it was within its rate
   */
  public long take(Caller caller, int tokens) {
    return caller.rate() == 0
        ? 0
        : rates.take(bucket(caller), tokens, caller.rate(), BURST_SECONDS * caller.rate());
  }

  /** The name of a caller's bucket: another one once the key's rate has been changed. */
  private static String bucket(Caller caller) {
    return caller.id() + " " + caller.rate();
  }

  /** As {@link #take}, for all tokens of a request of which one is taken already. */
  public long takeAll(Caller caller, int tokens) {
    if (caller.rate() == 0 || tokens == 1) {
      return 0;
    }
    rates.giveBack(bucket(caller), 1);
    return take(caller, tokens);
  }

  @Override
  public void close() {
    looks.shutdownNow();
  }
}
