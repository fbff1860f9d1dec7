package io.rapport.jobs.state;

import io.rapport.core.state.UnwrittenValues;

/** The unflushed values of a state, as of a barrier. */
record StateSnapshot(String name, UnwrittenValues<?> values) {}
