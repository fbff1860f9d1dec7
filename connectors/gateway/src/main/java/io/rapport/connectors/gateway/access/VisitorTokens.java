package io.rapport.connectors.gateway.access;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Signs and checks the tokens by which visitors prove that an identifier is theirs: {@code
 * rv_PAYLOAD.MAC}, with version, secret's id, expiry, site, visitor and first issue, and their
 * HMAC-SHA256 (RFC 2104), both in base64url.
 *
 * <p>A token may be renewed, but neither it nor its successors hold beyond a maximum age from the
 * first issue: whoever stole one would otherwise keep it for ever.
 */
public final class VisitorTokens {

  /** The start of every token. */
  public static final String PREFIX = "rv_";

  private static final int VERSION = 1;

  /** The longest site, and the longest identifier, in characters. */
  public static final int LONGEST_NAME = 256;

  /** A token of the longest names, of three bytes a character, has some 2,150. */
  private static final int MOST_CHARACTERS = 2_500;

  private final Supplier<Keys> keys;
  private final Duration lifetime;
  private final Duration maxAge;
  private final Clock clock;

  /**
   * @param lifetime time after which a token no longer holds
   * @param maxAge time after the first issue beyond which no renewal holds
   */
  public VisitorTokens(Supplier<Keys> keys, Duration lifetime, Duration maxAge, Clock clock) {
    this.keys = keys;
    this.lifetime = lifetime;
    this.maxAge = maxAge;
    this.clock = clock;
  }

  /**
   * A token's content.
   *
   * @param first when the first of the tokens was issued of which this is a renewal
   */
  public record Visitor(String site, String id, Instant expires, Instant first) {}

  /** A token and its content. */
  public record Signed(Visitor visitor, String token) {}

  /** An identifier that nobody can guess. */
  public String newId() {
    return "v-" + Secrets.name(26);
  }

  /**
   * Signs a first token.
   *
   * @param site of at most {@link #LONGEST_NAME} characters, as the visitor
   * @return empty when there is no secret to sign with
   */
  public Optional<Signed> sign(String site, String visitorId) {
    return sign(site, visitorId, clock.instant());
  }

  /**
   * Signs a renewal of a token that holds, as long as the maximum age allows.
   *
   * @return empty when there is no secret to sign with
   */
  public Optional<Signed> renew(Visitor visitor) {
    return sign(visitor.site(), visitor.id(), visitor.first());
  }

  private Optional<Signed> sign(String site, String visitorId, Instant first) {
    List<VisitorSecret> secrets = keys.get().secrets();
    if (secrets.isEmpty()) {
      return Optional.empty();
    }
    Instant wanted = clock.instant().plus(lifetime);
    Instant most = first.plus(maxAge);
    Visitor visitor =
        new Visitor(
            site, visitorId, seconds(wanted.isBefore(most) ? wanted : most), seconds(first));
    VisitorSecret secret = secrets.get(secrets.size() - 1);
    byte[] payload = payload(secret.id(), visitor);
    return Optional.of(new Signed(visitor, written(payload, secret.mac(payload))));
  }

  private static String written(byte[] payload, byte[] mac) {
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return PREFIX + encoder.encodeToString(payload) + "." + encoder.encodeToString(mac);
  }

  private static Instant seconds(Instant time) {
    return Instant.ofEpochSecond(time.getEpochSecond());
  }

  private static byte[] payload(String secretId, Visitor visitor) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(secretId);
      out.writeLong(visitor.expires().getEpochSecond());
      out.writeUTF(visitor.site());
      out.writeUTF(visitor.id());
      out.writeLong(visitor.first().getEpochSecond());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** The content of a token that is genuine, has not expired and is within the maximum age. */
  public Optional<Visitor> check(String token) {
    int dot = token.indexOf('.');
    if (!token.startsWith(PREFIX) || dot < 0 || token.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    try {
      byte[] payload = Base64.getUrlDecoder().decode(token.substring(PREFIX.length(), dot));
      byte[] mac = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
      // The last letter of base64 may be written in several ways; one of them is ours.
      if (in.readByte() != VERSION || !token.equals(written(payload, mac))) {
        return Optional.empty();
      }
      String secretId = in.readUTF();
      Instant expires = Instant.ofEpochSecond(in.readLong());
      Visitor visitor =
          new Visitor(in.readUTF(), in.readUTF(), expires, Instant.ofEpochSecond(in.readLong()));
      return keys.get().secrets().stream()
          .filter(secret -> secret.id().equals(secretId))
          .filter(secret -> MessageDigest.isEqual(secret.mac(payload), mac))
          .findFirst()
          .filter(secret -> clock.instant().isBefore(expires))
          .filter(secret -> clock.instant().isBefore(visitor.first().plus(maxAge)))
          .map(secret -> visitor);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
