package io.rapport.core.recommendation.catalogue;

import io.rapport.core.hash.RecentIds;
import io.rapport.core.intake.CatalogueEntry;
import io.rapport.core.intake.Outcome;
import io.rapport.core.recommendation.settings.RecommendationSettings;
import io.rapport.core.recommendation.settings.TrendingSettings;
import io.rapport.core.recommendation.visit.Visit;
import io.rapport.core.state.Expiring;
import io.rapport.core.state.Lease;
import io.rapport.core.state.PackedFormat;
import io.rapport.core.state.PackedReader;
import io.rapport.core.state.PackedWriter;
import io.rapport.core.stats.ForwardDecay;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The counts and catalogue data of one item: its decayed number of visits, the visits not yet
 * reported to trending, and its availability, category, brand and price. Some 100 bytes an item.
 * Not thread-safe.
 */
public final class ItemCard implements Expiring {

  private static final int REMEMBERED_IDS = 8;
  private static final double ROUNDING = 1e-9; // of a count that would be 0
  private static final int AVAILABLE = 1;
  private static final int ACTIVE = 2;

  private final ForwardDecay decay;
  private final TrendingSettings trending;
  private final long expiryMillis;
  private final double newcomerVisits;
  private final RecentIds ids;
  private long newest = Long.MIN_VALUE; // event time of the newest visit or catalogue entry
  private long countedAt = Long.MIN_VALUE; // time to which count is decayed
  private double count;
  private long reportedAt = Long.MIN_VALUE;
  private double unreported; // as of countedAt, decayed as trending decays
  private final SegmentVisits bySegment; // the same by segment
  private long listedAt = Long.MIN_VALUE; // event time of the newest catalogue entry
  private boolean available = true;
  private boolean active = true;
  private String category;
  private String brand;
  private double price = Double.NaN;
  private int popularity; // level last sent to the rankers
  private Lease lease = new Lease();

  public ItemCard(RecommendationSettings settings) {
    this(settings, new RecentIds(REMEMBERED_IDS));
  }

  private ItemCard(RecommendationSettings settings, RecentIds ids) {
    this.decay = settings.counting().decay();
    this.trending = settings.trending();
    this.expiryMillis = settings.counting().expiryMillis();
    this.newcomerVisits = settings.content().newcomerVisits();
    this.bySegment = new SegmentVisits(trending.segments());
    this.ids = ids;
  }

  /**
   * Counts a visit.
   *
   * @param segment of the visitor; null for none
   * @return the decayed number of visits including this one, as of {@code time} or, if that is
   *     earlier, of the newest visit
   */
  public double visit(long time, String segment) {
    long reference = Math.max(time, countedAt);
    if (countedAt != Long.MIN_VALUE) {
      count *= decay.fade(reference - countedAt);
      double fade = trending.decay().fade(reference - countedAt);
      unreported *= fade;
      bySegment.fade(fade);
    }
    count += decay.fade(reference - time);
    double weight = trending.decay().fade(reference - time);
    unreported += weight;
    bySegment.add(segment, weight);
    countedAt = reference;
    newest = Math.max(newest, time);
    return count;
  }

  /** Retracts a visit counted before; returns it with the remaining count. */
  public Visit retract(Visit visit) {
    if (countedAt == Long.MIN_VALUE) {
      return visit; // The count has expired; only the catalogue data is left.
    }
    long age = Math.max(0, countedAt - visit.eventTime());
    double left = count - decay.fade(age);
    count = left < ROUNDING ? 0 : left;
    double weight = trending.decay().fade(age);
    unreported -= weight;
    bySegment.add(visit.segment(), -weight);
    return visit.counted(count);
  }

  /**
   * The visits not yet reported, or retracted, regardless of the report interval. They then count
   * as reported.
   */
  public List<TrendReport> corrections(String site, String itemId) {
    boolean known = trending.size() > 0 && countedAt != Long.MIN_VALUE;
    return known ? reported(site, itemId) : List.of();
  }

  /** The visit with the item's count as of its time; a visit to be learned is counted first. */
  public Visit count(Visit visit) {
    long time = visit.eventTime();
    return visit.counted(visit.learned() ? visit(time, visit.segment()) : count(time));
  }

  /**
   * The decayed number of visits as of {@code time} or, if that is earlier, of the newest visit.
   */
  public double count(long time) {
    return countedAt == Long.MIN_VALUE ? 0 : count * decay.fade(Math.max(0, time - countedAt));
  }

  /**
   * The visits not yet reported, one report a scope (the site, the item's category, the visitors'
   * segments), if the report interval has passed. They then count as reported.
   */
  public List<TrendReport> reports(String site, String itemId) {
    boolean tooEarly =
        reportedAt != Long.MIN_VALUE && countedAt - reportedAt < trending.reportIntervalMillis();
    return trending.size() == 0 || tooEarly ? List.of() : reported(site, itemId);
  }

  /**
   * Whether visits wait to be reported. The next visit after the report interval does so; a timer
   * has to where none follows.
   */
  public boolean waits() {
    return trending.size() > 0 && unreported > 0;
  }

