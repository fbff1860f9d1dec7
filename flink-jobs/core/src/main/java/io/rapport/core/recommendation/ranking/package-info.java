/** Ranking: scores, rules, diversity, exploration, and reasons make a list of candidates. */
package io.rapport.core.recommendation.ranking;
