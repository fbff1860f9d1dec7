/** Candidate generation: the replies of items, and the shortlist of a visitor that caches them. */
package io.rapport.core.recommendation.candidate;
