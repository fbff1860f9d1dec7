package io.rapport.core.customer.rfm;

import io.rapport.core.customer.CustomerSettings;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A site's sample of customers in keyed state, with a limit on how often its quintiles are
 * published. Times are event times in milliseconds.
 */
public final class RfmState implements Expiring {

  private static final int FORMAT = 1;

  private final CustomerSettings settings;
  private final RfmSample sample;
  private long next = Long.MAX_VALUE;
  private boolean changed;

  /** The state of a site without customers. */
  public RfmState(CustomerSettings settings) {
    this(settings, new RfmSample(settings.rfmSample()));
  }

  private RfmState(CustomerSettings settings, RfmSample sample) {
    this.settings = settings;
    this.sample = sample;
  }

  /** Takes a customer's newest values; returns whether the sample changed. */
  public boolean add(RfmPoint point) {
    boolean different = sample.add(point);
    changed |= different;
    return different;
  }

  /**
   * Whether nothing was published in the last interval, so that a change can be published at once.
   */
  public boolean free() {
    return next == Long.MAX_VALUE;
  }

  @Override
  public long newest() {
    return Long.MAX_VALUE;
  }

  /** The end of the interval after the last publication: the earliest time of the next one. */
  @Override
  public long expiry() {
    return next;
  }

  /** Ends the interval after the last publication. */
  public void end() {
    next = Long.MAX_VALUE;
  }

  /**
   * The quintiles of the sample; null if it is empty or has not changed since the last publication.
   *
   * @param time of the publication; the next one follows after an interval
   */
  public Quintiles publish(String site, long time) {
    Quintiles quintiles = changed ? sample.quintiles(site) : null;
    changed = false;
    if (quintiles != null) {
      next = time + settings.rfmInterval();
    }
    return quintiles;
  }

  @Override
  public boolean isEmpty() {
    return sample.size() == 0 && free();
  }

  /** The packed form. */
  public static PackedFormat<RfmState> format(CustomerSettings settings) {
    PackedFormat<RfmSample> sample = RfmSample.format(settings.rfmSample());
    return new PackedFormat<>(
        "The quintiles of a site",
        FORMAT,
        () -> new RfmState(settings),
        (state, out) -> state.write(out, sample),
        in -> read(in, settings, sample));
  }

  private void write(PackedWriter out, PackedFormat<RfmSample> format) {
    format.pack(sample, out);
    out.writeLong(next);
    out.writeByte(changed ? 1 : 0);
  }

  private static RfmState read(
      PackedReader in, CustomerSettings settings, PackedFormat<RfmSample> format) {
    RfmState state = new RfmState(settings, format.unpack(in));
    state.next = in.readLong();
    state.changed = in.readByte() == 1;
    return state;
  }
}
