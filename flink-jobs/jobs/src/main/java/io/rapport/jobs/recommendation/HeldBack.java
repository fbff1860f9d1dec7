package io.rapport.jobs.recommendation;

/** A value that waited in a cache when a snapshot was taken. */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
record HeldBack(String key, byte[] packed) {}
