package io.rapport.connectors.gateway.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of who may call.
 *
 * @param keys the file of keys; none for a gateway that knows none
 * @param keysNamed whether somebody named the file, so that it has to be there
 * @param reload interval of looking whether the file has changed
 * @param insecure whether others may reach a gateway that asks for no key
 * @param sessions logins of the console kept
 * @param sessionLifetime time after which a login ends
 * @param visitorLifetime time after which a visitor's token ends
 * @param visitorMaxAge time after its first issue beyond which a visitor's token is not renewed
 * @param visitorClaims whether a page may say that its visitor is a customer
 * @param loginAttempts wrong keys of one address at once; a tenth of it is given back a minute
 * @param addresses addresses whose wrong keys are counted
 * @param verifications JSON Web Tokens verified at once
 */
public record AccessSettings(
    Optional<Path> keys,
    boolean keysNamed,
    Duration reload,
    boolean insecure,
    int sessions,
    Duration sessionLifetime,
    Duration visitorLifetime,
    Duration visitorMaxAge,
    boolean visitorClaims,
    int loginAttempts,
    int addresses,
    int verifications,
    Optional<JwtSettings> jwt) {

  /** The same settings with a usual file of keys, which need not be there, unless one is named. */
  public AccessSettings orKeys(Path usual) {
    return keys.isPresent()
        ? this
        : new AccessSettings(
            Optional.of(usual),
            false,
            reload,
            insecure,
            sessions,
            sessionLifetime,
            visitorLifetime,
            visitorMaxAge,
            visitorClaims,
            loginAttempts,
            addresses,
            verifications,
            jwt);
  }
}
