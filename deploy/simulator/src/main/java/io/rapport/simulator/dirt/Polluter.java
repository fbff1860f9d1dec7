package io.rapport.simulator.dirt;

import io.rapport.avro.Click;
import io.rapport.avro.IdentityLink;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.random.RandomGenerator;
import org.apache.avro.specific.SpecificRecord;

/**
 * Draws which records go wrong, and spoils them. Bots are not drawn here, because a bot is not the
 * fault of a single record.
 */
public final class Polluter {

  private static final int MAGIC_AND_ID = 5;
  private static final long HOUR = 3_600_000;
  private static final long DAY = 24 * HOUR;
  private static final Dirt[] KINDS = Dirt.values();

  private final DirtShares shares;
  private final RandomGenerator random;
  private final FieldDirt fields;

  public Polluter(DirtShares shares, RandomGenerator random) {
    this.shares = shares;
    this.random = random;
    this.fields = new FieldDirt(random);
  }

  /** Draws the dirt of the next live record: mostly none. */
  public Dirt drawLive() {
    double at = random.nextDouble();
    for (Dirt dirt : KINDS) {
      if (dirt != Dirt.CLEAN && dirt != Dirt.BOT) {
        at -= shares.of(dirt);
        if (at < 0) {
          return dirt;
        }
      }
    }
    return Dirt.CLEAN;
  }

  /** Draws the dirt of a record of the opening burst: a bad value at most. */
  public Dirt drawOpening() {
    return random.nextDouble() < shares.of(Dirt.MALFORMED_VALUE)
        ? Dirt.MALFORMED_VALUE
        : Dirt.CLEAN;
  }

  /**
   * The record with the dirt on it; the record itself where its kind cannot be spoiled that way.
   * The value may be changed in place. DUPLICATE and OUT_OF_ORDER only mark: the caller repeats the
   * record or holds it back.
   */
  public SimulatedRecord spoil(SimulatedRecord clean, Dirt dirt) {
    SpecificRecord value = clean.value();
    return switch (dirt) {
      case CLEAN, BOT -> clean;
      case MISSING_FIELD -> fields.removeRequired(value) ? clean.as(dirt) : clean;
      case MALFORMED_VALUE -> fields.malform(value) ? clean.as(dirt) : clean;
      case NOT_AVRO -> clean.raw(dirt, value.toString().getBytes(StandardCharsets.UTF_8));
      case UNKNOWN_SCHEMA -> clean.raw(dirt, unknownSchema());
      case TRUNCATED, DUPLICATE, OUT_OF_ORDER -> clean.as(dirt);
      case FOREIGN_RECORD -> clean.carrying(dirt, foreign(value));
      case LATE -> redated(clean, dirt, -random.nextLong(HOUR, 6 * HOUR));
      case FUTURE_DATED -> redated(clean, dirt, DAY);
    };
  }

  /** Confluent's framing with an id far above any a registry has given out, and some bytes. */
  private byte[] unknownSchema() {
    byte[] bytes = new byte[MAGIC_AND_ID + 16];
    random.nextBytes(bytes);
    bytes[0] = 0;
    bytes[1] = 0x7f;
    return bytes;
  }

  private static SpecificRecord foreign(SpecificRecord value) {
    String eventId = value.get(value.getSchema().getField("eventId").pos()).toString();
    Instant time = (Instant) value.get(value.getSchema().getField("eventTime").pos());
    String site = value.get(value.getSchema().getField("site").pos()).toString();
    if (value instanceof Click) {
      return IdentityLink.newBuilder().setEventId(eventId).setEventTime(time).setSite(site).build();
    }
    return Click.newBuilder()
        .setEventId(eventId)
        .setEventTime(time)
        .setSite(site)
        .setAction(io.rapport.avro.ClickAction.SEARCH)
        .build();
  }

  private static SimulatedRecord redated(SimulatedRecord clean, Dirt dirt, long byMillis) {
    long time = clean.eventTime() + byMillis;
    SpecificRecord value = clean.value();
    value.put(value.getSchema().getField("eventTime").pos(), Instant.ofEpochMilli(time));
    return clean.at(dirt, time);
  }
}
