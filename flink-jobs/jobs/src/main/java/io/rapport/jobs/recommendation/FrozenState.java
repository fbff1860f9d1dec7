package io.rapport.jobs.recommendation;

import io.rapport.core.state.UnwrittenValues;

/** What waits in the cache of a state, by the state's name. */
record FrozenState(String name, UnwrittenValues<?> values) {}
