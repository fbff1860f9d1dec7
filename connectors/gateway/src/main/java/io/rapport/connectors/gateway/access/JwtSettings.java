package io.rapport.connectors.gateway.access;

import java.net.URI;
import java.time.Duration;

/**
 * The settings of JSON Web Tokens of an identity provider.
 *
 * @param jwksUrl where its public keys are
 * @param rolesClaim name of the claim with the roles; dots lead into objects
 * @param sitesClaim name of the claim with the sites
 * @param refresh time after which its keys are read anew
 * @param minInterval shortest time between two readings, also for tokens of unknown keys
 * @param outage time that keys are used after they should have been read anew
 * @param timeout of a reading
 * @param tokens verified tokens remembered
 */
public record JwtSettings(
    URI jwksUrl,
    String issuer,
    String audience,
    String rolesClaim,
    String sitesClaim,
    Duration refresh,
    Duration minInterval,
    Duration outage,
    Duration timeout,
    int tokens) {}
