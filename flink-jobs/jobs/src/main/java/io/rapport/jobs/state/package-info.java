/**
 * The keyed-state engine of all jobs: packed values behind a bounded write-behind cache, exact at
 * every barrier. Functions extend {@link io.rapport.jobs.state.StatefulFunction} or a sibling of
 * it, and open each state with its format in one line.
 */
package io.rapport.jobs.state;
