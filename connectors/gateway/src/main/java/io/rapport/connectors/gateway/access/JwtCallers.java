package io.rapport.connectors.gateway.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.jwk.source.RateLimitReachedException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.DefaultJOSEObjectTypeVerifier;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import java.net.MalformedURLException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Callers with a JSON Web Token (RFC 7519) of an identity provider, whose public keys it reads from
 * its JWKS address. Only signatures by asymmetric keys count. May wait for the provider.
 */
final class JwtCallers {

  /** No HMAC, for which the public key would do, and not "none". */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256,
          JWSAlgorithm.RS384,
          JWSAlgorithm.RS512,
          JWSAlgorithm.PS256,
          JWSAlgorithm.PS384,
          JWSAlgorithm.PS512,
          JWSAlgorithm.ES256,
          JWSAlgorithm.ES384,
          JWSAlgorithm.ES512);

  private static final int SKEW_SECONDS = 30;
  private static final int MOST_JWKS_BYTES = 1 << 20;
  private static final int MOST_CHARACTERS = 8_000;
  private static final int MOST_ID = 100;

  /** Verified tokens are verified again after this time, with the keys of then. */
  private static final Duration REMEMBERED = Duration.ofMinutes(1);

  private final JwtSettings settings;
  private final Clock clock;
  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();
  private final Cache<String, Caller> verified;

  JwtCallers(JwtSettings settings, Clock clock) {
    this.settings = settings;
    this.clock = clock;
    this.verified =
        Caffeine.newBuilder().maximumSize(settings.tokens()).expireAfterWrite(REMEMBERED).build();
    processor.setJWSTypeVerifier(
        new DefaultJOSEObjectTypeVerifier<>(
            JOSEObjectType.JWT, new JOSEObjectType("at+jwt"), null));
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys(settings)));
    DefaultJWTClaimsVerifier<SecurityContext> claims =
        new DefaultJWTClaimsVerifier<>(
            settings.audience(),
            new JWTClaimsSet.Builder().issuer(settings.issuer()).build(),
            Set.of("exp", "sub")) {
          @Override
          protected java.util.Date currentTime() {
            return java.util.Date.from(clock.instant());
          }
        };
    claims.setMaxClockSkew(SKEW_SECONDS);
    processor.setJWTClaimsSetVerifier(claims);
  }

  private static JWKSource<SecurityContext> keys(JwtSettings settings) {
    int timeout = Math.toIntExact(settings.timeout().toMillis());
    try {
      return JWKSourceBuilder.create(
              settings.jwksUrl().toURL(),
              new DefaultResourceRetriever(timeout, timeout, MOST_JWKS_BYTES))
          .cache(settings.refresh().toMillis(), 2L * timeout)
          .refreshAheadCache(false)
          .rateLimited(settings.minInterval().toMillis())
          .outageTolerant(settings.outage().toMillis())
          .build();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  /** Whether it has the form of a token, so that it is not taken for a key. */
  static boolean isToken(String text) {
    int first = text.indexOf('.');
    return first > 0 && text.indexOf('.', first + 1) > first && text.length() <= MOST_CHARACTERS;
  }

  /** The caller of a token verified a moment ago; never waits. */
  Optional<Caller> remembered(String token) {
    return Optional.ofNullable(verified.getIfPresent(Fingerprint.of(token).hex()))
        .filter(caller -> clock.instant().isBefore(caller.expires()));
  }

  /**
   * The caller of a token; empty when the token is not valid.
   *
   * @throws UnavailableException when the provider's keys are not to be had
   */
  Optional<Caller> verify(String token) throws UnavailableException {
    try {
      Caller caller = caller(processor.process(token, null));
      verified.put(Fingerprint.of(token).hex(), caller);
      return Optional.of(caller);
    } catch (RateLimitReachedException e) {
      // A token of an unknown key, sooner after the last reading of all keys than is allowed.
      return Optional.empty();
    } catch (KeySourceException e) {
      throw new UnavailableException(
          "The keys of the identity provider at " + settings.jwksUrl() + " are not to be had.");
    } catch (ParseException | BadJOSEException | JOSEException | RuntimeException e) {
      // Whatever it is, it is no token; a stranger chose its content.
      return Optional.empty();
    }
  }

  private Caller caller(JWTClaimsSet claims) {
    EnumSet<Role> roles = EnumSet.noneOf(Role.class);
    texts(claim(claims, settings.rolesClaim())).stream()
        .map(Role::of)
        .flatMap(Optional::stream)
        // A page is known by its origins, which only a key names.
        .filter(role -> role != Role.BROWSER)
        .forEach(roles::add);
    String subject = claims.getSubject();
    return new Caller(
        "jwt:" + subject.substring(0, Math.min(MOST_ID, subject.length())),
        roles,
        Sites.of(texts(claim(claims, settings.sitesClaim()))),
        Set.of(),
        subject.substring(0, Math.min(MOST_ID, subject.length())),
        0,
        claims.getExpirationTime().toInstant().plusSeconds(SKEW_SECONDS));
  }

  /** A claim, also within objects, as {@code realm_access.roles} is. */
  private static Object claim(JWTClaimsSet claims, String path) {
    Object whole = claims.getClaim(path);
    if (whole != null) {
      return whole;
    }
    Object found = claims.getClaims();
    for (String name : path.split("\\.", -1)) {
      found = found instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return found;
  }

  /** A list of texts, or the words of one text. */
  private static List<String> texts(Object claim) {
    if (claim instanceof Collection<?> list) {
      return list.stream().filter(Objects::nonNull).map(Object::toString).toList();
    }
    return claim == null ? List.of() : Arrays.asList(claim.toString().split(" ", -1));
  }
}