  /**
   * Whether visits wait that a timer is to report. A timer set for visits that another one has
   * reported since is too early for those after it.
   *
   * @param timer time of one that fires
   */
  public boolean due(long timer) {
    return waits() && reportedAt < timer;
  }

  /** The time to which visits are reported; {@link Long#MIN_VALUE} before the first report. */
  public long reportedAt() {
    return reportedAt;
  }

  private List<TrendReport> reported(String site, String itemId) {
    List<TrendReport> reports = new ArrayList<>(4);
    reports.add(new TrendReport(TrendingScope.site(site), itemId, countedAt, unreported));
    if (category != null) {
      TrendingScope scope = TrendingScope.category(site, category);
      reports.add(new TrendReport(scope, itemId, countedAt, unreported));
    }
    bySegment.take(
        (segment, weight) ->
            reports.add(
                new TrendReport(TrendingScope.segment(site, segment), itemId, countedAt, weight)));
    reportedAt = countedAt;
    unreported = 0;
    return reports;
  }

  /**
   * Applies a catalogue entry. An entry older than one already seen is late.
   *
   * @return the outcome of the entry; {@link #available()} then tells the availability
   */
  public Outcome apply(CatalogueEntry entry) {
    if (ids.seen(entry.eventId())) {
      return Outcome.DUPLICATE;
    }
    if (entry.eventTime() < listedAt) {
      return Outcome.LATE;
    }
    listedAt = entry.eventTime();
    newest = Math.max(newest, listedAt);
    available = entry.available();
    active = entry.active();
    category = entry.category();
    brand = entry.brand();
    price = entry.price();
    return Outcome.PROCESSED;
  }

  /** Whether a visit counted just now ends the time of a catalogue item as a newcomer. */
  public boolean establishes(Visit visit) {
    return listedAt != Long.MIN_VALUE
        && visit.count() >= newcomerVisits
        && visit.count() - 1 < newcomerVisits;
  }

  /** Whether the item is no newcomer as of a time. */
  public boolean established(long time) {
    return count(time) >= newcomerVisits;
  }

  /** Whether the item may be recommended; true until the catalogue says otherwise. */
  public boolean available() {
    return available;
  }

  /**
   * The attributes to send to the rankers, as of the newest visit or entry. They then count as
   * sent.
   */
  public ItemAttributes attributes(String site, String itemId) {
    popularity = Popularity.level(count);
    return new ItemAttributes(site, itemId, newest, active, category, brand, price, popularity);
  }

  /** Whether the item is in the catalogue. */
  public boolean listed() {
    return listedAt != Long.MIN_VALUE && active;
  }

  /** Whether the popularity of a catalogue item has changed enough to be sent to the rankers. */
  public boolean popularityChanged() {
    return listed() && Popularity.outgrown(popularity, count);
  }

  /** Whether an entry changes the item's listing, category, brand or price. */
  public boolean differs(CatalogueEntry entry) {
    return listed() != entry.active()
        || !Objects.equals(category, entry.category())
        || !Objects.equals(brand, entry.brand())
        || Double.compare(price, entry.price()) != 0;
  }

  @Override
  public long newest() {
    return newest;
  }

  /** The expiry time of the card, unless an event comes before. */
  @Override
  public long expiry() {
    return newest + expiryMillis;
  }

  @Override
  public Lease lease() {
    return lease;
  }

  /** The packed form of a card. */
  public static PackedFormat<ItemCard> format(RecommendationSettings settings) {
    return new PackedFormat<>(
        "An item's card",
        1,
        () -> new ItemCard(settings),
        ItemCard::write,
        in -> read(in, settings));
  }

  private void write(PackedWriter out) {
    long[] hashes = ids.hashes();
    out.writeLong(newest);
    out.writeLong(countedAt);
    out.writeDouble(count);
    out.writeLong(reportedAt);
    out.writeDouble(unreported);
    out.writeLong(listedAt);
    out.writeByte((available ? AVAILABLE : 0) | (active ? ACTIVE : 0));
    out.writeLongs(hashes);
    out.writeNullableString(category);
    out.writeNullableString(brand);
    out.writeDouble(price);
    out.writeByte(popularity);
    lease.write(out);
    bySegment.write(out);
  }

  private static ItemCard read(PackedReader in, RecommendationSettings settings) {
    long newest = in.readLong();
    long countedAt = in.readLong();
    double count = in.readDouble();
    long reportedAt = in.readLong();
    double unreported = in.readDouble();
    long listedAt = in.readLong();
    int flags = in.readByte();
    ItemCard card = new ItemCard(settings, RecentIds.of(REMEMBERED_IDS, in.readLongs()));
    card.newest = newest;
    card.countedAt = countedAt;
    card.count = count;
    card.reportedAt = reportedAt;
    card.unreported = unreported;
    card.listedAt = listedAt;
    card.available = (flags & AVAILABLE) != 0;
    card.active = (flags & ACTIVE) != 0;
    card.category = in.readNullableString();
    card.brand = in.readNullableString();
    card.price = in.readDouble();
    card.popularity = in.readByte();
    card.lease = Lease.read(in);
    card.bySegment.read(in);
    return card;
  }
}
