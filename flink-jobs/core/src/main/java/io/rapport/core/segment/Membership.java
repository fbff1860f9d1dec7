package io.rapport.core.segment;

import io.rapport.core.hash.Hash64;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.Lease;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;

/**
 * The segment of one customer, with the point counted there and the number of times in a row that
 * another segment was clearly nearer.
 */
public final class Membership implements Expiring {

  /** The id that stands for no segment. */
  public static final int NONE = 0;

  private static final int FORMAT = 1;
  private static final double[] NOWHERE = {};

  private final SegmentSettings settings;
  private int segment = NONE;
  private int candidate = NONE;
  private int confirmations;
  private long time = Long.MIN_VALUE;
  private double[] point = NOWHERE;
  private Lease lease = new Lease(); // beside the timers of assignments that are due

  /** The membership of a customer never seen. */
  public Membership(SegmentSettings settings) {
    this.settings = settings;
  }

  /** The customer's segment, or {@link #NONE}. */
  public int segment() {
    return segment;
  }

  /** The event time of the newest profile, milliseconds since the epoch. */
  public long time() {
    return time;
  }

  @Override
  public long newest() {
    return time;
  }

  @Override
  public long expiry() {
    return time + settings.retention();
  }

  @Override
  public Lease lease() {
    return lease;
  }

  /** Whether the profile is older than one already seen. */
  public boolean outdated(Activity activity) {
    return activity.eventTime() < time;
  }

  /**
   * Moves the customer to the point of a new profile, and to a segment if there is a model.
   *
   * @param assigner of the current model, or null before the first
   */
  public Shift move(Activity activity, Assigner assigner) {
    double[] to = Feature.point(activity);
    int before = segment;
    if (assigner != null) {
      choose(to, assigner);
    }
    return shift(
        activity.site(), activity.customerKey(), activity.eventTime(), before, to, assigner);
  }

  /** Assigns a customer who was seen before the first model; null when there is nothing to do. */
  public Shift settle(String site, String customerKey, Assigner assigner) {
    if (segment != NONE || point.length == 0) {
      return null;
    }
    choose(point, assigner);
    return shift(site, customerKey, time, NONE, point, assigner);
  }

  /** Removes the customer; null when nothing was counted. */
  public Shift leave(String site, String customerKey) {
    return point.length == 0
        ? null
        : new Shift(site, 0, Hash64.of(customerKey), time, segment, time, point, NONE, NOWHERE);
  }

  /** The customer's current assignment by the model used. */
  public Assignment assignment(String site, String customerId, int previous, Assigner assigner) {
    int index = assigner.index(segment);
    return new Assignment(
        site,
        customerId,
        time,
        segment,
        assigner.model().segments().get(index).name(),
        assigner.distance(point, index),
        previous,
        assigner.reasons(point, index),
        assigner.model().version());
  }

  private Shift shift(
      String site, String customerKey, long at, int before, double[] to, Assigner assigner) {
    Shift shift =
        new Shift(
            site,
            assigner == null ? 0 : assigner.model().version(),
            Hash64.of(customerKey),
            at,
            before,
            time,
            point,
            segment,
            to);
    time = at;
    point = to;
    return shift;
  }

  /**
   * Chooses a segment with hysteresis: another segment must be clearly nearer several times in a
   * row, or customers between two segments would change with every click.
   */
  private void choose(double[] to, Assigner assigner) {
    int current = segment == NONE ? -1 : assigner.index(segment);
    int nearest = assigner.nearest(to);
    int nearestId = assigner.model().segments().get(nearest).id();
    if (current < 0) {
      settleIn(nearestId);
      return;
    }
    boolean clearly =
        nearest != current
            && assigner.distance(to, nearest)
                < settings.hysteresis() * assigner.distance(to, current);
    if (!clearly) {
      candidate = NONE;
      confirmations = 0;
      return;
    }
    confirmations = nearestId == candidate ? confirmations + 1 : 1;
    candidate = nearestId;
    if (confirmations >= settings.confirmations()) {
      settleIn(nearestId);
    }
  }

  private void settleIn(int segmentId) {
    segment = segmentId;
    candidate = NONE;
    confirmations = 0;
  }

  /** The packed form. */
  public static PackedFormat<Membership> format(SegmentSettings settings) {
    return new PackedFormat<>(
        "A customer's segment",
        FORMAT,
        () -> new Membership(settings),
        Membership::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    out.writeVarint(segment);
    out.writeVarint(candidate);
    out.writeVarint(confirmations);
    out.writeLong(time);
    out.writeDoubles(point);
    lease.write(out);
  }

  private static Membership read(PackedReader in, SegmentSettings settings) {
    Membership membership = new Membership(settings);
    membership.segment = in.readVarint();
    membership.candidate = in.readVarint();
    membership.confirmations = in.readVarint();
    membership.time = in.readLong();
    membership.point = in.readDoubles();
    membership.lease = Lease.read(in);
    return membership;
  }
}
