/** Counts the outcomes of experiments and the exposure of items. */
package io.rapport.jobs.recommendation.experiment;
