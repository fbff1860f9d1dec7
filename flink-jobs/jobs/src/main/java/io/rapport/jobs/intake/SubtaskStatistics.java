package io.rapport.jobs.intake;

/**
 * The statistics of one subtask in a snapshot.
 *
 * @param parallelism subtasks when they were written
 * @param packed by {@link io.rapport.core.cleaning.Cleaning#pack}
 */
@SuppressWarnings("ArrayRecordComponent") // Packed on purpose; never compared.
public record SubtaskStatistics(int subtask, int parallelism, byte[] packed) {}
