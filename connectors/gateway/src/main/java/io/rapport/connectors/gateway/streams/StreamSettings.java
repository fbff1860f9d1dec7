package io.rapport.connectors.gateway.streams;

import java.time.Duration;

/** The limits of event streams. The rate is in events a second and stream. */
public record StreamSettings(
    int connections, int rate, int pending, long replay, Duration heartbeat) {}
