/**
 * The keyed-state engine of all jobs: packed values behind a bounded write-behind cache, exact at
 * every barrier. A function extends {@link io.rapport.jobs.state.StatefulFunction}, or its sibling
 * for two inputs or a broadcast one, and opens each state with its format in one line; a value that
 * is {@link io.rapport.core.state.Expiring} brings its timer along. A function that is one such
 * state and nothing else extends {@link io.rapport.jobs.state.PackedFunction}.
 */
package io.rapport.jobs.state;
