package io.rapport.connectors.gateway.memory;

import io.rapport.avro.CustomerProfile;
import io.rapport.avro.CustomerSegment;

/**
 * A customer as the gateway knows it.
 *
 * @param profile null while none was published
 * @param segment null while none was published
 * @param bytes estimated heap
 */
public record Customer(SiteKey key, CustomerProfile profile, CustomerSegment segment, long bytes) {}
