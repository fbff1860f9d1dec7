/** The whole recommender in one thread and in memory: the oracle of the running job. */
package io.rapport.core.recommendation.replay;
