/** The submission of the jobs to a Flink cluster. */
package io.rapport.cli.jobs;
