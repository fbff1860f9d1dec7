package io.rapport.jobs.state;

/** A value that waited in a cache when a snapshot was taken. */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record Unflushed(String key, byte[] packed) {}
