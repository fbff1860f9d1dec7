package io.rapport.connectors.gateway.access;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The settings of who may call.
 *
 * @param keys the file of keys; none for a gateway that knows none
 * @param reload interval of looking whether the file has changed
 * @param insecure whether others may reach a gateway that asks for no key
 * @param sessions logins of the console kept
 * @param sessionLifetime time after which a login ends
 * @param visitorLifetime time after which a visitor's token ends
 * @param loginAttempts wrong keys of one address at once; a tenth of it is given back a minute
 * @param addresses addresses whose wrong keys are counted
 */
public record AccessSettings(
    Optional<Path> keys,
    Duration reload,
    boolean insecure,
    int sessions,
    Duration sessionLifetime,
    Duration visitorLifetime,
    int loginAttempts,
    int addresses,
    Optional<JwtSettings> jwt) {}
