package io.rapport.connectors.gateway.ingest;

import java.time.Duration;

/** The limits on events that clients send. Rates are in events a second and client. */
public record IngestSettings(
    int maxBatch,
    int rate,
    int burst,
    int rateClients,
    int inFlight,
    Duration ackTimeout,
    int maxDepth) {}
