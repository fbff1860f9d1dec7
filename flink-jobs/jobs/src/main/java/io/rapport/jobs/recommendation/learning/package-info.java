/** Functions that join feedback and train the blend and the embedding. */
package io.rapport.jobs.recommendation.learning;
