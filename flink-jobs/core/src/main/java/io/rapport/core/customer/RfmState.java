package io.rapport.core.customer;

import io.rapport.core.state.Expiring;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * A site's sample of customers in keyed state, with the limit on how often its quintiles are
 * published. Times are event times in milliseconds.
 */
public final class RfmState implements Expiring {

  private static final int FORMAT = 1;

  private final CustomerSettings settings;
  private final RfmSample sample;
  private long next = Long.MAX_VALUE;
  private boolean changed;

  /** A site without customers. */
  public RfmState(CustomerSettings settings) {
    this(settings, new RfmSample(settings.rfmSample()));
  }

  private RfmState(CustomerSettings settings, RfmSample sample) {
    this.settings = settings;
    this.sample = sample;
  }

  /** Takes a customer's newest values; whether the sample changed. */
  public boolean add(RfmPoint point) {
    boolean different = sample.add(point);
    changed |= different;
    return different;
  }

  /** Whether nothing was published in the last interval, so that nothing has to wait. */
  public boolean free() {
    return next == Long.MAX_VALUE;
  }

  /** The end of the interval after the last publication, when the next may come. */
  @Override
  public long expiry() {
    return next;
  }

  /** Takes note that the interval after the last publication is over. */
  public void end() {
    next = Long.MAX_VALUE;
  }

  /**
   * The quintiles of a sample that changed since they were last published, else null; null for an
   * empty sample too.
   *
   * @param time of the publication, which the next one follows by an interval
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
