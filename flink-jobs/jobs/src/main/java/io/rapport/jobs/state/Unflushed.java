package io.rapport.jobs.state;

/** A value that was cached and not yet flushed when a snapshot was taken. */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record Unflushed(String key, byte[] packed) {}
