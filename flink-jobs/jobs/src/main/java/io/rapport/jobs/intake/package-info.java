/** Decoding, cleaning and mapping of input topics, with dead letters and accounting. */
package io.rapport.jobs.intake;
