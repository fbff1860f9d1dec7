package io.rapport.jobs.state;

import io.rapport.core.state.UnwrittenValues;

/** What waits in the cache of a state, by the state's name. */
record StateSnapshot(String name, UnwrittenValues<?> values) {}
