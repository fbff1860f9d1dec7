package io.rapport.core.identity.resolve;

import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * The timer of a site's resolver: after a quiet time all records are linked again, a number at a
 * time, and so when the retention of the oldest is over. Times are event times in milliseconds.
 */
public final class Settling {

  private static final int FORMAT = 1;

  /** Time between two steps. */
  private static final long PAUSE = 1_000;

  private final ResolverSettings settings;
  private long timer; // 0 for none
  private long newest;
  private boolean unsettled;
  private boolean running;

  /** No timer. */
  public Settling(ResolverSettings settings) {
    this.settings = settings;
  }

  /**
   * Notes that a record came.
   *
   * @param now of the stream
   * @return the time of a timer to set; 0 where one is set
   */
  public long changed(long now) {
    newest = Math.max(newest, now);
    unsettled = true;
    long quiet = now + settings.quietTime();
    if (timer != 0 && timer <= quiet) {
      return 0;
    }
    timer = quiet;
    return timer;
  }

  /**
   * Handles a timer.
   *
   * @return the time of a timer to set; 0 for none
   */
  public long fired(long time, Resolver resolver) {
    if (timer == 0 || time < timer) {
      return 0; // of what was settled since
    }
    timer = 0;
    if (!running && unsettled && newest + settings.quietTime() > time) {
      timer = newest + settings.quietTime();
      return timer;
    }
    if (!running) {
      running = true;
      unsettled = false;
      resolver.startSettling();
    }
    running = resolver.settle(time);
    if (running) {
      timer = time + PAUSE;
      return timer;
    }
    long expiry = resolver.expiry();
    if (expiry != Long.MAX_VALUE) {
      timer = Math.max(expiry, time + PAUSE);
    }
    return timer;
  }

  /** The packed form. */
  public static PackedFormat<Settling> format(ResolverSettings settings) {
    return new PackedFormat<>(
        "The timer of a site's identities",
        FORMAT,
        () -> new Settling(settings),
        Settling::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeLong(timer);
    out.writeLong(newest);
    out.writeByte(unsettled ? 1 : 0);
    out.writeByte(running ? 1 : 0);
  }

  private static Settling read(PackedReader in, ResolverSettings settings) {
    Settling settling = new Settling(settings);
    settling.timer = in.readLong();
    settling.newest = in.readLong();
    settling.unsettled = in.readByte() == 1;
    settling.running = in.readByte() == 1;
    return settling;
  }
}
