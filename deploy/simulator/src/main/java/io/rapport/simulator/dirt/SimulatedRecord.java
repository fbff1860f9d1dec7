package io.rapport.simulator.dirt;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * A record for the broker.
 *
 * @param topic the contract whose topic it is sent to
 * @param key the Kafka key; null where the contract's key field is, as a guest's order's
 * @param value a record of the topic's contract, of another one for {@link Dirt#FOREIGN_RECORD};
 *     null when only bytes are sent
 * @param raw bytes sent as they are; null when there is a value
 * @param eventTime milliseconds since the epoch
 * @param dirt what is wrong with it
 */
public record SimulatedRecord(
    Class<? extends SpecificRecord> topic,
    String key,
    SpecificRecord value,
    ByteBuffer raw,
    long eventTime,
    Dirt dirt) {

  /** A sound record. */
  public static SimulatedRecord clean(String key, SpecificRecord value, long eventTime) {
    return new SimulatedRecord(value.getClass(), key, value, null, eventTime, Dirt.CLEAN);
  }

  /** The same with a mark. */
  public SimulatedRecord as(Dirt mark) {
    return new SimulatedRecord(topic, key, value, raw, eventTime, mark);
  }

  /** The same with another event time. */
  public SimulatedRecord at(Dirt mark, long time) {
    return new SimulatedRecord(topic, key, value, raw, time, mark);
  }

  /** The same with another value. */
  public SimulatedRecord carrying(Dirt mark, SpecificRecord other) {
    return new SimulatedRecord(topic, key, other, null, eventTime, mark);
  }

  /** The same with bytes in place of the value. */
  public SimulatedRecord raw(Dirt mark, byte[] bytes) {
    return new SimulatedRecord(
        topic, key, null, ByteBuffer.wrap(bytes).asReadOnlyBuffer(), eventTime, mark);
  }

  /**
   * The bytes to send.
   *
   * @param wire encodes a value under its own contract
   */
  public byte[] bytes(Function<SpecificRecord, byte[]> wire) {
    if (raw != null) {
      byte[] bytes = new byte[raw.remaining()];
      raw.duplicate().get(bytes);
      return bytes;
    }
    byte[] whole = wire.apply(value);
    return dirt == Dirt.TRUNCATED ? Arrays.copyOf(whole, whole.length - whole.length / 3) : whole;
  }
}
