/**
 * How events enter a job and results leave it: options, sources with cleaning and dead letters,
 * accounting, sinks. The only package of the jobs, but for each domain's main, that knows Kafka.
 */
package io.rapport.jobs.intake;
