/** Items visited together: directed co-occurrence and remembered sessions. */
package io.rapport.core.recommendation.neighbour;
