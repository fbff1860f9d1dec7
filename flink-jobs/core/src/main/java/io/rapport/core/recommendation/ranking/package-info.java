/** Ranking: scores, rules, diversity, exploration and reasons turn candidates into a list. */
package io.rapport.core.recommendation.ranking;
