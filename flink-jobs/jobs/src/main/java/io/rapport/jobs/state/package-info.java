/**
 * The keyed-state engine of all jobs: packed values behind a bounded write-behind cache, exact at
 * every barrier.
 */
package io.rapport.jobs.state;
