/** The frame of every job: inputs, outputs, options, and the steps on the way to an answer. */
package io.rapport.jobs.frame;
