/** Joins feedback, and trains the blend and the embedding. */
package io.rapport.jobs.recommendation.learning;
