package io.rapport.connectors.gateway.access;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Signs and checks the tokens by which visitors prove that an identifier is theirs: {@code
 * rv_PAYLOAD.MAC}, with version, secret's id, expiry, site and visitor, and their HMAC-SHA256 (RFC
 * 2104), both in base64url.
 */
public final class VisitorTokens {

  /** The start of every token. */
  public static final String PREFIX = "rv_";

  private static final int VERSION = 1;
  private static final int MOST_CHARACTERS = 2_000;
  private static final String ALGORITHM = "HmacSHA256";

  private final Supplier<Keys> keys;
  private final Duration lifetime;
  private final Clock clock;

  /**
   * @param lifetime time after which a token no longer holds
   */
  public VisitorTokens(Supplier<Keys> keys, Duration lifetime, Clock clock) {
    this.keys = keys;
    this.lifetime = lifetime;
    this.clock = clock;
  }

  /** A token's content. */
  public record Visitor(String site, String id, Instant expires) {}

  /** A token and its content. */
  public record Signed(Visitor visitor, String token) {}

  /** An identifier that nobody can guess. */
  public String newId() {
    return "v-" + Secrets.name(26);
  }

  /**
   * Signs a token.
   *
   * @return empty when there is no secret to sign with
   */
  public Optional<Signed> sign(String site, String visitorId) {
    List<VisitorSecret> secrets = keys.get().secrets();
    if (secrets.isEmpty()) {
      return Optional.empty();
    }
    Instant expires = Instant.ofEpochSecond(clock.instant().plus(lifetime).getEpochSecond());
    VisitorSecret secret = secrets.get(secrets.size() - 1);
    byte[] payload = payload(secret.id(), new Visitor(site, visitorId, expires));
    Base64.Encoder encoder = Base64.getUrlEncoder().withoutPadding();
    return Optional.of(
        new Signed(
            new Visitor(site, visitorId, expires),
            PREFIX
                + encoder.encodeToString(payload)
                + "."
                + encoder.encodeToString(mac(secret.bytes(), payload))));
  }

  private static byte[] payload(String secretId, Visitor visitor) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(VERSION);
      out.writeUTF(secretId);
      out.writeLong(visitor.expires().getEpochSecond());
      out.writeUTF(visitor.site());
      out.writeUTF(visitor.id());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  private static byte[] mac(byte[] secret, byte[] payload) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      return mac.doFinal(payload);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has " + ALGORITHM, e);
    }
  }

  /** The content of a token that is genuine and has not expired. */
  public Optional<Visitor> check(String token) {
    int dot = token.indexOf('.');
    if (!token.startsWith(PREFIX) || dot < 0 || token.length() > MOST_CHARACTERS) {
      return Optional.empty();
    }
    try {
      byte[] payload = Base64.getUrlDecoder().decode(token.substring(PREFIX.length(), dot));
      byte[] mac = Base64.getUrlDecoder().decode(token.substring(dot + 1));
      DataInputStream in = new DataInputStream(new ByteArrayInputStream(payload));
      if (in.readByte() != VERSION) {
        return Optional.empty();
      }
      String secretId = in.readUTF();
      Instant expires = Instant.ofEpochSecond(in.readLong());
      Visitor visitor = new Visitor(in.readUTF(), in.readUTF(), expires);
      return keys.get().secrets().stream()
          .filter(secret -> secret.id().equals(secretId))
          .filter(secret -> MessageDigest.isEqual(mac(secret.bytes(), payload), mac))
          .findFirst()
          .filter(secret -> clock.instant().isBefore(expires))
          .map(secret -> visitor);
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
