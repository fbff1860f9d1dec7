/** The frame of every job: options, inputs, outputs, and the operators of the latency path. */
package io.rapport.jobs.frame;
