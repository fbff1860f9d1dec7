/** Items visited together: directed co-occurrence and session nearest neighbours. */
package io.rapport.core.recommendation.neighbour;
