package io.rapport.connectors.gateway.memory;

import java.time.Duration;

/**
 * The bounds of the gateway's memory, and how much of the topics is read at its start. Sizes are in
 * bytes.
 */
public record MemorySettings(
    long recommendations,
    long rendered,
    Duration renderedExpiry,
    long catalogue,
    long neighbours,
    int popular,
    long tickets,
    long customers,
    long identities,
    long timelines,
    int timelineEvents,
    long erasures,
    long deadLetters,
    int qualityReports,
    int sites,
    Duration backlogTime,
    int backlogRecords,
    Duration historyInterval,
    int historyLength,
    int overviewLength,
    double stepDecay) {}
